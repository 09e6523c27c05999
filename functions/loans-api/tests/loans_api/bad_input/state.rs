//! Requests that are well formed, and contradict what is stored.

use domain::company::CompanyKind;

use super::case::{Case, try_all, with};
use super::operation::{Operation, What, operations, transaction, upload};

use CompanyKind::{CreditLine, Lending};
use What::{Pay, Read, Update, Upload};

fn of(kind: CompanyKind, what: What) -> impl Iterator<Item = Operation> {
    operations(move |operation| operation.kind == kind && operation.what == what)
}

/// Kind, what is done, the id of the path, the id in its place, what is said.
const UNKNOWN: &[(CompanyKind, What, &str, &str, &str)] = &[
    (Lending, Read, "L1", "none", "Loan not found"),
    (Lending, Read, "L1", "l1", "Loan not found"),
    (Lending, Read, "L1", "L1%20", "Loan not found"),
    (Lending, Read, "L1", "L1%23ALLOCATION", "Loan not found"),
    (Lending, Pay, "L1", "none", "Loan not found"),
    (Lending, Pay, "2020-7-01", "2020-8-01", "Loan of this allocation_month not found"),
    (Lending, Pay, "2020-7-01", "2199-12-01", "Loan of this allocation_month not found"),
    (CreditLine, Read, "C1", "none", "Customer not found"),
    (CreditLine, Read, "C1", "c1", "Customer not found"),
    (CreditLine, Update, "C1", "none", "Transaction not found"),
    (CreditLine, Update, "T1", "none", "Transaction not found"),
    (CreditLine, Update, "T1", "T2", "Transaction not found"),
    (CreditLine, Update, "C1", "C2", "Transaction not found"),
    (CreditLine, Pay, "T1", "T2", "Transaction of this allocation_month not found"),
    (CreditLine, Pay, "T1", "none", "Transaction of this allocation_month not found"),
    (CreditLine, Pay, "2020-7-01", "2020-6-01", "Transaction of this allocation_month not found"),
];

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let cases = UNKNOWN.iter().flat_map(|(kind, what, known, other, message)| {
        of(*kind, *what).map(move |operation| {
            let case = Case::refused(&format!("{other} for {known}"), operation, 404, message);
            let case = if *what == Update { case.body(r#"{"loan_tenure":24}"#) } else { case };
            case.path(operation.path.replace(known, other))
        })
    });
    let loans = of(Lending, Update).map(|operation| {
        let case = Case::refused("none for L1", operation, 404, "Loan not found");
        case.path(operation.path.replace("L1", "none")).body(r#"{"loan_tenure":24}"#)
    });
    let customers = of(CreditLine, Pay).map(|operation| {
        let case = Case::refused("a payment of nobody", operation, 404, "Customer not found");
        case.with("client_customer_id", r#""none""#)
    });
    try_all(cases.chain(loans).chain(customers)).await;
}

#[tokio::test]
async fn a_transaction_is_of_one_customer() {
    let cases = of(CreditLine, Upload).map(|operation| {
        let body = transaction("C2", "T1", operation.is_2020()).to_string();
        let case = Case::refused("T1 of C2", operation, 409, "transaction_id belongs to another customer");
        case.path(operation.path.replace("NEW", "T1")).body(body)
    });
    try_all(cases).await;
}

#[tokio::test]
async fn a_payment_of_a_transaction_names_its_customer() {
    let cases = of(CreditLine, Pay).map(|operation| {
        let case = Case::refused("T1 of C2", operation, 404, "Transaction of this allocation_month not found");
        case.with("client_customer_id", r#""C2""#)
    });
    try_all(cases).await;
}

#[tokio::test]
async fn a_payments_reference_is_of_one_payment() {
    let used = |what: &str| format!("payment_reference_number was already used with another {what}");
    let cases = operations(|operation| operation.what == Pay).flat_map(|operation| {
        let case = |what: &str| Case::refused(what, operation, 409, &used(what));
        let reference = with(operation.body(), "payment_reference_number", r#""USED""#);
        [
            case("amount_recovered").body(reference.replace("3450.5", "3450.51")),
            case("amount_recovered").body(reference.replace("3450.5", "1")),
            case("allocation_month").body(reference.as_str()).path(operation.path.replace("2020-7", "2020-8")),
            case("allocation_month")
                .path(operation.path.replace("2020-7", "2020-8"))
                .body(reference.replace("payment_reference_number", "reference_number")),
        ]
    });
    try_all(cases).await;
}

/// The same document for the id that is there.
fn known(operation: &Operation) -> (String, String) {
    let is_2020 = operation.is_2020();
    let (id, body) = match operation.kind {
        Lending => ("L1", upload("L1", is_2020)),
        CreditLine => ("T1", transaction("C1", "T1", is_2020)),
    };
    (operation.path.replace("NEW", id), body.to_string())
}

#[tokio::test]
async fn a_month_is_uploaded_once() {
    let cases = operations(|operation| operation.what == Upload).flat_map(|operation| {
        let there = |key: &str| Case::invalid(key, operation, key, "Data already exists for 2020-7-01");
        let (path, body) = known(&operation);
        let twice = with(operation.body(), "defaults", &format!("[{MONTH},{MONTH}]"));
        let among_new = body.replace("\"defaults\":[", &format!("\"defaults\":[{NEW_MONTH},"));
        [
            there("defaults/0/allocation_month").path(path.as_str()).body(body.as_str()),
            there("defaults/1/allocation_month").body(twice),
            there("defaults/1/allocation_month").path(path).body(among_new),
        ]
    });
    try_all(cases).await;
}

const MONTH: &str = r#"{"allocation_month":"2020-7-01","total_claim_amount":1,"date_of_default":"2020-05-15"}"#;
const NEW_MONTH: &str = r#"{"allocation_month":"2020-9-01","total_claim_amount":1,"date_of_default":"2020-05-15"}"#;

#[tokio::test]
async fn what_is_there_already_is_uploaded_again_only_with_a_new_month() {
    let cases = operations(|operation| operation.what == Upload).flat_map(|operation| {
        let (what, key) = match operation.kind {
            Lending => ("Loan", "loan_id"),
            CreditLine => ("Transaction", "transaction_id"),
        };
        let sentence = format!("{what} already exists; send defaults with a new allocation_month to add one");
        let (path, body) = known(&operation);
        let body: serde_json::Value = serde_json::from_str(&body).expect("a document");
        let no_defaults = with(body, "defaults", "[]");
        let untagged =
            Case::invalid("tags without a month", operation, "tags", "There is no month to tag: send defaults");
        [
            Case::invalid("no month", operation, key, &sentence).path(path).body(no_defaults),
            untagged.with("defaults", "[]"),
        ]
    });
    try_all(cases).await;
}

#[tokio::test]
async fn an_update_of_a_new_month_is_checked_as_an_upload() {
    let cases = operations(|operation| operation.what == Update).flat_map(|operation| {
        let missing =
            |body: &'static str, key: &str| Case::invalid(body, operation, key, "Value is required").body(body);
        [
            missing(
                r#"{"defaults":[{"allocation_month":"2020-9-01","total_claim_amount":1}]}"#,
                "defaults/0/date_of_default",
            ),
            missing(
                r#"{"defaults":[{"late_fee":1},{"allocation_month":"2020-9-01","date_of_default":"2020-05-15"}]}"#,
                "defaults/1/total_claim_amount",
            ),
        ]
    });
    try_all(cases).await;
}

#[tokio::test]
async fn an_id_in_the_body_is_that_of_the_path() {
    let cases = operations(Operation::takes_document).flat_map(|operation| {
        let keys: &[&str] = match (operation.kind, operation.what) {
            (Lending, _) => &["loan_id"],
            (CreditLine, Update) => &["client_customer_id", "transaction_id"],
            (CreditLine, _) => &["transaction_id"],
        };
        keys.iter().flat_map(move |key| {
            let differs = format!("Value must be the {key} of the path");
            let case = |raw: &str, sentence: &str| Case::invalid(raw, operation, key, sentence).with(key, raw);
            [
                case(r#""OTHER""#, &differs),
                case(r#""new""#, &differs),
                case(r#"" NEW""#, &differs),
                case(r#""""#, "Value must not be empty"),
                case(r#""  ""#, "Value must not be empty"),
                case("1", "Value must be a string"),
                case("[]", "Value must be a string"),
                case(&format!("\"{}\"", "x".repeat(101)), "Value must be at most 100 characters"),
                case(r#""a\nb""#, "Value must not contain control characters"),
                case(r#""a\u0085b""#, "Value must not contain control characters"),
            ]
        })
    });
    try_all(cases).await;
}

#[tokio::test]
async fn an_operation_is_for_one_kind_of_company() {
    let transaction = of(CreditLine, Update).map(|operation| {
        let operation = Operation { kind: Lending, ..operation };
        Case::refused("a lender's", operation, 403, "This operation is for credit line companies.").body("{}")
    });
    let loan = of(Lending, Update).map(|operation| {
        let operation = Operation { kind: CreditLine, ..operation };
        Case::refused("a credit line's", operation, 403, "This operation is for lending companies.").body("{}")
    });
    try_all(transaction.chain(loan)).await;
}

#[tokio::test]
async fn a_document_is_of_the_companys_kind() {
    let loans = of(Lending, Upload).map(|operation| {
        let errors = serde_json::json!({"loan_id": "Value is required", "transaction_id": "Unknown key"});
        let body = transaction("C1", "NEW", operation.is_2020()).to_string();
        Case::invalid("a transaction", operation, "", "").errors(&errors).body(body)
    });
    let transactions = of(CreditLine, Upload).map(|operation| {
        let body = upload("NEW", operation.is_2020()).to_string();
        Case::invalid("a loan", operation, "client_customer_id", "Value is required").body(body)
    });
    try_all(loans.chain(transactions)).await;
}

/// The key `USED` is that of a payment in the current edition.
#[tokio::test]
async fn an_idempotency_key_is_of_one_request() {
    let cases = operations(Operation::changes).map(|operation| {
        let what =
            if operation.what == Pay && !operation.is_2020() { "with another body" } else { "for another operation" };
        let message = format!("This Idempotency-Key was used {what}.");
        let case = Case::refused(what, operation, 422, &message).header("idempotency-key", "USED");
        if operation.what == Update { case.body(r#"{"loan_tenure":24}"#) } else { case }
    });
    let elsewhere = operations(|operation| operation.what == Pay && !operation.is_2020()).flat_map(|operation| {
        let case =
            || Case::refused("another path", operation, 422, "This Idempotency-Key was used for another operation.");
        let case = || case().header("idempotency-key", "USED");
        [case().path(format!("{}&", operation.path)), case().path(operation.path.replace("2020-7", "2020-8"))]
    });
    try_all(cases.chain(elsewhere)).await;
}
