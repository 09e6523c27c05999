//! Paths that lead nowhere, and methods that they do not know.

use super::case::{Case, Token, try_all};
use super::operation::{OPERATIONS, Operation};

const METHOD: &str = "You tried to access an endpoint with an invalid method.";

#[tokio::test]
async fn a_path_is_asked_by_a_method_that_it_knows() {
    let cases = OPERATIONS.iter().flat_map(|operation| {
        ["PATCH", "OPTIONS", "TRACE", "LINK"].into_iter().flat_map(move |method| {
            let case = || Case::refused(method, operation, 405, "UNIMPLEMENTED", METHOD).method(method);
            [case(), case().token(Token::Absent).body("{")]
        })
    });
    try_all(cases).await;
}

const NOWHERE: &[&str] = &[
    "/",
    "/v1",
    "/v1/",
    "/v1/accounts",
    "/v1/accounts/",
    "/v1/accounts/loans/",
    "/v1/accounts/loans/LIVE/",
    "/v1/accounts/loans/LIVE/schedule/1",
    "/v1/accounts/loan/LIVE",
    "/v1//accounts/loans/LIVE",
    "/V1/Accounts/Loans/LIVE",
    "/v2/accounts/loans/LIVE",
    "/accounts/loans/LIVE",
    "/v1/loans",
    "/v1/products",
    "/v1/products/gold",
    "/v1/accounts/loans/LIVE/doc",
];

#[tokio::test]
async fn a_path_that_is_not_served_is_not_found_with_or_without_a_token() {
    let cases = NOWHERE.iter().flat_map(|path| {
        [&OPERATIONS[0], &OPERATIONS[3]].into_iter().flat_map(move |operation| {
            let case = || Case::refused("nowhere", operation, 404, "NOT_FOUND", "Not Found").path(*path);
            [case(), case().token(Token::Absent)]
        })
    });
    try_all(cases).await;
}

/// The path with another id in place of what is there, and what is then missing.
fn elsewhere(operation: &Operation, id: &str) -> Option<(String, &'static str)> {
    let of_account = ["LIVE", "READY", "DRAFT"].into_iter().find(|known| operation.path.contains(known));
    if let Some(known) = of_account {
        return Some((operation.path.replacen(known, id, 1), "Loan account not found."));
    }
    operation.path.contains("gold").then(|| (operation.path.replace("gold", id), "Loan product not found."))
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let (long, wide) = ("x".repeat(101), "%E0%A4%95".repeat(101));
    let ids = ["live", "LIVE%20", "-1", "%23", "LIVE%2FX", "%00", &long, &wide];
    let cases = OPERATIONS.iter().flat_map(|operation| {
        ids.iter().filter_map(move |id| {
            let (path, message) = elsewhere(operation, id)?;
            Some(Case::refused(id, operation, 404, "NOT_FOUND", message).path(path))
        })
    });
    try_all(cases).await;
}

/// What is not in an account that is there: a path, what is said.
const MISSING: &[(&str, &str)] = &[
    ("/v1/accounts/loans/LIVE/installments/LIVE-4", "Installment not found."),
    ("/v1/accounts/loans/LIVE/installments/1", "Installment not found."),
    ("/v1/accounts/loans/LIVE/transactions/txn_1", "Transaction not found."),
    ("/v1/accounts/loans/DRAFT/transactions/{paid}", "Transaction not found."),
    ("/v1/accounts/loans/LIVE/cards/card", "Card not found."),
    ("/v1/accounts/loans/DRAFT/cards/CARD", "Card not found."),
    ("/v1/accounts/loans/DRAFT/fundings/1", "Fund not found."),
    ("/v1/accounts/loans/LIVE/fundings/FUND", "Fund not found."),
    ("/v1/accounts/loans/LIVE/doc/invoice", "Document template not found."),
];

#[tokio::test]
async fn what_is_not_in_an_account_is_not_found() {
    let cases = MISSING
        .iter()
        .map(|(path, message)| Case::refused("missing", &OPERATIONS[3], 404, "NOT_FOUND", message).path(*path));
    try_all(cases).await;
}

#[tokio::test]
async fn a_custom_method_is_one_that_there_is() {
    let unknown = "The method after the colon is not known.";
    let case = |path: &str, message: &str| {
        Case::refused(path, &OPERATIONS[0], 404, "NOT_FOUND", message).path(path).body("{}")
    };
    let cases = [
        case("/v1/accounts/loans/LIVE:explode", unknown),
        case("/v1/accounts/loans/LIVE:Lock", unknown),
        case("/v1/accounts/loans/LIVE:", unknown),
        case("/v1/loans/LIVE:explode", unknown),
        case("/v1/accounts/loans/LIVE/transactions/{paid}:explode", unknown),
        case("/v1/accounts/loans/DRAFT/fundings/FUND:explode", unknown),
        case("/v1/accounts/loans/LIVE", "Loan account not found."),
        case("/v1/accounts/loans/LIVE/transactions/{paid}", "Transaction not found."),
    ];
    try_all(cases).await;
}
