//! Loans under a revolving account: its limit holds for all of them together.

use serde_json::json;
use testbed::{Lender, World, revolving_account};

use crate::journey::loan;
use crate::setting::start;

/// A lender with a revolving account of 1,500.00 for its customer.
async fn with_line(world: &World, exposure: &str) -> Lender {
    let lender = world.lender().await;
    revolving_account(&world.table, &lender.company, exposure, world.clock.now()).await;
    lender
}

async fn made(world: &World, lender: &Lender, id: &str) -> u16 {
    let mut body = loan(id);
    body["revolving_account_id"] = json!("rev-1");
    let reply = world.call(&lender.token, "POST", "/v1/accounts/loans", &body.to_string()).await;
    reply.status.as_u16()
}

async fn run(world: &World, lender: &Lender, path: &str, body: &str) -> (u16, String) {
    let reply = world.call(&lender.token, "POST", &format!("/v1/accounts/loans/{path}"), body).await;
    let message = reply.json()["error"]["message"].as_str().unwrap_or_default().to_owned();
    (reply.status.as_u16(), message)
}

async fn consumed(world: &World, lender: &Lender) -> String {
    testbed::consumed(&world.table, &lender.company, world.clock.now()).await.0
}

#[tokio::test]
async fn what_is_approved_counts_until_it_is_closed() {
    let world = start().await;
    let lender = with_line(&world, "ApprovedAmount").await;
    for id in ["LN-1", "LN-2"] {
        assert_eq!(made(&world, &lender, id).await, 200);
        assert_eq!(run(&world, &lender, &format!("{id}:submit"), "").await.0, 200);
    }
    assert_eq!(consumed(&world, &lender).await, "0");
    assert_eq!(run(&world, &lender, "LN-1:approve", "").await.0, 200);
    assert_eq!(consumed(&world, &lender).await, "1000.00");
    let (status, message) = run(&world, &lender, "LN-2:approve", "").await;
    assert_eq!(status, 400);
    assert!(message.contains("more than the 500.00"), "{message}");
    assert_eq!(run(&world, &lender, "LN-1:withdraw", "").await.0, 200);
    assert_eq!(consumed(&world, &lender).await, "0");
    assert_eq!(run(&world, &lender, "LN-2:approve", "").await.0, 200);
    assert_eq!(world.call(&lender.token, "DELETE", "/v1/accounts/loans/LN-1", "").await.status.as_u16(), 200);
}

#[tokio::test]
async fn what_is_outstanding_counts_as_it_is_paid_out_and_repaid() {
    let world = start().await;
    let lender = with_line(&world, "OutstandingAmount").await;
    for id in ["LN-1", "LN-2"] {
        assert_eq!(made(&world, &lender, id).await, 200);
        for verb in ["submit", "approve"] {
            assert_eq!(run(&world, &lender, &format!("{id}:{verb}"), "").await.0, 200);
        }
    }
    assert_eq!(run(&world, &lender, "LN-1:disburse", "").await.0, 200);
    assert_eq!(run(&world, &lender, "LN-2:disburse", "").await.0, 400);
    let repayment = r#"{"type":"repayment","amount":"520.00"}"#;
    assert_eq!(run(&world, &lender, "LN-1/transactions", repayment).await.0, 200);
    let second = run(&world, &lender, "LN-2:disburse", "").await;
    assert_eq!(second, (200, String::new()));
    assert_ne!(consumed(&world, &lender).await, "0");
}

#[tokio::test]
async fn a_loan_of_nobodys_line_is_refused() {
    let world = start().await;
    let lender = world.lender().await;
    assert_eq!(made(&world, &lender, "LN-1").await, 400);
    let lender = with_line(&world, "ApprovedAmount").await;
    let mut body = loan("LN-1");
    body["revolving_account_id"] = json!("rev-1");
    body["holder_id"] = json!("cus-2");
    let reply = world.call(&lender.token, "POST", "/v1/accounts/loans", &body.to_string()).await.expect(400).json();
    assert_eq!(reply["error"]["details"][0]["field_violations"][0]["field"], "holder_id");
}
