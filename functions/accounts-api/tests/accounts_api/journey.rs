//! A loan from its application to its last installment, as a lender's system drives it.

use serde_json::{Value, json};
use testbed::{Lender, World};

use crate::setting::start;

/// 1000.00 for three months at 12 percent a year, 30/360, interest by what is really paid.
pub fn loan(id: &str) -> Value {
    json!({
        "account_id": id,
        "holder_id": "cus-1",
        "amount": "1000.00",
        "disbursement_details": { "expected_disburse_time": "2024-01-01T10:00:00+05:30" },
        "settings": {
            "interest": { "rate": 12, "day_count": "THIRTY_360", "method": "DECLINING_BALANCE_EQUAL_INSTALLMENTS" },
            "schedule": { "repayment_installments": 3, "repayment_period": "P1M" }
        }
    })
}

async fn post(world: &World, lender: &Lender, path: &str, body: &Value) -> Value {
    world.call(&lender.token, "POST", path, &body.to_string()).await.expect(200).json()
}

async fn get(world: &World, lender: &Lender, path: &str) -> Value {
    world.call(&lender.token, "GET", path, "").await.expect(200).json()
}

#[tokio::test]
async fn a_loan_from_application_to_its_end() {
    let world = start().await;
    let lender = world.lender().await;
    let made = post(&world, &lender, "/v1/accounts/loans", &loan("LN-1")).await;
    assert_eq!((made["account_id"].as_str(), made["state"].as_str()), (Some("LN-1"), Some("StatePartialApplication")));
    for (verb, state) in [("submit", "StatePendingApproval"), ("approve", "StateApproved")] {
        let account = post(&world, &lender, &format!("/v1/accounts/loans/LN-1:{verb}"), &json!({})).await;
        assert_eq!(account["state"], state);
    }
    let account = post(&world, &lender, "/v1/loans/LN-1:disburse", &json!({ "notes": "by wire" })).await;
    assert_eq!(account["state"], "StateActive");
    assert_eq!(account["balances"]["principal"], "1000.00");
    let schedule = get(&world, &lender, "/v1/accounts/loans/LN-1/schedule").await;
    assert_eq!(schedule["currency_code"], "INR");
    let rows = schedule["transactions"].as_array().expect("rows");
    let parts = |row: &Value| {
        let expected = |part: &str| row[part]["amount"]["expected"].as_str().expect("an amount").to_owned();
        (row["due_time"].as_str().expect("a time").to_owned(), expected("principal"), expected("interest"))
    };
    let rows: Vec<_> = rows.iter().map(parts).collect();
    let row = |due: &str, principal: &str, interest: &str| {
        (format!("{due}T00:00:00+05:30"), principal.to_owned(), interest.to_owned())
    };
    assert_eq!(
        rows,
        [
            row("2024-02-01", "330.02", "10.00"),
            row("2024-03-01", "333.32", "6.70"),
            row("2024-04-01", "336.66", "3.37")
        ]
    );

    world.on("2024-02-10");
    let late = get(&world, &lender, "/v1/accounts/loans/LN-1").await;
    assert_eq!((late["state"].as_str(), late["days_late"].as_i64()), (Some("StateActiveInArrears"), Some(9)));
    let repayment = json!({ "type": "repayment", "amount": "340.02", "payment_id": "pay-1" });
    let paid = post(&world, &lender, "/v1/accounts/loans/LN-1/transactions", &repayment).await;
    assert_eq!(
        (paid["amounts"]["principal"].as_str(), paid["amounts"]["interest"].as_str()),
        (Some("330.02"), Some("10.00"))
    );
    let id = paid["transaction_id"].as_str().expect("an id").to_owned();
    assert_eq!(get(&world, &lender, "/v1/accounts/loans/LN-1").await["state"], "StateActive");
    let undone = post(&world, &lender, &format!("/v1/accounts/loans/LN-1/transactions/{id}:reverse"), &json!({})).await;
    assert_eq!((undone["type"].as_str(), undone["transaction_id"] == json!(id)), (Some("reversal"), false));
    let again = get(&world, &lender, "/v1/accounts/loans/LN-1").await;
    assert_eq!(
        (again["state"].as_str(), again["balances"]["principal"].as_str()),
        (Some("StateActiveInArrears"), Some("1000.00"))
    );
}
