//! What is wrong before a body is looked at: the format asked for, the method, the path, the idempotency key.

use super::case::{Case, try_all};
use super::operation::{OPERATIONS, Operation, What, operations};
use crate::bad_input::case::Token;

const NOT_ACCEPTABLE: &str = "You requested a format that isn't json.";
const METHOD: &str = "You tried to access an endpoint with an invalid method.";

const OTHER_FORMATS: &[&str] =
    &["text/html", "application/xml", "text/*", "image/png, text/plain;q=0.5", "application/json;q=0", "*/*;q=0", ""];

#[tokio::test]
async fn an_answer_is_json_or_none() {
    let cases = OPERATIONS.into_iter().flat_map(|operation| {
        let refused =
            |accept: &&'static str| Case::refused(accept, operation, 406, NOT_ACCEPTABLE).header("accept", accept);
        OTHER_FORMATS.iter().map(refused).collect::<Vec<_>>()
    });
    try_all(cases).await;
}

/// The methods that a path knows.
fn known(operation: &Operation) -> &'static str {
    let is_loan = operation.path.contains("/loan/");
    if is_loan { "GET,HEAD,POST,PATCH" } else { "PATCH" }
}

#[tokio::test]
async fn a_path_is_asked_by_a_method_that_it_knows() {
    let methods = ["DELETE", "PUT", "OPTIONS", "TRACE", "LINK"];
    let cases = OPERATIONS.into_iter().flat_map(|operation| {
        let others = ["GET", "POST"].into_iter().filter(move |method| !known(&operation).contains(method));
        methods.into_iter().chain(others).flat_map(move |method| {
            let case = || {
                Case::refused(method, operation, 405, METHOD).method(method).answered_with("allow", known(&operation))
            };
            [case(), case().token(Token::Absent), case().header("role", "nobody").body("{")]
        })
    });
    try_all(cases).await;
}

const NOWHERE: &[&str] = &[
    "/",
    "/recovery",
    "/recovery/",
    "/recovery/loan",
    "/recovery/loan/",
    "/recovery/loan/L1/",
    "/recovery/loan/L1/x",
    "/recovery//loan/L1",
    "//recovery/loan/L1",
    "/Recovery/Loan/L1",
    "/recovery/loans/L1",
    "/recovery/loan%2FL1",
    "/recovery/../recovery/loan/L1",
    "/recovery/payments",
    "/recovery/payments/",
    "/recovery/transaction/C1",
    "/recovery/transaction/C1/",
    "/recovery/recovery/update/L1",
    "/legacy/recovery/payments/L1",
    "/legacy/loan/L1",
    "/2020/recovery/loan/L1",
];

#[tokio::test]
async fn a_path_that_is_not_served_is_not_found_with_or_without_a_token() {
    let cases = NOWHERE.iter().flat_map(|path| {
        [OPERATIONS[0], OPERATIONS[2], OPERATIONS[13]].into_iter().flat_map(move |operation| {
            let case = || Case::refused("nowhere", operation, 404, "Not Found").path(*path);
            [case(), case().token(Token::Absent)]
        })
    });
    try_all(cases).await;
}

const NO_KEY: &str = "Idempotency-Key must be one value of 1 to 255 visible ASCII characters.";

#[tokio::test]
async fn an_idempotency_key_is_one_visible_text() {
    let long = "k".repeat(256);
    let keys = ["", " ", "a b", "a\tb", "ключ", &long];
    let cases = operations(Operation::changes).flat_map(|operation| {
        let refused = |name: &str| Case::refused(name, operation, 400, NO_KEY);
        let malformed = keys.map(|key| refused(&format!("key {key:?}")).header("idempotency-key", key));
        let two = refused("two keys").header("idempotency-key", "k1").further_header("idempotency-key", "k2");
        malformed.into_iter().chain([two])
    });
    try_all(cases).await;
}

/// Where there is nothing to change there is no key either: it is not looked at.
#[tokio::test]
async fn a_fault_of_the_body_is_said_with_an_idempotency_key_as_without() {
    let cases = operations(|operation| operation.what != What::Read).map(|operation| {
        let case = Case::invalid("a key and a fault", operation, "surprise", "Unknown key");
        case.with("surprise", "1").header("idempotency-key", "k1")
    });
    try_all(cases).await;
}
