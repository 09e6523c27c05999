//! Many clients on one account: what comes out is some serial order of what was accepted, and nobody is answered 500.

use std::sync::Arc;

use serde_json::{Value, json};
use tokio::task::JoinSet;

use crate::rules::paid_out;
use crate::setting::start;

const CLIENTS: usize = 40;

/// What client `number` asks for, and what is expected of a success.
fn request(number: usize) -> (&'static str, Value) {
    match number % 4 {
        0 | 1 => {
            ("/transactions", json!({ "type": "repayment", "amount": "1.00", "payment_id": format!("pay-{number}") }))
        }
        2 => ("/transactions", json!({ "type": "fee", "amount": "0.50", "name": format!("fee-{number}") })),
        _ => ("/transactions", json!({ "type": "interest_rate_change", "rate": number })),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn forty_clients_on_one_account_leave_a_serial_history() {
    let world = Arc::new(start().await);
    let lender = paid_out(&world).await;
    let mut clients = JoinSet::new();
    for number in 0..CLIENTS {
        let (world, token) = (Arc::clone(&world), lender.token.clone());
        clients.spawn(async move {
            let (path, body) = request(number);
            let path = format!("/v1/accounts/loans/LN-1{path}");
            let reply = world.call(&token, "POST", &path, &body.to_string()).await;
            // Every second payment is taken back at once by the client that made it.
            if number % 8 == 0 && reply.status.is_success() {
                let id = reply.json()["transaction_id"].as_str().expect("an id").to_owned();
                let path = format!("/v1/accounts/loans/LN-1/transactions/{id}:reverse");
                let undone = world.call(&token, "POST", &path, "{}").await;
                return vec![reply.status.as_u16(), undone.status.as_u16()];
            }
            vec![reply.status.as_u16()]
        });
    }
    let statuses: Vec<u16> = clients.join_all().await.into_iter().flatten().collect();
    assert!(statuses.iter().all(|status| matches!(status, 200 | 400 | 409)), "{statuses:?}");
    let accepted = statuses.iter().filter(|status| **status == 200).count();
    assert!(accepted > 0);

    let get = async |path: &str| world.call(&lender.token, "GET", path, "").await.expect(200).json();
    let listed = get("/v1/accounts/loans/LN-1/transactions?page_size=100").await;
    let all = listed["transactions"].as_array().expect("a list");
    // The disbursement came before.
    assert_eq!(all.len(), accepted + 1);
    let stands = |it: &&Value| it["reversed_by"].is_null();
    let paid = all.iter().filter(|it| it["type"] == "repayment").filter(stands).count();
    let account = get("/v1/accounts/loans/LN-1").await;
    let cents = |key: &str| -> usize {
        account["balances"][key].as_str().expect("an amount").replace('.', "").parse().expect("a number")
    };
    let paid_in = cents("principal_paid") + cents("interest_paid") + cents("fees_paid");
    assert_eq!(paid_in, paid * 100);

    // The same requests, one after another in the order in which they were entered, end in the same account.
    let alone = start().await;
    let other = paid_out(&alone).await;
    for done in all.iter().skip(1) {
        let keys = ["type", "amount", "payment_id", "name", "rate"];
        let body: serde_json::Map<String, Value> = keys
            .iter()
            .filter(|key| !done[**key].is_null())
            .map(|key| ((*key).to_owned(), done[*key].clone()))
            .collect();
        let path = match done["type"].as_str() {
            Some("reversal") => {
                let of =
                    all.iter().position(|it| it["transaction_id"] == done["original_transaction_id"]).expect("one");
                let entered =
                    alone.call(&other.token, "GET", "/v1/accounts/loans/LN-1/transactions?page_size=100", "").await;
                let id = entered.json()["transactions"][of]["transaction_id"].as_str().expect("an id").to_owned();
                let path = format!("/v1/accounts/loans/LN-1/transactions/{id}:reverse");
                alone.call(&other.token, "POST", &path, "{}").await.expect(200);
                continue;
            }
            _ => "/v1/accounts/loans/LN-1/transactions",
        };
        alone.call(&other.token, "POST", path, &Value::Object(body).to_string()).await.expect(200);
    }
    let serial = alone.call(&other.token, "GET", "/v1/accounts/loans/LN-1", "").await.expect(200).json();
    assert_eq!(serial["balances"], account["balances"]);
    assert_eq!((&serial["state"], &serial["accrued_interest"]), (&account["state"], &account["accrued_interest"]));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn repaying_and_rescheduling_at_once_loses_nothing() {
    let world = Arc::new(start().await);
    let lender = paid_out(&world).await;
    let mut clients = JoinSet::new();
    for number in 0..CLIENTS {
        let (world, token) = (Arc::clone(&world), lender.token.clone());
        clients.spawn(async move {
            let reschedules = number % 4 == 3;
            let (path, body) = if reschedules {
                let settings = json!({ "schedule_settings": { "repayment_installments": 3 + number } });
                (":reschedule", json!({ "keep_same_account_id": true, "account": settings }))
            } else {
                ("/transactions", json!({ "type": "repayment", "amount": "1.00" }))
            };
            let path = format!("/v1/accounts/loans/LN-1{path}");
            let reply = world.call(&token, "POST", &path, &body.to_string()).await;
            (reschedules, reply.status.as_u16())
        });
    }
    let answered = clients.join_all().await;
    assert!(answered.iter().all(|(_, status)| matches!(status, 200 | 400 | 409)), "{answered:?}");
    let accepted = |kind: bool| answered.iter().filter(|it| **it == (kind, 200)).count();
    let known = platform::accounts::load(&world.table, &lender.company.id, "LN-1").await.expect("read").expect("there");
    let ledger = known.ledger;
    assert_eq!(ledger.account.earlier.len(), accepted(true));
    let numbers: Vec<u64> = ledger.entries.iter().map(|entry| entry.transaction.id.0).collect();
    assert_eq!(numbers, (1..=ledger.account.entries).collect::<Vec<_>>());
    let path = "/v1/accounts/loans/LN-1/transactions?filter=type+%3D+repayment";
    let paid = world.call(&lender.token, "GET", path, "").await.expect(200).json();
    assert_eq!(paid["total"].as_u64(), u64::try_from(accepted(false)).ok());
    // What is kept at rest is what a replay gives.
    let at_rest = &ledger.account.at_rest;
    assert_eq!(&domain::accounts::account::AtRest::of(&ledger, at_rest.on).expect("computed"), at_rest);
}
