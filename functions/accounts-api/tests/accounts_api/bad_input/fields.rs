//! Fields of accounts and products that cannot be had.

use serde_json::Value;

use super::case::{Case, try_all};
use super::operation::{OPERATIONS, Operation};

const UNKNOWN: &str = "Unknown key";
const COMPUTED: &str = "Value is computed and cannot be set";
const ID: &str = "Value must be a string of 1 to 100 characters, without control characters";
const AMOUNT: &str = "Value must be a string with a decimal number, as \"1234.56\"";
const TIME: &str = "Value must be a time by RFC 3339, as 2024-01-31T09:30:00Z";
const STRING: &str = "Value must be a string";

/// The good body with a value, as text, at a key that may be there or not.
pub fn with(operation: &Operation, key: &str, raw: &str) -> String {
    const HOLE: &str = "@@";
    let mut body = operation.value().expect("a body");
    body.as_object_mut().expect("an object").insert(key.to_owned(), Value::from(HOLE));
    body.to_string().replacen(&format!("\"{HOLE}\""), raw, 1)
}

/// What takes an account's fields: to make one, to preview one, to change one.
fn of_accounts() -> impl Iterator<Item = &'static Operation> {
    let paths = ["/v1/accounts/loans", "/v1/accounts/loans:preview", "/v1/accounts/loans/DRAFT"];
    OPERATIONS.iter().filter(move |operation| operation.takes_body() && paths.contains(&operation.path))
}

