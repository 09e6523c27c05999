//! What being late costs, from its accrual to its payment.

use domain::company::Role;
use serde_json::{Value, json};
use testbed::World;

use crate::journey::loan;
use crate::setting::start;

const ACCOUNT: &str = "/v1/accounts/loans/LN-1";

async fn call(world: &World, token: &str, method: &str, rest: &str, body: &Value) -> Value {
    world.call(token, method, &format!("{ACCOUNT}{rest}"), &body.to_string()).await.expect(200).json()
}

/// What has accrued, what is due and what was paid of penalties.
fn penalties(account: &Value) -> [&str; 3] {
    let balances = &account["balances"];
    [&account["accrued_penalty"], &balances["penalty_due"], &balances["penalty_paid"]]
        .map(|amount| amount.as_str().expect("an amount"))
}

#[tokio::test]
async fn a_penalty_accrues_until_money_comes_in_and_is_paid_by_it() {
    let world = start().await;
    let lender = world.lender().await;
    let mut body = loan("LN-1");
    body["settings"]["penalty"] = json!({ "penalty_rate": 24, "calculation": "OVERDUE_BALANCE" });
    world.call(&lender.token, "POST", "/v1/accounts/loans", &body.to_string()).await.expect(200);
    for verb in ["submit", "approve", "disburse"] {
        call(&world, &lender.token, "POST", &format!(":{verb}"), &json!({})).await;
    }
    world.on("2024-02-11");
    let token = world.token(&lender.company, &[Role::Manager]).await;
    // 330.02 of principal were due on the first: 330.02 x 24% x 10/360.
    let late = call(&world, &token, "GET", "", &Value::Null).await;
    assert_eq!(penalties(&late), ["2.20", "0.00", "0.00"]);
    let paid = json!({ "type": "repayment", "amount": "100.00" });
    let entered = call(&world, &token, "POST", "/transactions", &paid).await;
    assert_eq!((&entered["amounts"]["penalty"], &entered["amounts"]["interest"]), (&json!("2.20"), &json!("10.00")));
    let after = call(&world, &token, "GET", "", &Value::Null).await;
    assert_eq!(penalties(&after), ["0.00", "0.00", "2.20"]);
    let rows = call(&world, &token, "GET", "/schedule", &Value::Null).await;
    assert_eq!(rows["transactions"][0]["penalty"]["amount"]["paid"], "2.20");

    // 242.22 are left of the principal; what is asked for the payoff is what a payment finds.
    world.on("2024-02-21");
    let token = world.token(&lender.company, &[Role::Manager]).await;
    let earlier = json!({ "type": "repayment", "amount": "50.00", "value_time": "2024-02-11" });
    let entered = call(&world, &token, "POST", "/transactions", &earlier).await;
    let id = entered["transaction_id"].as_str().expect("an id");
    let account = call(&world, &token, "GET", "", &Value::Null).await;
    assert_eq!(penalties(&account), ["1.28", "0.00", "2.20"], "192.22 x 24% x 10/360");
    call(&world, &token, "POST", &format!("/transactions/{id}:reverse"), &json!({})).await;
    let account = call(&world, &token, "GET", "", &Value::Null).await;
    assert_eq!(penalties(&account), ["1.61", "0.00", "2.20"], "242.22 x 24% x 10/360");
    call(&world, &token, "POST", ":writeOff", &json!({})).await;
    let given_up = call(&world, &token, "GET", "/transactions", &Value::Null).await;
    let amounts: Vec<_> = given_up["transactions"].as_array().expect("transactions").iter().collect();
    let write_off = amounts.iter().find(|it| it["type"] == "write_off").expect("a write-off");
    assert_eq!(write_off["amounts"]["penalty"], "1.61");
}
