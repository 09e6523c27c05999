//! Funds of accounts.

use domain::accounts::account::funding::{FUND, SALE};
use openapi::{Operation, id, repeated, scalar, schema, when_shown, with};
use serde_json::{Map, Value, json};

use crate::accounts::{ONE, account};

/// The group of the operations.
pub(crate) const TAG: &str = "Funding";

/// The operations.
pub(crate) fn operations() -> Vec<Operation> {
    let all = format!("{ONE}/fundings");
    let one = format!("{all}/{{fund_id}}");
    let of_one = || [id("fund_id", "The fund"), repeated("fund_id")];
    let operations = [
        Operation::post(&all, "createFunding", "Adds a fund, before anything is paid out")
            .described(
                "It says `amount`, or `share_percentage` in place of it. Once an account has a fund, it is paid out only when its funds come to \
                 the whole loan.",
            )
            .with(account())
            .takes(schema("NewFund"))
            .answers("The fund", schema("Fund")),
        Operation::list(&all, "listFundings", "Lists funds", "FundPage").with(account()),
        Operation::get(&one, "getFunding", "A fund").with(account()).with(of_one()).answers("The fund", schema("Fund")),
        Operation::put(&one, "updateFunding", "Changes the fields sent, before anything is paid out")
            .described("Of `amount` and `share_percentage` the one that is said anew counts; two that are must agree.")
            .with(account())
            .with(of_one())
            .takes(schema("FundChange"))
            .answers("The fund", schema("Fund")),
        Operation::delete(&one, "deleteFunding", "Deletes a fund, before anything is paid out")
            .with(account())
            .with(of_one()),
        Operation::post(&format!("{one}:sell"), "sellFunding", "Sells a fund of an active account, or part of it")
            .described(
                "Each buyer gets a new fund, with the commission of the one that is sold. What comes in from then on is the buyers'.",
            )
            .with(account())
            .with(of_one())
            .takes(openapi::action(SALE))
            .answers("What it came to", schema("FundSale")),
    ];
    operations.map(|operation| operation.tagged(TAG)).into()
}

/// The schemas.
pub(crate) fn add(schemas: &mut Map<String, Value>) {
    let elsewhere = |field: &domain::resource::Field| scalar(field.kind);
    schemas.insert("NewFund".to_owned(), openapi::new(FUND, &elsewhere));
    schemas.insert("FundChange".to_owned(), openapi::change(FUND, &elsewhere));
    schemas.insert("Fund".to_owned(), openapi::answer(FUND, &elsewhere));
    schemas.insert("FundPage".to_owned(), openapi::list("funds", "Fund"));
    schemas.insert("FundSale".to_owned(), sale());
}

fn sale() -> Value {
    let about = |schema: Value, about: &str| with(schema, &json!({"description": about}));
    let bought = json!({"type": "array", "items": schema("Fund")});
    json!({"type": "object", "additionalProperties": false, "required": ["funds", "proceeds"], "properties": {
        "fund": about(schema("Fund"), "What the seller keeps, if anything"),
        "funds": about(bought, "The buyers' funds, in the order of the purchases"),
        "proceeds": about(when_shown(), "What the seller gets in all"),
    }})
}