/// A field, a value that it cannot have, where the fault is, what is said of it.
const VALUES: &[(&str, &str, &str, &str)] = &[
    ("name", "7", "name", STRING),
    ("name", "[]", "name", STRING),
    ("name", r#""a\nb""#, "name", "Value must not contain control characters"),
    ("holder_id", "7", "holder_id", ID),
    ("holder_id", r#""""#, "holder_id", ID),
    ("holder_type", "true", "holder_type", ID),
    ("notes", "{}", "notes", STRING),
    ("assigned_branch_id", "1.5", "assigned_branch_id", ID),
    ("interest_commission", r#""1,000""#, "interest_commission", AMOUNT),
    ("interest_commission", r#""-1""#, "interest_commission", "Value must not be negative"),
    ("interest_commission", r#""10000000000001""#, "interest_commission", "Value must be at most 10000000000000"),
    ("amount", "true", "amount", AMOUNT),
    ("amount", r#""""#, "amount", AMOUNT),
    ("amount", r#""1e3""#, "amount", AMOUNT),
    ("amount", r#""NaN""#, "amount", AMOUNT),
    ("amount", "-5", "amount", "Value must not be negative"),
    ("amount", r#""0.0000000000001""#, "amount", "Value must have at most 12 decimals"),
    ("tax_rate", "100.01", "tax_rate", "Value must be at most 100"),
    ("payment_method", r#""Vertical""#, "payment_method", "Value must be one of MethodHorizontal, MethodVertical"),
    ("disbursement_details", "5", "disbursement_details", "Value must be an object"),
    (
        "disbursement_details",
        r#"{"expected_disburse_time":"2024-01-01"}"#,
        "disbursement_details.expected_disburse_time",
        TIME,
    ),
    (
        "disbursement_details",
        r#"{"expected_disburse_time":"2024-02-30T00:00:00Z"}"#,
        "disbursement_details.expected_disburse_time",
        TIME,
    ),
    (
        "disbursement_details",
        r#"{"expected_disburse_time":1704067200}"#,
        "disbursement_details.expected_disburse_time",
        TIME,
    ),
    ("disbursement_details", r#"{"when":1}"#, "disbursement_details.when", UNKNOWN),
    (
        "disbursement_details",
        r#"{"fees":[{"amount":"1"}]}"#,
        "disbursement_details.fees[0].fee_id",
        "Value is required",
    ),
    (
        "disbursement_details",
        r#"{"transfer":{"internal_transfer":"yes"}}"#,
        "disbursement_details.transfer.internal_transfer",
        "Value must be true or false",
    ),
    ("assets", "{}", "assets", "Value must be a list"),
    ("assets", "[5]", "assets[0]", "Value must be an object"),
    ("assets", r#"[{},{"amount":"x"}]"#, "assets[1].amount", AMOUNT),
    ("assets", r#"[{"colour":"red"}]"#, "assets[0].colour", UNKNOWN),
    ("guarantors", "[{}]", "guarantors[0].guarantor_id", "Value is required"),
    ("product_id", r#""silver""#, "product_id", "No product has the id silver"),
    ("state", r#""StateActive""#, "state", COMPUTED),
    ("sub_state", r#""StateLocked""#, "sub_state", COMPUTED),
    ("balances", r#"{"principal":"1"}"#, "balances", COMPUTED),
    ("days_late", "7", "days_late", COMPUTED),
    ("locked_operations", r#"["OperationApplyFees"]"#, "locked_operations", COMPUTED),
    ("approve_time", r#""2024-01-01T00:00:00Z""#, "approve_time", COMPUTED),
    ("create_time", r#""2024-01-01T00:00:00Z""#, "create_time", COMPUTED),
    (
        "disbursement_details",
        r#"{"disburse_time":"2024-01-01T00:00:00Z"}"#,
        "disbursement_details.disburse_time",
        COMPUTED,
    ),
    ("colour", "null", "colour", UNKNOWN),
    ("Amount", "1", "Amount", UNKNOWN),
    ("principal", "1", "principal", UNKNOWN),
    ("", "1", "", UNKNOWN),
    ("pk", "1", "pk", UNKNOWN),
    ("$set", "{}", "$set", UNKNOWN),
];

#[tokio::test]
async fn a_value_that_a_field_cannot_have_is_refused_where_it_is_said() {
    let cases = of_accounts().flat_map(|operation| {
        VALUES.iter().map(move |(key, raw, field, sentence)| {
            Case::invalid(key, operation, &[(field, sentence)]).body(with(operation, key, raw))
        })
    });
    try_all(cases).await;
}

#[tokio::test]
async fn a_list_and_a_text_have_their_limits() {
    let assets = format!("[{}]", vec!["{}"; 101].join(","));
    let (name, notes) = (format!("\"{}\"", "x".repeat(101)), format!("\"{}\"", "x".repeat(2_001)));
    let values = [
        ("assets", &assets, "Value must have at most 100 entries"),
        ("name", &name, "Value must be at most 100 characters"),
        ("notes", &notes, "Value must be at most 2000 characters"),
    ];
    let cases = of_accounts().flat_map(|operation| {
        values.map(|(key, raw, sentence)| {
            Case::invalid(key, operation, &[(key, sentence)]).body(with(operation, key, raw))
        })
    });
    try_all(cases).await;
}

#[tokio::test]
async fn all_that_is_wrong_is_said_at_once() {
    let faults = [
        ("colour", UNKNOWN),
        ("name", STRING),
        ("state", COMPUTED),
        ("assets[0].amount", AMOUNT),
        ("settings.interest.rate", "Value must be a number"),
        ("amount", AMOUNT),
    ];
    let body = r#"{"colour":1,"name":1,"state":"S","assets":[{"amount":{}}],"amount":[],"settings":{"interest":{"rate":"x"}}}"#;
    try_all(of_accounts().map(|operation| Case::invalid("six faults", operation, &faults).body(body))).await;
}

fn of_products() -> impl Iterator<Item = &'static Operation> {
    OPERATIONS.iter().filter(|operation| operation.takes_body() && operation.path.starts_with("/v1/products"))
}

/// A field of a product, a value that it cannot have, where the fault is, what is said of it.
const OF_PRODUCTS: &[(&str, &str, &str, &str)] = &[
    ("name", "7", "name", STRING),
    ("name", r#"" ""#, "name", "Value must be 1 to 100 characters"),
    ("name", "null", "name", "Value is required"),
    ("currency_code", r#""inr""#, "currency_code", "Value must be an ISO 4217 code, as INR"),
    ("currency_code", "5", "currency_code", STRING),
    ("state", r#""Active""#, "state", "Value must be one of StateActive, StateInactive"),
    ("create_time", r#""2024-01-01T00:00:00Z""#, "create_time", COMPUTED),
    ("colour", "1", "colour", UNKNOWN),
    ("allowed", "1", "allowed", "Value must be an object"),
    ("allowed", r#"{"colour":"ANY"}"#, "allowed.colour", UNKNOWN),
    (
        "allowed",
        r#"{"settings":{"interest":{"rate":"FREE"}}}"#,
        "allowed.settings.interest.rate",
        "Value must be ANY, FIXED, a list of values, or an object with min and max",
    ),
    ("settings", r#"{"interest":{"rate":-1}}"#, "settings.interest.rate", "Value must not be negative"),
];

#[tokio::test]
async fn a_product_is_what_a_product_can_be() {
    let cases = of_products().flat_map(|operation| {
        OF_PRODUCTS.iter().map(move |(key, raw, field, sentence)| {
            Case::invalid(key, operation, &[(field, sentence)]).body(with(operation, key, raw))
        })
    });
    try_all(cases).await;
}

const IN_2099: &str =
    "The value date 2099-01-01 lies in the future: today is 2024-01-20, enter it when the day has come.";

/// What custom methods take: a method, a body, where the fault is, what is said of it.
const OF_METHODS: &[(&str, &str, &str, &str)] = &[
    ("READY:undoApprove", r#"{"notes":7}"#, "notes", STRING),
    ("READY:undoApprove", r#"{"amount":"1"}"#, "amount", UNKNOWN),
    ("LIVE:lock", r#"{"locked_operations":"OperationApplyFees"}"#, "locked_operations", "Value must be a list"),
    (
        "LIVE:lock",
        r#"{"locked_operations":["Fees"]}"#,
        "locked_operations[0]",
        "Value must be one of OperationApplyInterest, OperationApplyFees, OperationApplyPenalties",
    ),
    ("READY:disburse", r#"{"amount":"x"}"#, "amount", AMOUNT),
    ("READY:disburse", r#"{"value_time":"2024-01-01"}"#, "value_time", TIME),
    ("READY:disburse", r#"{"tranche_number":0}"#, "tranche_number", "Value must be a whole number from 1 to 100"),
    ("READY:disburse", r#"{"transaction":{"channel":"x"}}"#, "transaction.channel", UNKNOWN),
    ("READY:disburse", r#"{"amount":"0"}"#, "amount", "The amount must be above zero."),
    ("READY:disburse", r#"{"amount":"0.001"}"#, "amount", "The currency has 2 decimals: round the amount to them."),
    ("READY:disburse", r#"{"value_time":"2099-01-01T00:00:00Z"}"#, "value_time", IN_2099),
    ("LIVE:applyInterest", r#"{"value_time":"2099-01-01T00:00:00Z"}"#, "value_time", IN_2099),
    ("LIVE:previewRepayment", r#"{"amount":"0"}"#, "amount", "The amount must be above zero."),
    (
        "LIVE:applyInterest",
        r#"{"is_payment_holidays":true}"#,
        "holiday_amount",
        "Value is required with is_payment_holidays",
    ),
    (
        "LIVE:applyInterest",
        r#"{"holiday_amount":"1"}"#,
        "holiday_amount",
        "Value says something only where is_payment_holidays is true",
    ),
    ("LIVE:previewRepayment", "{}", "amount", "Value is required"),
    ("LIVE:previewRepayment", r#"{"amount":{"interest":"x"}}"#, "amount.interest", AMOUNT),
    ("LIVE:previewRepayment", r#"{"amount":"1","colour":1}"#, "colour", UNKNOWN),
    ("LIVE:refinance", r#"{"top_up_amount":"x"}"#, "top_up_amount", AMOUNT),
    ("LIVE:refinance", r#"{"keep_same_account_id":"yes"}"#, "keep_same_account_id", "Value must be true or false"),
    ("LIVE:reschedule", r#"{"top_up_amount":"1"}"#, "top_up_amount", UNKNOWN),
    ("LIVE:reschedule", r#"{"account":{"colour":1}}"#, "account.colour", UNKNOWN),
    (
        "LIVE:reschedule",
        r#"{"account":{"interest_settings":{"rate":-1}}}"#,
        "account.interest_settings.rate",
        "Value must not be negative",
    ),
];

#[tokio::test]
async fn a_method_takes_what_it_takes() {
    let cases = OF_METHODS.iter().map(|(method, body, field, sentence)| {
        let path = format!("/v1/accounts/loans/{method}");
        Case::invalid(method, &OPERATIONS[0], &[(field, sentence)]).path(path).body(*body)
    });
    try_all(cases).await;
}
