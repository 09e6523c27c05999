//! The documents' own sample bodies, stored and read back key by key.

use domain::company::CompanyKind;
use serde_json::{Map, Value};
use testbed::{Lender, World};

use crate::support::{call_2020, lender, start};

macro_rules! sample {
    ($path:literal) => {
        include_str!(concat!("../../../../tests/samples/", $path))
    };
}

/// What comes back differently by design: `defaults` has computed keys, checked one by one; one key has two spellings.
fn compare(sent: &Value, read: &Value, path: &str) {
    match (sent, read) {
        (Value::Object(sent), Value::Object(read)) => {
            for (key, value) in sent {
                let answered = if key == "document_seqeunce_number" { "document_sequence_number" } else { key };
                compare(
                    value,
                    read.get(answered).unwrap_or_else(|| panic!("{path}.{key} is missing")),
                    &format!("{path}.{key}"),
                );
            }
        }
        (Value::Array(sent), Value::Array(read)) => {
            assert_eq!(sent.len(), read.len(), "{path}");
            for (position, (sent, read)) in sent.iter().zip(read).enumerate() {
                compare(sent, read, &format!("{path}[{position}]"));
            }
        }
        _ => assert_eq!(sent, read, "{path}"),
    }
}

fn parse(text: &str) -> Value {
    serde_json::from_str(text).expect("valid JSON")
}

/// The body that a Python sample holds in its first string.
fn body_of_python(text: &str) -> String {
    let (_, rest) = text.split_once("payload = \"").expect("a payload");
    let literal = rest.lines().next().expect("a line").trim_end();
    let literal = literal.strip_suffix('"').expect("the end of the string");
    serde_json::from_str(&format!("\"{literal}\"")).expect("a string literal")
}

/// The body that a curl sample holds after `--data-raw`.
fn body_of_curl(text: &str) -> &str {
    let (_, rest) = text.split_once("--data-raw '").expect("a body");
    rest.rsplit_once('\'').expect("the end of the body").0
}

async fn lenders() -> (World, Lender, Lender) {
    let world = start().await;
    let lending = lender(&world, CompanyKind::Lending).await;
    let credit_line = lender(&world, CompanyKind::CreditLine).await;
    (world, lending, credit_line)
}

#[tokio::test]
async fn loans_of_the_current_edition_come_back_as_sent() {
    for body in [
        sample!("2022/upload-loan.json").to_owned(),
        body_of_curl(sample!("2022/upload-loan.curl.sh")).to_owned(),
        body_of_python(sample!("2022/upload-loan.py")),
    ] {
        let (world, lender, _) = lenders().await;
        let reply = world.call(&lender.token, "POST", "/recovery/loan/283921", &body).await.expect(201);
        assert_eq!(reply.json(), parse(sample!("2022/upload-loan.answer.json")));
        let read = world.call(&lender.token, "GET", "/recovery/loan/283921", "").await.expect(200).json();
        compare(&parse(&body), &read["loan_details"], "loan_details");
    }
}

#[tokio::test]
async fn loans_of_the_2020_edition_come_back_as_sent() {
    for body in [
        sample!("2020/upload-loan.json").to_owned(),
        body_of_curl(sample!("2020/upload-loan.curl.sh")).to_owned(),
        body_of_python(sample!("2020/upload-loan.py")),
    ] {
        let (world, lender, _) = lenders().await;
        let reply = call_2020(&world, &lender.token, "POST", "/legacy/recovery/loan/283921", &body).await.expect(201);
        assert_eq!(reply.json(), parse(sample!("2020/upload-loan.answer.json")));
        let read = call_2020(&world, &lender.token, "GET", "/legacy/recovery/loan/283921", "").await.expect(200).json();
        compare(&parse(&body), &read["loan_details"], "loan_details");
    }
}

