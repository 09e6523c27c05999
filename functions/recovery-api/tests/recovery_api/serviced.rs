//! Defaults of loans that are serviced as accounts.

use domain::company::Role;
use serde_json::{Value, json};
use testbed::{Lender, World};

use crate::support::{detect, get, history, read, start, upload};

/// 1000.00 for three months at 12 percent a year, due on the first of February, March and April 2024: 330.02 + 10.00, ...
const LOAN: &str = r#"{
    "account_id": "LN-1", "holder_id": "cus-1", "amount": "1000.00",
    "disbursement_details": { "expected_disburse_time": "2024-01-10T10:00:00+05:30" },
    "settings": {
        "interest": { "rate": 12, "day_count": "THIRTY_360", "method": "DECLINING_BALANCE_EQUAL_INSTALLMENTS" },
        "schedule": { "repayment_installments": 3, "repayment_period": "P1M" }
    }
}"#;

async fn disbursed(world: &World, lender: &Lender) {
    world.call(&lender.token, "POST", "/v1/accounts/loans", LOAN).await.expect(200);
    for step in ["submit", "approve", "disburse"] {
        world.call(&lender.token, "POST", &format!("/v1/accounts/loans/LN-1:{step}"), "{}").await.expect(200);
    }
}

async fn token_on(world: &World, lender: &mut Lender, day: &str) {
    world.on(day);
    lender.token = world.token(&lender.company, &[Role::Viewer, Role::Agent, Role::Manager, Role::Admin]).await;
    lender.viewer = world.token(&lender.company, &[Role::Viewer]).await;
}

async fn repay(world: &World, lender: &Lender, amount: &str) -> Value {
    let body = json!({ "type": "repayment", "amount": amount }).to_string();
    world.call(&lender.token, "POST", "/v1/accounts/loans/LN-1/transactions", &body).await.expect(200).json()
}

/// An account that comes with another system's history can be in arrears on its first day here: the next detection finds it.
#[tokio::test]
async fn an_account_that_comes_with_arrears_is_found_at_once() {
    let world = start().await;
    let mut lender = world.lender().await;
    token_on(&world, &mut lender, "2024-03-20").await;
    let mut body: Value = serde_json::from_str(LOAN).expect("a body");
    body["migration_event_id"] = json!("m-1");
    body["transactions"] = json!([{ "type": "disbursement", "value_date": "2024-01-10" }]);
    let imported = world.call(&lender.token, "POST", "/v1/accounts/loans", &body.to_string()).await.expect(200).json();
    assert_eq!(imported["state"], "StateActiveInArrears");
    let found = detect(&world, &lender).await;
    assert_eq!((&found[0]["loan_id"], &found[0]["overdue_since"]), (&json!("LN-1"), &json!("2024-02-10")));
}

/// An uploaded loan in default that is brought in as an account goes on in the same case.
#[tokio::test]
async fn an_account_of_an_uploaded_loan_goes_on_in_its_case() {
    let world = start().await;
    let mut lender = world.lender().await;
    upload(&world, &lender, "LN-1", "2024-1-01", "2024-01-05", 5_000).await;
    assert_eq!(detect(&world, &lender).await.len(), 1);
    token_on(&world, &mut lender, "2024-03-20").await;
    let mut body: Value = serde_json::from_str(LOAN).expect("a body");
    body["migration_event_id"] = json!("m-1");
    body["transactions"] = json!([{ "type": "disbursement", "value_date": "2024-01-10" }]);
    world.call(&lender.token, "POST", "/v1/accounts/loans", &body.to_string()).await.expect(200);
    assert!(detect(&world, &lender).await.is_empty(), "the loan is in one default");
    let default = get(&world, &lender, "/defaults?loan_id=LN-1").await["defaults"][0].clone();
    assert_eq!((&default["status"], &default["overdue_since"]), (&json!("open"), &json!("2024-02-10")));
}

#[tokio::test]
async fn arrears_of_an_account_are_a_default_until_they_are_repaid() {
    let world = start().await;
    let mut lender = world.lender().await;
    disbursed(&world, &lender).await;
    token_on(&world, &mut lender, "2024-02-13").await;
    let looked = world
        .call(&lender.token, "POST", "/api/recovery/defaults/detect", r#"{"loan_id":"LN-1"}"#)
        .await
        .expect(200)
        .json();
    let found = looked["defaults"][0].clone();
    assert_eq!((&found["overdue_since"], &found["days_past_due"]), (&json!("2024-02-10"), &json!(3)));
    let repayment = repay(&world, &lender, "340.02").await;
    let over = read(&world, &lender, &found).await;
    assert_eq!((&over["status"], history(&over)), (&json!("resolved"), vec!["detected", "resolved"]));
    let id = repayment["transaction_id"].as_str().or(repayment["id"].as_str()).expect("an id").to_owned();
    let path = format!("/v1/accounts/loans/LN-1/transactions/{id}:reverse");
    world.call(&lender.token, "POST", &path, "{}").await.expect(200);
    assert_eq!(
        read(&world, &lender, &found).await["status"],
        "resolved",
        "detection opens defaults, nothing else does"
    );
    let again = detect(&world, &lender).await;
    assert_eq!((again.len(), &again[0]["default_id"]), (1, &found["default_id"]));
}

#[tokio::test]
async fn a_write_off_ends_the_default_with_the_loan() {
    let world = start().await;
    let mut lender = world.lender().await;
    disbursed(&world, &lender).await;
    token_on(&world, &mut lender, "2024-03-13").await;
    let looked = world
        .call(&lender.token, "POST", "/api/recovery/defaults/detect", r#"{"loan_id":"LN-1"}"#)
        .await
        .expect(200)
        .json();
    let found = looked["defaults"][0].clone();
    assert_eq!((&found["severity"], &found["days_past_due"]), (&json!("high"), &json!(32)));
    world.call(&lender.token, "POST", "/v1/accounts/loans/LN-1:writeOff", "{}").await.expect(200);
    assert_eq!(read(&world, &lender, &found).await["status"], "written_off");
    world.call(&lender.token, "POST", "/v1/accounts/loans/LN-1:undoWriteOff", "{}").await.expect(200);
    let again = detect(&world, &lender).await;
    assert_eq!((again.len(), &again[0]["default_id"], &again[0]["status"]), (1, &found["default_id"], &json!("open")));
}
