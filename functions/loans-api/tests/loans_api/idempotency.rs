//! The same request twice changes things once.

use domain::company::CompanyKind;
use testbed::{Lender, Reply, World};

use crate::support::{lender, loan_body, payment_body, start};

const PAY: &str = "/recovery/payments/1?allocation_month=2020-8-01";

async fn keyed(world: &World, lender: &Lender, key: &str, method: &str, path: &str, body: &str) -> Reply {
    let headers = [("authenticationtoken", lender.token.as_str()), ("idempotency-key", key)];
    world.call_with(&headers, method, path, body.to_owned()).await
}

async fn history_and_sum(world: &World, lender: &Lender) -> (usize, String) {
    let read = world.call(&lender.token, "GET", "/recovery/loan/1", "").await.expect(200).json();
    let sum = read["loan_details"]["defaults"][0]["amount_recovered"].to_string();
    (read["payment_history"].as_array().unwrap().len(), sum)
}

#[tokio::test]
async fn a_repeated_payment_is_answered_and_not_recorded_again() {
    let world = start().await;
    let lender = lender(&world, CompanyKind::Lending).await;
    world.call(&lender.token, "POST", "/recovery/loan/1", &loan_body("1", "")).await.expect(201);
    let first = keyed(&world, &lender, "k1", "PATCH", PAY, &payment_body("5", "")).await.expect(200);
    assert!(first.headers.get("idempotency-replayed").is_none());
    let again = keyed(&world, &lender, "k1", "PATCH", PAY, &payment_body("5", "")).await.expect(200);
    assert_eq!((again.headers["idempotency-replayed"].as_bytes(), &again.text), (b"true".as_slice(), &first.text));
    assert_eq!(history_and_sum(&world, &lender).await, (1, "5".into()));
    keyed(&world, &lender, "k2", "PATCH", PAY, &payment_body("5", "")).await.expect(200);
    assert_eq!(history_and_sum(&world, &lender).await, (2, "10".into()));
}

#[tokio::test]
async fn a_repeated_upload_is_answered_although_the_month_is_there_by_now() {
    let world = start().await;
    let lender = lender(&world, CompanyKind::Lending).await;
    let body = loan_body("1", "");
    for replayed in [false, true] {
        let reply = keyed(&world, &lender, "k", "POST", "/recovery/loan/1", &body).await.expect(201);
        assert_eq!(reply.headers.contains_key("idempotency-replayed"), replayed);
    }
    keyed(&world, &lender, "other", "POST", "/recovery/loan/1", &body).await.expect(400);
}

#[tokio::test]
async fn a_key_belongs_to_one_body_and_one_operation() {
    let world = start().await;
    let lender = lender(&world, CompanyKind::Lending).await;
    world.call(&lender.token, "POST", "/recovery/loan/1", &loan_body("1", "")).await.expect(201);
    keyed(&world, &lender, "k", "PATCH", PAY, &payment_body("5", "")).await.expect(200);
    let before = world.testbed.snapshot().await;
    keyed(&world, &lender, "k", "PATCH", PAY, &payment_body("6", "")).await.expect(422);
    let other_month = "/recovery/payments/1?allocation_month=2020-9-01";
    keyed(&world, &lender, "k", "PATCH", other_month, &payment_body("5", "")).await.expect(422);
    keyed(&world, &lender, "k", "PATCH", "/recovery/loan/1", r#"{"emi_amount":1}"#).await.expect(422);
    assert_eq!(world.testbed.snapshot().await, before);
}

#[tokio::test]
async fn a_refused_request_does_not_use_its_key_up() {
    let world = start().await;
    let lender = lender(&world, CompanyKind::Lending).await;
    keyed(&world, &lender, "k", "POST", "/recovery/loan/1", "{}").await.expect(400);
    keyed(&world, &lender, "k", "POST", "/recovery/loan/1", &loan_body("1", "")).await.expect(201);
}

#[tokio::test]
async fn a_key_is_free_again_after_a_day() {
    let world = start().await;
    let lender = lender(&world, CompanyKind::Lending).await;
    world.call(&lender.token, "POST", "/recovery/loan/1", &loan_body("1", "")).await.expect(201);
    keyed(&world, &lender, "k", "PATCH", PAY, &payment_body("5", "")).await.expect(200);
    world.wait(24 * 60 * 60 + 1);
    let later = keyed(&world, &lender, "k", "PATCH", PAY, &payment_body("7", "")).await.expect(200);
    assert!(!later.headers.contains_key("idempotency-replayed"));
    assert_eq!(history_and_sum(&world, &lender).await, (2, "12".into()));
}

#[tokio::test]
async fn a_repeated_reference_is_one_payment_and_an_empty_one_is_none() {
    let world = start().await;
    let lender = lender(&world, CompanyKind::Lending).await;
    world.call(&lender.token, "POST", "/recovery/loan/1", &loan_body("1", "")).await.expect(201);
    let with =
        |amount: &str, reference: &str| payment_body(amount, &format!(r#""payment_reference_number":"{reference}","#));
    world.call(&lender.token, "PATCH", PAY, &with("5", "RFN")).await.expect(200);
    let before = world.testbed.snapshot().await;
    world.call(&lender.token, "PATCH", PAY, &with("5.00", "RFN")).await.expect(200);
    world.call(&lender.token, "PATCH", PAY, &with("6", "RFN")).await.expect(409);
    assert_eq!(world.testbed.snapshot().await, before);
    for _ in 0..2 {
        world.call(&lender.token, "PATCH", PAY, &with("1", "")).await.expect(200);
    }
    assert_eq!(history_and_sum(&world, &lender).await, (3, "7".into()));
}
