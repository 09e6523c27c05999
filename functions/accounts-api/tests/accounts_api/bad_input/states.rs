//! What the state of an account forbids.

use super::case::{Case, try_all};
use super::operation::OPERATIONS;

const NOT_SUBMITTED: &str = "the application is not submitted; submit it first";
const NOT_WRITTEN_OFF: &str = "the loan is not written off";
const APPROVED: &str = "the loan is approved already; undo the approval first";
const NOT_DISBURSED: &str = "nothing has been disbursed; disburse the loan first";
const DISBURSED: &str =
    "money has been disbursed; undo the disbursement first, or change the running loan with the operations for it";

/// A request, its body, what is refused, where the account is, what is in the way.
const FORBIDDEN: &[(&str, &str, &str, &str, &str, &str)] = &[
    ("POST", "DRAFT:disburse", "{}", "Disburse", "StatePartialApplication", NOT_SUBMITTED),
    ("POST", "DRAFT:writeOff", "{}", "Write off", "StatePartialApplication", NOT_SUBMITTED),
    ("POST", "DRAFT:terminate", "{}", "Terminate", "StatePartialApplication", NOT_SUBMITTED),
    ("POST", "DRAFT:undoApprove", "{}", "Undo approve", "StatePartialApplication", NOT_SUBMITTED),
    ("POST", "DRAFT:undoDisburse", "{}", "Undo disburse", "StatePartialApplication", NOT_SUBMITTED),
    ("POST", "DRAFT:undoWriteOff", "{}", "Undo write-off", "StatePartialApplication", NOT_WRITTEN_OFF),
    ("POST", "DRAFT:close", "{}", "Close", "StatePartialApplication", NOT_SUBMITTED),
    ("POST", "DRAFT:reopen", "{}", "Reopen", "StatePartialApplication", "the account is not closed"),
    ("POST", "DRAFT:applyInterest", "{}", "Apply interest", "StatePartialApplication", NOT_SUBMITTED),
    (
        "POST",
        "DRAFT/transactions",
        r#"{"type":"repayment","amount":"1"}"#,
        "Repayment",
        "StatePartialApplication",
        NOT_SUBMITTED,
    ),
    ("POST", "DRAFT:previewRepayment", r#"{"amount":"1"}"#, "Repayment", "StatePartialApplication", NOT_SUBMITTED),
    ("POST", "READY:submit", "{}", "Submit", "StateApproved", APPROVED),
    ("POST", "READY:approve", "{}", "Approve", "StateApproved", APPROVED),
    ("POST", "READY:writeOff", "{}", "Write off", "StateApproved", NOT_DISBURSED),
    ("POST", "READY/transactions", r#"{"type":"repayment","amount":"1"}"#, "Repayment", "StateApproved", NOT_DISBURSED),
    ("POST", "LIVE:submit", "{}", "Submit", "StateActive", DISBURSED),
    ("POST", "LIVE:approve", "{}", "Approve", "StateActive", DISBURSED),
    ("POST", "LIVE:undoApprove", "{}", "Undo approve", "StateActive", DISBURSED),
    ("POST", "LIVE:reject", "{}", "Reject", "StateActive", DISBURSED),
    ("POST", "LIVE:withdraw", "{}", "Withdraw", "StateActive", DISBURSED),
    (
        "POST",
        "LIVE:close",
        "{}",
        "Close",
        "StateActive",
        "something is still owed; have it repaid, waive it or write the loan off first",
    ),
    (
        "POST",
        "LIVE:disburse",
        "{}",
        "Disburse",
        "StateActive",
        "all that was approved has been disbursed; change the approved amount first",
    ),
    ("POST", "LIVE:unlock", "{}", "Unlock", "StateActive", "no operation of the account has been locked"),
    ("POST", "LIVE:undoWriteOff", "{}", "Undo write-off", "StateActive", NOT_WRITTEN_OFF),
    (
        "POST",
        "LIVE/transactions",
        r#"{"type":"recovery_after_write_off","amount":"1"}"#,
        "Recovery after write-off",
        "StateActive",
        NOT_WRITTEN_OFF,
    ),
    ("DELETE", "LIVE", "", "Delete", "StateActive", DISBURSED),
];

#[tokio::test]
async fn what_the_state_forbids_is_refused_with_the_state_named() {
    let cases = FORBIDDEN.iter().map(|(method, path, body, what, state, reason)| {
        let message = format!("{what} is refused while the account is {state}: {reason}.");
        let case = Case::precondition(path, &OPERATIONS[0], &message);
        case.method(method).path(format!("/v1/accounts/loans/{path}")).body(*body)
    });
    try_all(cases).await;
}

#[tokio::test]
async fn terms_of_a_loan_that_runs_are_not_changed_by_an_update() {
    let sentence = "Value cannot be changed while the account is StateActive: reschedule or refinance it";
    let case = |body: &str, field: &str| {
        let case = Case::invalid(body, &OPERATIONS[0], &[(field, sentence)]).method("PUT");
        case.path("/v1/accounts/loans/LIVE").body(body)
    };
    try_all([
        case(r#"{"amount":"5.00"}"#, "amount"),
        case(r#"{"settings":{"interest":{"rate":5}}}"#, "settings.interest.rate"),
    ])
    .await;
}

#[tokio::test]
async fn a_document_says_what_is_true() {
    let case = |path: &str, message: &str| {
        Case::precondition(path, &OPERATIONS[3], message).path(format!("/v1/accounts/loans/{path}"))
    };
    try_all([
        case(
            "LIVE/doc/no_dues_certificate",
            "No dues are certified only of a closed account; this one is StateActive.",
        ),
        case("DRAFT/doc/payoff_letter", "There is nothing to pay off while the account is StatePartialApplication."),
    ])
    .await;
}

#[tokio::test]
async fn an_id_is_taken_once() {
    let taken = |path: &str, id: &str, what: &str| {
        let operation = OPERATIONS.iter().find(|it| it.method == "POST" && it.path == path).expect("an operation");
        let message = format!("There is a {what} with the id {id} already.");
        let body = operation.good().replace("\"NEW\"", "\"LIVE\"").replace("\"new\"", "\"gold\"");
        Case::refused(what, operation, 409, "ALREADY_EXISTS", &message).body(body)
    };
    try_all([taken("/v1/accounts/loans", "LIVE", "loan account"), taken("/v1/products/loans", "gold", "loan product")])
        .await;
}
