//! Transactions of credit lines, which recovery knows as loans of their ids.

use domain::company::CompanyKind;
use serde_json::{Value, json};
use testbed::{Lender, World, moment};

use crate::support::{detect, get, start};

async fn upload(world: &World, lender: &Lender, transaction_id: &str, number: &str) {
    let body = json!({
        "loan_id": transaction_id, "client_customer_id": "cus-1", "loan_type": "Card", "applicant_name": "Keval",
        "applicant_contact_number": number, "total_loan_amount": 100_000,
        "defaults": [{ "allocation_month": "2024-1-01", "total_claim_amount": 1_000, "date_of_default": "2024-01-05" }],
    });
    let path = format!("/recovery/loan/{transaction_id}");
    world.call(&lender.token, "POST", &path, &body.to_string()).await.expect(201);
}

async fn pay(world: &World, lender: &Lender, transaction_id: &str, amount: i64, status: &str) {
    let body = json!({
        "client_customer_id": "cus-1", "final_status": status, "amount_recovered": amount, "payment_method": "Online",
    });
    let path = format!("/recovery/payments/{transaction_id}?allocation_month=2024-1-01");
    world.call(&lender.token, "PATCH", &path, &body.to_string()).await.expect(200);
}

/// Each transaction is in default by itself, and a payment on it ends its own default.
#[tokio::test]
async fn a_transaction_falls_into_default_and_is_paid() {
    let world = start().await;
    let lender = world.lender_with(|company| company.kind = CompanyKind::CreditLine).await;
    upload(&world, &lender, "T-1", "9805265921").await;
    upload(&world, &lender, "T-2", "9805265921").await;
    let mut found: Vec<Value> = detect(&world, &lender).await.iter().map(|it| it["loan_id"].clone()).collect();
    found.sort_by_key(ToString::to_string);
    assert_eq!(found, ["T-1", "T-2"]);
    assert!(detect(&world, &lender).await.is_empty(), "nothing new");
    pay(&world, &lender, "T-1", 400, "Partially Recovered").await;
    let of = async |transaction: &str| get(&world, &lender, &format!("/defaults?loan_id={transaction}")).await;
    assert_eq!(of("T-1").await["defaults"][0]["amount_overdue"], 600);
    pay(&world, &lender, "T-1", 600, "Closed").await;
    assert_eq!(of("T-1").await["defaults"][0]["status"], "resolved");
    assert_eq!(of("T-2").await["defaults"][0]["status"], "open");
}

/// An update that names no month reads all of them, and goes on from the case that is there.
#[tokio::test]
async fn an_update_of_a_transaction_reaches_its_default() {
    let world = start().await;
    let lender = world.lender_with(|company| company.kind = CompanyKind::CreditLine).await;
    upload(&world, &lender, "T-1", "9805265921").await;
    assert_eq!(detect(&world, &lender).await.len(), 1);
    let more = json!({ "defaults": [{ "total_claim_amount": 1_500 }] }).to_string();
    world.call(&lender.token, "PATCH", "/recovery/transaction/cus-1/T-1", &more).await.expect(200);
    assert_eq!(get(&world, &lender, "/defaults?loan_id=T-1").await["defaults"][0]["amount_overdue"], 1_500);
}

/// Whom the upload names can be contacted about the transaction, and actions go out.
#[tokio::test]
async fn a_transaction_has_contacts_and_actions() {
    let world = start().await;
    let lender = world.lender_with(|company| company.kind = CompanyKind::CreditLine).await;
    upload(&world, &lender, "T-1", "9805265921").await;
    let contacts = get(&world, &lender, "/contacts?loan_id=T-1").await;
    assert_eq!(contacts["contacts"][0]["phone_number"], "+919805265921");
    let added =
        json!({ "loan_id": "T-1", "contact_name": "Ravi", "email": "ravi@example.com", "relationship": "guarantor" });
    world.call(&lender.token, "POST", "/api/recovery/contacts", &added.to_string()).await.expect(201);
    let default_id = detect(&world, &lender).await[0]["default_id"].as_str().expect("an id").to_owned();
    let order = format!("/api/recovery/defaults/{default_id}/actions");
    let ordered = world.call(&lender.token, "POST", &order, r#"{"action_type":"sms"}"#).await.expect(201).json();
    let execute = format!("/api/recovery/actions/{}/execute", ordered["action_id"].as_str().expect("an id"));
    world.clock.set(moment("2024-01-10T12:30:00+05:30"));
    assert_eq!(world.call(&lender.token, "POST", &execute, "").await.expect(200).json()["status"], "sent");
}
