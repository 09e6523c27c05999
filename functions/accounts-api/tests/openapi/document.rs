//! The description as a whole.

use openapi::Description;
use serde_json::{Map, Value};

use crate::{accounts, cards, documents, fundings, methods, products, restructuring, transactions};

const ABOUT: &str = "Loan accounts that are serviced here. An account has terms, and a list of what happened: disbursements, repayments, \
    charges, changes of terms. Schedule, balances, arrears and state are computed from both, so a payment may be entered late, and every \
    transaction can be taken back.\n\n\
    Amounts are decimals in strings. Times are of RFC 3339; where a day is meant it is the one in the company's time zone, and what is \
    computed by days is answered with its first moment. Methods after a colon are those of AIP-136, lists those of AIP-158, AIP-160 and \
    AIP-132, errors those of AIP-193. A body's keys are all known: one that is not is refused by name, and nothing is written where \
    anything is wrong.\n\n\
    A role `viewer` reads, an `agent` also enters what borrowers paid, a `manager` everything.";

const FILTER: &str = "AIP-160, by any field that is no object: `state = \"StateActive\" AND balances.principal_due > 0`. Accounts are found at once \
    by all, `state`, `holder_id`, `product_id`, `revolving_account_id` and `assigned_branch_id`, products by `state` and `currency_code`; \
    anything else within at most 2,000 of them";

/// The description, as `OpenAPI` 3.1.
pub(crate) fn document() -> Value {
    let mut schemas = Map::new();
    accounts::add(&mut schemas);
    transactions::add(&mut schemas);
    cards::add(&mut schemas);
    fundings::add(&mut schemas);
    products::add(&mut schemas);
    let description = Description {
        title: "Recoup accounts API",
        about: ABOUT.to_owned(),
        tags: vec![
            (accounts::TAG, "Applications and accounts"),
            (methods::TAG, "What is decided on an account, and done with it"),
            (accounts::SCHEDULES, "What is due when"),
            (transactions::TAG, "What happened on an account"),
            (documents::TAG, "What a borrower is given in writing"),
            (cards::TAG, "Cards of an account"),
            (fundings::TAG, "Who funds an account, and who sold to whom"),
            (products::TAG, "What accounts start from, and what they may change of it"),
        ],
        operations: [
            accounts::operations(),
            methods::operations(),
            restructuring::operations(),
            transactions::operations(),
            documents::operations(),
            cards::operations(),
            fundings::operations(),
            products::operations(),
        ]
        .concat(),
        schemas,
        filter: FILTER,
    };
    description.to_json()
}
