//! An account that comes with its history ends as if it had been serviced here.

use domain::company::Role;
use serde_json::{Value, json};
use testbed::{Lender, World};

use crate::journey::loan;
use crate::setting::start;

/// What happened to a loan: on which day it was entered, and what.
fn history() -> Vec<(&'static str, Value)> {
    vec![
        ("2024-01-01", json!({ "type": "disbursement" })),
        ("2024-02-01", json!({ "type": "repayment", "amount": "340.02", "payment_id": "pay-1" })),
        ("2024-02-20", json!({ "type": "fee", "amount": "12.00", "name": "Letter" })),
        ("2024-03-10", json!({ "type": "repayment", "amount": "100.00", "value_time": "2024-03-04T00:00:00+05:30" })),
        ("2024-03-12", json!({ "type": "interest_rate_change", "rate": 10 })),
        ("2024-03-15", json!({ "type": "repayment", "amount": "50.00", "payment_id": "pay-2" })),
        ("2024-03-18", json!({ "type": "reversal" })),
        ("2024-03-20", json!({ "type": "lock", "locked_operations": ["OperationApplyFees"] })),
    ]
}

/// Services a loan day by day, as its history says.
async fn serviced(world: &World) -> Lender {
    let lender = world.lender().await;
    world.call(&lender.token, "POST", "/v1/accounts/loans", &loan("LN-1").to_string()).await.expect(200);
    for verb in ["submit", "approve"] {
        world.call(&lender.token, "POST", &format!("/v1/accounts/loans/LN-1:{verb}"), "{}").await.expect(200);
    }
    let mut last = String::new();
    for (day, transaction) in history() {
        world.on(day);
        let token = world.token(&lender.company, &[Role::Manager]).await;
        let (path, body) = match transaction["type"].as_str().expect("a type") {
            "disbursement" => (":disburse".to_owned(), json!({})),
            "lock" => (":lock".to_owned(), json!({ "locked_operations": transaction["locked_operations"] })),
            "reversal" => (format!("/transactions/{last}:reverse"), json!({})),
            _ => ("/transactions".to_owned(), transaction.clone()),
        };
        let path = format!("/v1/accounts/loans/LN-1{path}");
        let done = world.call(&token, "POST", &path, &body.to_string()).await.expect(200).json();
        done["transaction_id"].as_str().unwrap_or_default().clone_into(&mut last);
    }
    lender
}

fn imported(history: Vec<(&str, Value)>) -> Value {
    let mut body = loan("LN-1");
    body["migration_event_id"] = json!("mig-1");
    let with_times = history.into_iter().zip(1..).map(|((day, mut transaction), number)| {
        transaction["entry_time"] = json!(format!("{day}T12:00:00+05:30"));
        if transaction["value_time"].is_null() {
            transaction["value_time"] = transaction["entry_time"].clone();
        }
        transaction["transaction_id"] = json!(format!("old-{number}"));
        if transaction["type"] == "reversal" {
            transaction["original_transaction_id"] = json!("old-6");
        }
        transaction
    });
    body["transactions"] = with_times.collect();
    body
}

#[tokio::test]
async fn a_history_ends_where_servicing_ends() {
    let (here, there) = (start().await, start().await);
    let first = serviced(&here).await;
    there.on("2024-03-20");
    let second = there.lender().await;
    let body = imported(history()).to_string();
    there.call(&second.token, "POST", "/v1/accounts/loans", &body).await.expect(200);
    for day in ["2024-03-20", "2024-05-01"] {
        here.on(day);
        there.on(day);
        let (token, other) =
            (here.token(&first.company, &[Role::Viewer]).await, there.token(&second.company, &[Role::Viewer]).await);
        for path in ["", "/schedule", "/installments"] {
            let path = format!("/v1/accounts/loans/LN-1{path}");
            let mut serviced = here.call(&token, "GET", &path, "").await.expect(200).json();
            let mut imported = there.call(&other, "GET", &path, "").await.expect(200).json();
            for account in [&mut serviced, &mut imported] {
                // When this system heard of it is another matter, and ids are its own.
                let object = account.as_object_mut().expect("an object");
                object.retain(|key, _| {
                    !key.ends_with("_time")
                        && !["activation_transaction_id", "migration_event_id"].contains(&key.as_str())
                });
                for row in object.values_mut().filter_map(Value::as_array_mut).flatten() {
                    let fees = row.get_mut("fees").and_then(Value::as_array_mut);
                    fees.into_iter().flatten().for_each(|fee| fee["fee_id"] = Value::Null);
                }
            }
            assert_eq!(serviced, imported, "{path} on {day}");
        }
    }
    let other = there.token(&second.company, &[Role::Viewer]).await;
    let moved = there.call(&other, "GET", "/v1/accounts/loans/LN-1/transactions/old-4", "").await.expect(200).json();
    assert_eq!(moved["value_time"], "2024-03-04T00:00:00+05:30");
}

