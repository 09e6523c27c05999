//! The description as a whole.

use domain::resource::Field;
use domain::revolving::FIELDS;
use openapi::{Description, Operation, id, repeated, schema};
use serde_json::{Map, Value};

const ABOUT: &str = "Revolving accounts: a client's pre-approved limit, which the loans that are registered to it consume. Amounts are decimals in \
    strings; times are of RFC 3339, and their days are those of the company's time zone. Errors are those of Google's AIP-193, lists those of AIP-158, \
    AIP-160 and AIP-132.\n\n\
    The status follows from the times: `StatusPendingApproval` until there is an `approve_time`, `StatusApproved` until the day of `start_time`, \
    `StatusActive`, `StatusExpired` from the day of `expire_time`, `StatusClosed` with a `close_time`. The sub-status is there only where it says more: \
    `StatusWithdrawn` of an account that was closed without an approval.\n\n\
    A role `viewer` reads, a `manager` changes.";

const FILTER: &str = "AIP-160, by any field of the account: `client_id = 7 AND max_credit > 1000`. All, and those of one value of `client_id`, are found at \
    once however many there are; anything else within at most 2,000 of them";

const TAG: &str = "Revolving accounts";
const ALL: &str = "/v1/revolving";
const ONE: &str = "/v1/revolving/{account_id}";

/// The description, as `OpenAPI` 3.1.
pub fn document() -> Value {
    let description = Description {
        title: "Recoup revolving accounts",
        about: ABOUT.to_owned(),
        tags: vec![(TAG, "Limits that loans share")],
        operations: operations(),
        schemas: schemas(),
        filter: FILTER,
    };
    description.to_json()
}

fn operations() -> Vec<Operation> {
    let account = || [id("account_id", "The account"), repeated("account_id")];
    let operations = [
        Operation::post(ALL, "createRevolvingAccount", "Creates an account")
            .takes(schema("NewRevolvingAccount"))
            .answers("The account", schema("RevolvingAccount")),
        Operation::list(ALL, "listRevolvingAccounts", "Lists accounts", "RevolvingAccountPage"),
        Operation::get(ONE, "getRevolvingAccount", "An account")
            .with(account())
            .answers("The account", schema("RevolvingAccount")),
        Operation::put(ONE, "updateRevolvingAccount", "Changes the fields sent; `null` takes one away")
            .described("Of a closed account only the notes change.")
            .with(account())
            .takes(schema("RevolvingAccountChange"))
            .answers("The account", schema("RevolvingAccount")),
        Operation::delete(ONE, "deleteRevolvingAccount", "Deletes an account to which no loan was ever registered")
            .with(account()),
    ];
    operations.into_iter().map(|operation| operation.tagged(TAG)).collect()
}

fn schemas() -> Map<String, Value> {
    // No field is read by another table.
    let elsewhere = |_: &Field| Value::Null;
    let schemas = [
        ("NewRevolvingAccount", openapi::new(FIELDS, &elsewhere)),
        ("RevolvingAccountChange", openapi::change(FIELDS, &elsewhere)),
        ("RevolvingAccount", openapi::answer(FIELDS, &elsewhere)),
        ("RevolvingAccountPage", openapi::list("accounts", "RevolvingAccount")),
    ];
    schemas.into_iter().map(|(name, schema)| (name.to_owned(), schema)).collect()
}
