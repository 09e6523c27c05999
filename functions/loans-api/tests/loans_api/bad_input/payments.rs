//! Payments whose keys do not go together, or are not of their types.

use domain::company::CompanyKind;

use super::case::{Case, try_all};
use super::operation::{Operation, What, operations};

const STATUSES: &str = "Value must be one of Partially Recovered, Closed";
const METHODS: &str = "Value must be one of Online, Cash, Cheque, Bank Account Transfer, Application, Payment Link";
const RECOVERIES: &str = "Value must be one of Field Collection, Communication, Communications, Legal";
const CLOSURES: &str = "Value must be one of NOC, Settlement";
const DATE: &str = "Value must be of type date with format YYYY-MM-DD";
const MOMENT: &str = "Value must be of type date with format YYYY-MM-DD or YYYY-MM-DD HH:MM:SS";
const NUMBER: &str = "Value must be a number";
const STRING: &str = "Value must be a string";

/// Key, value, what is said at the key.
const VALUES: &[(&str, &str, &str)] = &[
    ("final_status", r#""Initiated""#, STATUSES),
    ("final_status", r#""Paid""#, STATUSES),
    ("final_status", r#""""#, STATUSES),
    ("final_status", "true", STATUSES),
    ("final_status", "null", "Value must not be null"),
    ("payment_method", r#""Bitcoin""#, METHODS),
    ("payment_method", r#""""#, METHODS),
    ("payment_method", "3", METHODS),
    ("recovery_method", r#""Threats""#, RECOVERIES),
    ("recovery_method", "[]", RECOVERIES),
    ("closure_with", r#""Waiver""#, CLOSURES),
    ("closure_with", r#""NOC""#, "Value may accompany only the final_status Closed"),
    ("closure_with", r#""settlement""#, "Value may accompany only the final_status Closed"),
    ("amount_recovered", "0", "Value must be greater than 0"),
    ("amount_recovered", "0.00", "Value must be greater than 0"),
    ("amount_recovered", "-0", "Value must be greater than 0"),
    ("amount_recovered", "-3450", "Value must not be negative"),
    ("amount_recovered", r#""3450""#, NUMBER),
    ("amount_recovered", "null", "Value must not be null"),
    ("amount_recovered", "[3450]", NUMBER),
    ("amount_recovered", "1e400", "A number has at most 28 digits"),
    ("amount_recovered", "1000000000000000000000000000000", "A number has at most 28 digits"),
    ("amount_recovered", "1000000000000000", "Value must be less than 1000000000000000"),
    ("amount_recovered", "0.0000001", "Value must have at most 6 decimals"),
    ("payment_reference_number", "7", STRING),
    (
        "payment_reference_number",
        r#""RFN\u0000""#,
        "Value has a NUL or a character that overrides the direction of text",
    ),
    ("payment_mode", "{}", STRING),
    ("recovered_by", "false", STRING),
    ("payment_received_date", r#""2020-08-32""#, DATE),
    ("payment_received_date", r#""2020-8-1""#, DATE),
    ("recovery_date", r#""2020-08-01 25:00:00""#, MOMENT),
    ("recovery_date", r#""2020-08-01 10:00""#, MOMENT),
    ("recovery_date", r#""2020-08-01T10:00:00Z""#, MOMENT),
    ("recovery_date", "1596276000", MOMENT),
    ("date_of_default", r#""2020-02-30""#, DATE),
    ("date_of_default", r#""""#, DATE),
    ("is_external", r#""no""#, "Value must be true or false"),
    ("client_customer_id", "5", STRING),
    ("client_customer_id", r#""""#, "Value must not be empty"),
    ("client_customer_id", r#""C\u0007""#, "Value must not contain control characters"),
    // Parts by variable, whatever they add up to.
    ("recovered_late_fee", "-1", "Value must not be negative"),
    ("recovered_late_fee", r#""10""#, NUMBER),
    ("recovered_late_fee", "null", NUMBER),
    ("recovered_late_fee", "0.1234567", "Value must have at most 6 decimals"),
    ("recovered_unheard_of", "10", "Unknown key"),
    ("recovered_", "10", "Unknown key"),
    ("Recovered_late_fee", "10", "Unknown key"),
];

fn paying() -> impl Iterator<Item = Operation> {
    operations(|operation| operation.what == What::Pay)
}

#[tokio::test]
async fn a_payments_values_are_of_their_types() {
    let cases = paying().flat_map(|operation| {
        VALUES.iter().map(move |(key, raw, sentence)| {
            Case::invalid(&format!("{key} {raw}"), operation, key, sentence).with(key, raw)
        })
    });
    try_all(cases).await;
}

#[tokio::test]
async fn what_a_payment_needs_is_required() {
    let cases = paying().flat_map(|operation| {
        let missing = |key: &str| Case::invalid(&format!("no {key}"), operation, key, "Value is required").without(key);
        let always = ["final_status", "amount_recovered", "payment_method"].map(missing);
        let customer = (operation.kind == CompanyKind::CreditLine).then(|| missing("client_customer_id"));
        always.into_iter().chain(customer)
    });
    try_all(cases).await;
}

const NEEDS_A_DATE: &str = "Value is required when final_status is Partially Recovered";

#[tokio::test]
async fn a_partial_recovery_of_the_2020_edition_moves_the_date_of_default() {
    let cases = paying().filter(Operation::is_2020).flat_map(|operation| {
        let refused = |name: &str| Case::invalid(name, operation, "date_of_default", NEEDS_A_DATE);
        [refused("no date").without("date_of_default"), refused("null for a date").with("date_of_default", "null")]
    });
    try_all(cases).await;
}

/// Parts of the payment, 3450.5 together where they are right, and those that the answer names.
const PARTS: &[(&str, &str)] = &[
    (r#""recovered_late_fee":3450"#, "recovered_late_fee"),
    (r#""recovered_late_fee":0"#, "recovered_late_fee"),
    (r#""recovered_late_fee":3000,"recovered_penalty":450.499999"#, "recovered_late_fee, recovered_penalty"),
    (r#""recovered_late_fee":3450.5,"recovered_penalty":0.000001"#, "recovered_late_fee, recovered_penalty"),
    (
        r#""recovered_expected_emi":999999999999999,"recovered_penalty":999999999999999"#,
        "recovered_expected_emi, recovered_penalty",
    ),
];

#[tokio::test]
async fn the_parts_of_a_payment_add_up_to_it() {
    let cases = paying().flat_map(|operation| {
        PARTS.iter().map(move |(parts, named)| {
            let sentence = format!("Value must be the sum of {named}");
            let case = Case::invalid(parts, operation, "amount_recovered", &sentence);
            case.body(operation.body().to_string().replacen('{', &format!("{{{parts},"), 1))
        })
    });
    try_all(cases).await;
}

const MONTH: &str = "Value must be of type date with format YYYY-M-01, the month without leading zero";
const REQUIRED: &str = "Parameter is required";
const TWICE: &str = "Parameter is given more than once";

/// The query, what is said of `allocation_month`.
const QUERIES: &[(&str, &str)] = &[
    ("", REQUIRED),
    ("?", REQUIRED),
    ("?month=2020-7-01", REQUIRED),
    ("?Allocation_Month=2020-7-01", REQUIRED),
    ("?allocation_month", MONTH),
    ("?allocation_month=", MONTH),
    ("?allocation_month=2020-07-01", MONTH),
    ("?allocation_month=2020-7-02", MONTH),
    ("?allocation_month=2020-7-1", MONTH),
    ("?allocation_month=2020-7", MONTH),
    ("?allocation_month=2020-13-01", MONTH),
    ("?allocation_month=2020-0-01", MONTH),
    ("?allocation_month=0000-7-01", MONTH),
    ("?allocation_month=-020-7-01", MONTH),
    ("?allocation_month=2020-%2B7-01", MONTH),
    ("?allocation_month=2020-7-01%20", MONTH),
    ("?allocation_month=2020-7-01%00", MONTH),
    ("?allocation_month=%E0%A5%A8020-7-01", MONTH),
    ("?allocation_month=2020-7-01,2020-8-01", MONTH),
    ("?allocation_month=2020-7-01&allocation_month=2020-7-01", TWICE),
    ("?allocation_month=2020-7-01&%61llocation_month=2020-8-01", TWICE),
];

#[tokio::test]
async fn the_month_of_a_payment_is_one_month() {
    let cases = paying().flat_map(|operation| {
        QUERIES.iter().map(move |(query, sentence)| {
            let path = format!("{}{query}", operation.bare_path());
            Case::invalid(query, operation, "allocation_month", sentence).path(path)
        })
    });
    try_all(cases).await;
}

#[tokio::test]
async fn faults_of_body_and_query_are_said_together() {
    let cases = paying().map(|operation| {
        let errors =
            serde_json::json!({"allocation_month": REQUIRED, "payment_method": METHODS, "surprise": "Unknown key"});
        let body = super::case::with(operation.body(), "payment_method", r#""Barter","surprise":1"#);
        Case::invalid("three faults", operation, "", "").errors(&errors).path(operation.bare_path()).body(body)
    });
    try_all(cases).await;
}