#[tokio::test]
async fn transactions_of_both_editions_come_back_as_sent() {
    for (edition, body) in [
        ("2022", sample!("2022/upload-transaction.json").to_owned()),
        ("2022", body_of_curl(sample!("2022/upload-transaction.curl.sh")).to_owned()),
        ("2022", body_of_python(sample!("2022/upload-transaction.py"))),
        ("2020", sample!("2020/upload-transaction.json").to_owned()),
        ("2020", body_of_curl(sample!("2020/upload-transaction.curl.sh")).to_owned()),
        ("2020", body_of_python(sample!("2020/upload-transaction.py"))),
    ] {
        let (world, _, lender) = lenders().await;
        let prefix = if edition == "2020" { "/legacy" } else { "" };
        let upload = format!("{prefix}/recovery/loan/283921");
        call_2020(&world, &lender.token, "POST", &upload, &body).await.expect(201);
        let read = format!("{prefix}/recovery/loan/189004");
        let output = call_2020(&world, &lender.token, "GET", &read, "").await.expect(200).json()["output"].clone();
        let (transaction, customer) = split(&parse(&body));
        compare(&customer, &output["applicant_details"], "applicant_details");
        assert_eq!(output["transactions_details"][0]["transaction_id"], "283921");
        compare(&transaction, &output["transactions_details"][0]["data"], "data");
    }
}

/// A transaction's own keys, and those of its customer.
fn split(body: &Value) -> (Value, Value) {
    let of_transaction = domain::lending::customer::TRANSACTION_KEYS;
    let is_own = |key: &str| of_transaction.contains(&key) || ["defaults", "tags"].contains(&key);
    let object = body.as_object().expect("an object");
    let (own, others): (Map<_, _>, Map<_, _>) = object.clone().into_iter().partition(|(key, _)| is_own(key));
    let others = others.into_iter().filter(|(key, _)| !["loan_id", "transaction_id"].contains(&key.as_str()));
    (Value::Object(own), Value::Object(others.collect()))
}

#[tokio::test]
async fn updates_and_payments_answer_as_documented() {
    let (world, lender, _) = lenders().await;
    let current = sample!("2022/upload-loan.json");
    world.call(&lender.token, "POST", "/recovery/loan/283921", current).await.expect(201);
    let updated =
        world.call(&lender.token, "PATCH", "/recovery/loan/283921", sample!("2022/update-loan.json")).await.expect(200);
    assert_eq!(updated.json(), parse(sample!("2022/update-loan.answer.json")));
    let path = "/recovery/payments/283921?allocation_month=2021-7-01";
    for body in [sample!("2022/update-payment.json"), sample!("2022/update-payment.bifurcation.json")] {
        let paid = world.call(&lender.token, "PATCH", path, body).await.expect(200);
        assert_eq!(paid.json(), parse(sample!("2022/update-payment.answer.json")));
    }
    let path = "/legacy/recovery/recovery/update/283921?allocation_month=2021-7-01";
    let paid = call_2020(&world, &lender.token, "PATCH", path, sample!("2020/update-payment.json")).await.expect(200);
    assert_eq!(paid.json(), parse(sample!("2020/update-payment.answer.json")));
    let read = world.call(&lender.token, "GET", "/recovery/loan/283921", "").await.expect(200).json();
    assert_eq!(read["loan_details"]["total_loan_amount"], 60000);
    assert_eq!(read["loan_details"]["defaults"][0]["amount_recovered"], 6650);
    let first = &read["payment_history"][2];
    compare(&parse(sample!("2022/update-payment.json")), first, "payment");
}

