//! Many at once: every accepted payment counts once, none is lost.

use std::sync::Arc;

use domain::company::CompanyKind;
use serde_json::Value;

use crate::support::{lender, loan_body, payment_body, start};

const PAY: &str = "/recovery/payments/1?allocation_month=2020-8-01";
const CLIENTS: usize = 50;

async fn paid_at_once(bodies: Vec<(String, Option<String>)>) -> (Vec<u16>, Value) {
    let world = Arc::new(start().await);
    let lender = Arc::new(lender(&world, CompanyKind::Lending).await);
    world.call(&lender.token, "POST", "/recovery/loan/1", &loan_body("1", "")).await.expect(201);
    let calls = bodies.into_iter().map(|(body, key)| {
        let (world, lender) = (world.clone(), lender.clone());
        tokio::spawn(async move {
            let mut headers = vec![("authenticationtoken", lender.token.as_str())];
            headers.extend(key.as_deref().map(|key| ("idempotency-key", key)));
            world.call_with(&headers, "PATCH", PAY, body).await.status.as_u16()
        })
    });
    let mut statuses = Vec::new();
    for call in calls.collect::<Vec<_>>() {
        statuses.push(call.await.expect("no panic"));
    }
    let read = world.call(&lender.token, "GET", "/recovery/loan/1", "").await.expect(200).json();
    (statuses, read)
}

fn accepted(statuses: &[u16]) -> usize {
    assert!(statuses.iter().all(|status| [200, 409].contains(status)), "{statuses:?}");
    statuses.iter().filter(|status| **status == 200).count()
}

fn sum_and_history(read: &Value) -> (u64, usize) {
    let sum = read["loan_details"]["defaults"][0]["amount_recovered"].as_u64().expect("a whole sum");
    (sum, read["payment_history"].as_array().expect("a list").len())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn fifty_payments_at_once_are_all_counted_once() {
    let bodies = (1..=CLIENTS)
        .map(|amount| (payment_body(&amount.to_string(), &format!(r#""payment_mode":"{amount}","#)), None));
    let (statuses, read) = paid_at_once(bodies.collect()).await;
    let expected: u64 = statuses.iter().zip(1..).filter(|(status, _)| **status == 200).map(|(_, amount)| amount).sum();
    assert_eq!(sum_and_history(&read), (expected, accepted(&statuses)));
    assert!(accepted(&statuses) > 0);
    println!("{} of {CLIENTS} payments at once were accepted", accepted(&statuses));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_reference_at_once_is_one_payment() {
    let body = payment_body("7", r#""payment_reference_number":"RFN","#);
    let (statuses, read) = paid_at_once(vec![(body, None); CLIENTS]).await;
    assert!(accepted(&statuses) > 0);
    assert_eq!(sum_and_history(&read), (7, 1));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_idempotency_key_at_once_is_one_payment() {
    let (statuses, read) = paid_at_once(vec![(payment_body("7", ""), Some("k".into())); CLIENTS]).await;
    assert!(accepted(&statuses) > 0);
    assert_eq!(sum_and_history(&read), (7, 1));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_loan_uploaded_at_once_is_uploaded_once() {
    let world = Arc::new(start().await);
    let lender = Arc::new(lender(&world, CompanyKind::Lending).await);
    let calls = (0..10).map(|_| {
        let (world, lender) = (world.clone(), lender.clone());
        tokio::spawn(async move {
            world.call(&lender.token, "POST", "/recovery/loan/1", &loan_body("1", "")).await.status.as_u16()
        })
    });
    let mut statuses = Vec::new();
    for call in calls.collect::<Vec<_>>() {
        statuses.push(call.await.expect("no panic"));
    }
    statuses.sort_unstable();
    assert_eq!((statuses[0], statuses[1]), (201, 400), "{statuses:?}");
}
