//! Custom methods of accounts.

use accounts_api::{ACTION, METHODS};
use domain::accounts::account::{LifeStep, PREVIEWED_AMOUNTS};
use domain::resource::Field;
use openapi::{Operation, schema, text, when_sent, when_shown};
use serde_json::{Map, Value, json};

use crate::accounts::{ONE, account};
use crate::transactions::details;

/// The group of the operations.
pub(crate) const TAG: &str = "Life cycle";
/// The methods that the lender's documents have under another address too.
const UNDER_LOANS: [&str; 2] = ["lock", "unlock"];

/// The operations.
pub(crate) fn operations() -> Vec<Operation> {
    // A step that may be told more is among the methods, too.
    let fields = |verb: &str| METHODS.iter().find(|it| it.verb == verb).map_or(ACTION, |it| it.fields);
    let step = |step: LifeStep| method(ONE, "LoanAccount", step.verb(), step.about(), fields(step.verb()));
    let steps = LifeStep::ALL.into_iter().map(step);
    let is_step = |verb: &str| LifeStep::ALL.into_iter().any(|step| step.verb() == verb);
    let methods = METHODS.iter().filter(|it| !is_step(it.verb));
    let methods = methods.map(|it| method(ONE, "LoanAccount", it.verb, it.about, it.fields));
    let also = METHODS.iter().filter(|it| UNDER_LOANS.contains(&it.verb));
    let also = also.map(|it| method("/v1/loans/{account_id}", "Loan", it.verb, it.about, it.fields));
    let all = steps.chain(methods).chain(also).chain([preview_repayment()]);
    all.map(|operation| operation.tagged(TAG)).collect()
}

fn method(path: &str, noun: &str, verb: &str, about: &str, fields: &[Field]) -> Operation {
    let notes = text("notes", "Notes, where the body has none");
    Operation::post(&format!("{path}:{verb}"), &format!("{verb}{noun}"), about)
        .with(account())
        .with([notes])
        .may_take(openapi::action(fields))
        .answers("The account", schema("LoanAccount"))
}

fn preview_repayment() -> Operation {
    let about = "Balances after a payment that is not made";
    let parts = openapi::action(PREVIEWED_AMOUNTS);
    let about_parts = json!({"description": "One amount, or its parts, which are one payment together"});
    let amount = openapi::with(json!({"anyOf": [when_sent(), parts]}), &about_parts);
    let mut properties = Map::from_iter([("amount".to_owned(), amount)]);
    properties.extend(details());
    let payment =
        json!({"type": "object", "properties": properties, "required": ["amount"], "additionalProperties": false});
    let names = ["fee_balance", "interest_balance", "penalty_balance", "principal_balance", "total_balance"];
    let balances: Map<String, Value> = names.iter().map(|name| ((*name).to_owned(), when_shown())).collect();
    let balances = json!({"type": "object", "properties": balances, "required": names, "additionalProperties": false});
    Operation::ask(&format!("{ONE}:previewRepayment"), "previewRepayment", about)
        .with(account())
        .takes(payment)
        .answers("The balances", balances)
}
