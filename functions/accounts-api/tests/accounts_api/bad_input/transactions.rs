//! Transactions that cannot be entered: of every type without what it needs, with what it cannot take, and with what is another's.

use domain::accounts::transaction::{Origin, TYPES, TransactionType};

use super::case::{Case, try_all};
use super::operation::{OPERATIONS, Operation};

fn enter() -> &'static Operation {
    let found = OPERATIONS.iter().find(|it| it.method == "POST" && it.path.ends_with("/transactions"));
    found.expect("the operation")
}

fn entered() -> impl Iterator<Item = &'static TransactionType> {
    TYPES.iter().filter(|kind| matches!(kind.origin, Origin::Entered(_)))
}

#[tokio::test]
async fn a_transaction_has_a_type_that_is_entered() {
    let names: Vec<_> = entered().map(|kind| kind.name).collect();
    let one_of = format!("Value must be one of {}", names.join(", "));
    let case = |body: &str, sentence: &str| Case::invalid(body, enter(), &[("type", sentence)]).body(body);
    let made = TYPES.iter().filter_map(|kind| match kind.origin {
        Origin::Operation(request) => {
            let sentence = format!("Value is not entered as a transaction: use {request}");
            Some(case(&format!(r#"{{"type":"{}"}}"#, kind.name), &sentence))
        }
        Origin::Entered(_) => None,
    });
    let others = [
        case(r#"{"amount":"1"}"#, "Value is required"),
        case(r#"{"type":null}"#, "Value is required"),
        case(r#"{"type":"Repayment"}"#, &one_of),
        case(r#"{"type":5}"#, &one_of),
        case(r#"{"type":"payment","amount":"1"}"#, &one_of),
    ];
    try_all(made.chain(others)).await;
}

#[tokio::test]
async fn a_type_needs_what_it_needs() {
    let cases = entered().filter_map(|kind| {
        let needed: Vec<_> = kind.fields.iter().filter(|field| field.required).collect();
        let faults: Vec<_> = needed.iter().map(|field| (field.key, "Value is required")).collect();
        let body = format!(r#"{{"type":"{}"}}"#, kind.name);
        (!faults.is_empty()).then(|| Case::invalid(kind.name, enter(), &faults).body(body))
    });
    try_all(cases).await;
}

#[tokio::test]
async fn a_type_takes_its_own_fields_only() {
    let cases = entered().filter_map(|kind| {
        if kind.fields.iter().any(|field| field.required) {
            return None;
        }
        let own = |key: &str| kind.fields.iter().any(|field| field.key == key);
        let foreign = ["until", "new_due_date"].into_iter().find(|key| !own(key))?;
        let sentence = format!("Value is not one of a transaction of type {}", kind.name);
        let body = format!(r#"{{"type":"{}","{foreign}":1,"colour":1}}"#, kind.name);
        let faults = [(foreign, sentence.as_str()), ("colour", "Unknown key")];
        Some(Case::invalid(kind.name, enter(), &faults).body(body))
    });
    try_all(cases).await;
}

/// What is beside `"type":"repayment"`, where the fault is, what is said of it.
const REPAYMENTS: &[(&str, &str, &str)] = &[
    (r#""amount":"0""#, "amount", "Value must be greater than 0"),
    (r#""amount":"-1""#, "amount", "Value must not be negative"),
    (r#""amount":"1,5""#, "amount", "Value must be a string with a decimal number, as \"1234.56\""),
    (r#""amount":{}"#, "amount", "Value must be a string with a decimal number, as \"1234.56\""),
    (r#""amount":"1","is_external":"no""#, "is_external", "Value must be true or false"),
    (r#""amount":"1","notes":7"#, "notes", "Value must be a string"),
    (r#""amount":"1","payment_id":"""#, "payment_id", "Value must be 1 to 100 characters"),
    (r#""amount":"1","transaction":{"colour":1}"#, "transaction.colour", "Unknown key"),
    (
        r#""amount":"1","value_date":"soon""#,
        "value_date",
        "Value must be a date with format YYYY-MM-DD, or a time by RFC 3339, as 2024-01-31T09:30:00Z",
    ),
    (
        r#""amount":"1","value_date":"2024-02-30""#,
        "value_date",
        "Value must be a date with format YYYY-MM-DD, or a time by RFC 3339, as 2024-01-31T09:30:00Z",
    ),
    (
        r#""amount":"1","value_date":"2024-01-10","value_time":"2024-01-11""#,
        "value_date",
        "Value differs from value_time, which says the same",
    ),
];

#[tokio::test]
async fn a_repayment_is_what_it_can_be() {
    let cases = REPAYMENTS.iter().map(|(rest, field, sentence)| {
        Case::invalid(rest, enter(), &[(field, sentence)]).body(format!(r#"{{"type":"repayment",{rest}}}"#))
    });
    try_all(cases).await;
}