#[tokio::test]
async fn a_transactions_updates_and_payments_answer_as_documented() {
    let (world, _, lender) = lenders().await;
    let body = sample!("2022/upload-transaction.json");
    let added = world.call(&lender.token, "POST", "/recovery/loan/283921", body).await.expect(201);
    assert_eq!(added.json(), parse(sample!("2022/upload-transaction.answer.json")));
    let path = "/recovery/transaction/189004/283921";
    let updated = world.call(&lender.token, "PATCH", path, sample!("2022/update-transaction.json")).await.expect(200);
    assert_eq!(updated.json(), parse(sample!("2022/update-transaction.answer.json")));
    let path = "/recovery/payments/283921?allocation_month=2021-7-01";
    for body in
        [sample!("2022/update-transaction-payment.json"), sample!("2022/update-transaction-payment.bifurcation.json")]
    {
        let paid = world.call(&lender.token, "PATCH", path, body).await.expect(200);
        assert_eq!(paid.json(), parse(sample!("2022/update-transaction-payment.answer.json")));
    }
    let output =
        world.call(&lender.token, "GET", "/recovery/loan/189004", "").await.expect(200).json()["output"].clone();
    assert_eq!(output["transactions_details"][0]["data"]["total_loan_amount"], 60000);
    assert_eq!(output["applicant_details"]["defaults"][0]["amount_recovered"], 3200);
    assert_eq!(output["payment_history"][0]["client_customer_id"], "189004");
}

#[tokio::test]
async fn the_failure_sample_is_answered_word_for_word() {
    let (world, lender, _) = lenders().await;
    let mut body = parse(sample!("2022/upload-loan.json"));
    body["applicant_contact_number"] = "83849879".into();
    body["applicant_dob"] = "1992-3-23".into();
    body["applicant_language"] = "feger".into();
    body["co_applicant"][0]["co_applicant_email"] = "tempgmail.com".into();
    body["defaults"][0]["default_emi_number"] = "12".into();
    let before = world.testbed.snapshot().await;
    let reply = world.call(&lender.token, "POST", "/recovery/loan/283921", &body.to_string()).await.expect(400);
    assert_eq!(reply.json(), parse(sample!("2022/upload-loan.refusal.json")));
    assert_eq!(world.testbed.snapshot().await, before);
}

/// Every key of the sample answers is in ours.
#[tokio::test]
async fn answers_have_all_keys_of_the_sample_answers() {
    let (world, lending, credit_line) = lenders().await;
    world.call(&lending.token, "POST", "/recovery/loan/283921", sample!("2022/upload-loan.json")).await.expect(201);
    world
        .call(&credit_line.token, "POST", "/recovery/loan/283921", sample!("2022/upload-transaction.json"))
        .await
        .expect(201);
    let month = "/recovery/payments/283921?allocation_month=2021-7-01";
    world.call(&lending.token, "PATCH", month, sample!("2022/update-payment.json")).await.expect(200);
    world.call(&credit_line.token, "PATCH", month, sample!("2022/update-transaction-payment.json")).await.expect(200);
    let loan = world.call(&lending.token, "GET", "/recovery/loan/283921", "").await.expect(200).json();
    has_keys(&parse(sample!("2022/get-loan.answer.json")), &loan, "loan");
    let legacy = call_2020(&world, &lending.token, "GET", "/legacy/recovery/loan/283921", "").await.expect(200).json();
    has_keys(&parse(sample!("2020/get-loan.answer.json")), &legacy, "2020 loan");
    let customer = world.call(&credit_line.token, "GET", "/recovery/loan/189004", "").await.expect(200).json();
    has_keys(&parse(sample!("2022/get-customer.answer.json")), &customer, "customer");
    let legacy =
        call_2020(&world, &credit_line.token, "GET", "/legacy/recovery/loan/189004", "").await.expect(200).json();
    has_keys(&parse(sample!("2020/get-customer.answer.json")), &legacy, "2020 customer");
}

/// Lists are compared by their first entries, where there are any; `reference_number` of 2020 is answered under its first spelling.
fn has_keys(sample: &Value, ours: &Value, path: &str) {
    match (sample, ours) {
        (Value::Object(sample), Value::Object(ours)) => {
            for (key, value) in sample.iter().filter(|(key, _)| *key != "reference_number") {
                has_keys(
                    value,
                    ours.get(key).unwrap_or_else(|| panic!("{path}.{key} is missing")),
                    &format!("{path}.{key}"),
                );
            }
        }
        (Value::Array(sample), Value::Array(ours)) => {
            if let (Some(sample), Some(ours)) = (sample.first(), ours.first()) {
                has_keys(sample, ours, &format!("{path}[0]"));
            }
        }
        _ => {}
    }
}