#[tokio::test]
async fn a_history_that_cannot_be_is_refused_where_it_is_wrong() {
    let world = start().await;
    world.on("2024-03-20");
    let lender = world.lender().await;
    let cases = [
        (vec![("2024-01-01", json!({ "type": "repayment", "amount": "1.00" }))], "transactions[0]"),
        (
            vec![("2024-02-01", json!({ "type": "disbursement" })), ("2024-01-01", json!({ "type": "lock" }))],
            "transactions[1].entry_time",
        ),
        (vec![("2024-04-01", json!({ "type": "disbursement" }))], "transactions[0].entry_time"),
        (vec![("2024-01-01", json!({ "type": "disbursement", "amount": "2000.00" }))], "transactions[0]"),
        (vec![("2024-01-01", json!({ "type": "disbursement", "rate": 5 }))], "transactions[0].rate"),
        (vec![("2024-01-01", json!({ "type": "reversal" }))], "transactions[0].original_transaction_id"),
    ];
    let before = world.testbed.snapshot().await;
    for (history, place) in cases {
        let body = imported(history).to_string();
        let reply = world.call(&lender.token, "POST", "/v1/accounts/loans", &body).await.expect(400).json();
        let message = reply["error"]["message"].as_str().expect("a message").to_owned();
        assert!(message.starts_with(place), "{place}: {message}");
    }
    let mut without = imported(history());
    without["migration_event_id"] = Value::Null;
    let reply = world.call(&lender.token, "POST", "/v1/accounts/loans", &without.to_string()).await.expect(400).json();
    assert!(reply["error"]["message"].as_str().expect("a message").starts_with("migration_event_id"));
    assert_eq!(world.testbed.snapshot().await, before);
}

/// A fifth of what is paid out is due at once, and booked as paid with it. A history may tell of that or not.
#[tokio::test]
async fn a_down_payment_is_booked_once_whether_the_history_names_it_or_not() {
    let world = start().await;
    world.on("2024-01-20");
    let lender = world.lender().await;
    let disbursement = ("2024-01-01", json!({ "type": "disbursement" }));
    let told = ("2024-01-01", json!({ "type": "down_payment", "amount": "200.00" }));
    let mut shown = Vec::new();
    for (id, history) in [("LN-1", vec![disbursement.clone()]), ("LN-2", vec![disbursement, told])] {
        let mut body = imported(history);
        body["account_id"] = json!(id);
        body["settings"]["schedule"]["down_payment_percentage"] = json!(20);
        body["settings"]["schedule"]["down_payment_automatic"] = json!(true);
        world.call(&lender.token, "POST", "/v1/accounts/loans", &body.to_string()).await.expect(200);
        let list = world.call(&lender.token, "GET", &format!("/v1/accounts/loans/{id}/transactions"), "").await;
        let list = list.expect(200).json()["transactions"].clone();
        let types: Vec<_> = list.as_array().expect("a list").iter().map(|it| it["type"].clone()).collect();
        assert_eq!(types, ["disbursement", "down_payment"], "{id}");
        assert_eq!(list[0]["transaction_id"], "old-1", "{id}");
        shown.push((list[1]["amounts"].clone(), list[1]["transaction_id"] == "old-2"));
    }
    assert_eq!(shown[0].0, shown[1].0);
    assert_eq!((shown[0].1, shown[1].1), (false, true));
}

#[tokio::test]
async fn investors_fund_what_is_paid_out_here_and_no_history() {
    let world = start().await;
    world.on("2024-03-20");
    let lender = world.lender().await;
    world.call(&lender.token, "POST", "/v1/accounts/loans", &imported(history()).to_string()).await.expect(200);
    let path = "/v1/accounts/loans/LN-1/fundings";
    let refused = world.call(&lender.token, "POST", path, r#"{"fund_id":"a","amount":"1000"}"#).await.expect(400);
    let (status, message) = refused.error();
    assert_eq!(status, "FAILED_PRECONDITION");
    assert!(message.contains("money has been disbursed"), "{message}");
}
