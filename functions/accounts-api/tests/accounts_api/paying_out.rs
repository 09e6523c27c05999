//! Granting and paying out: other amounts than were applied for, down payments, tranches that are added.

use domain::company::Role;
use serde_json::{Value, json};
use testbed::{Lender, Reply, World, moment};

use crate::journey::loan;
use crate::setting::start;

const LOAN: &str = "/v1/accounts/loans/LN-1";

/// A loan with settings beside the usual ones, submitted.
async fn submitted(world: &World, more: &Value, tranches: &Value) -> Lender {
    let lender = world.lender().await;
    let mut body = loan("LN-1");
    for (group, settings) in more.as_object().expect("groups") {
        for (key, value) in settings.as_object().expect("settings") {
            body["settings"][group][key] = value.clone();
        }
    }
    body["tranches"] = tranches.clone();
    world.call(&lender.token, "POST", "/v1/accounts/loans", &body.to_string()).await.expect(200);
    post(world, &lender, ":submit", &json!({})).await.expect(200);
    lender
}

async fn post(world: &World, lender: &Lender, rest: &str, body: &Value) -> Reply {
    world.call(&lender.token, "POST", &format!("{LOAN}{rest}"), &body.to_string()).await
}

async fn transactions(world: &World, lender: &Lender) -> Vec<Value> {
    let list = world.call(&lender.token, "GET", &format!("{LOAN}/transactions"), "").await.expect(200).json();
    list["transactions"].as_array().expect("a list").clone()
}

fn code(reply: &Value) -> (&Value, &Value) {
    (&reply["error"]["status"], &reply["error"]["message"])
}

/// 800 of 1000 are granted: so much is paid out where nobody says how much, and no more.
#[tokio::test]
async fn another_amount_is_granted() {
    let world = start().await;
    let lender = submitted(&world, &json!({}), &json!([])).await;
    let above = post(&world, &lender, ":approve", &json!({ "amount": "1000.01" })).await.expect(400).json();
    assert_eq!(above["error"]["status"], "FAILED_PRECONDITION", "{above}");
    post(&world, &lender, ":approve", &json!({ "amount": "800.00" })).await.expect(200);
    // The approval can be taken back, and given again of all.
    post(&world, &lender, ":undoApprove", &json!({})).await.expect(200);
    post(&world, &lender, ":approve", &json!({ "amount": "800" })).await.expect(200);
    let beyond = post(&world, &lender, ":disburse", &json!({ "amount": "900" })).await.expect(400).json();
    assert_eq!(beyond["error"]["status"], "FAILED_PRECONDITION", "{beyond}");
    let account = post(&world, &lender, ":disburse", &json!({})).await.expect(200).json();
    assert_eq!(account["balances"]["principal"], "800.00");
}

#[tokio::test]
async fn an_approval_without_an_amount_grants_what_was_applied_for() {
    let world = start().await;
    let lender = submitted(&world, &json!({}), &json!([])).await;
    post(&world, &lender, ":approve", &json!({ "amount": "800.00" })).await.expect(200);
    post(&world, &lender, ":undoApprove", &json!({})).await.expect(200);
    post(&world, &lender, ":approve", &json!({})).await.expect(200);
    let account = post(&world, &lender, ":disburse", &json!({})).await.expect(200).json();
    assert_eq!(account["balances"]["principal"], "1000.00");
}

/// What was expected to be paid out in January and was not is not owed in March.
#[tokio::test]
async fn nothing_is_late_of_what_was_not_paid_out() {
    let world = start().await;
    let lender = submitted(&world, &json!({}), &json!([])).await;
    post(&world, &lender, ":approve", &json!({})).await.expect(200);
    world.clock.set(moment("2024-03-10T12:00:00+05:30"));
    let path = format!("{LOAN}/installments");
    let states = async || {
        let token = world.token(&lender.company, &[Role::Viewer]).await;
        let list = world.call(&token, "GET", &path, "").await.expect(200).json();
        list["installments"].as_array().expect("a list").iter().map(|it| it["state"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(states().await, ["InstallmentPending"; 3]);
    let paid_out = json!({ "value_time": "2024-01-01T12:00:00+05:30" });
    let token = world.token(&lender.company, &[Role::Manager]).await;
    world.call(&token, "POST", &format!("{LOAN}:disburse"), &paid_out.to_string()).await.expect(200);
    assert_eq!(states().await, ["InstallmentLate", "InstallmentLate", "InstallmentPending"]);
}

/// A tenth is due at once and booked as paid; taking the disbursement back takes it back, too.
#[tokio::test]
async fn a_down_payment_is_booked_with_its_disbursement() {
    let world = start().await;
    let schedule = json!({ "schedule": { "down_payment_percentage": 10, "down_payment_automatic": true } });
    let lender = submitted(&world, &schedule, &json!([])).await;
    post(&world, &lender, ":approve", &json!({})).await.expect(200);
    let account = post(&world, &lender, ":disburse", &json!({})).await.expect(200).json();
    assert_eq!(
        (&account["balances"]["principal"], &account["balances"]["principal_paid"]),
        (&json!("900.00"), &json!("100.00"))
    );
    let types: Vec<Value> = transactions(&world, &lender).await.iter().map(|it| it["type"].clone()).collect();
    assert_eq!(types, ["disbursement", "down_payment"]);
    let undone = post(&world, &lender, ":undoDisburse", &json!({})).await.expect(200).json();
    assert_eq!(undone["state"], "StateApproved");
    let reversed = transactions(&world, &lender).await;
    assert!(reversed[..2].iter().all(|it| it["reversed_by"].is_string()), "{reversed:?}");
}

/// Half as much again may be paid out, in two parts, though all that was granted is out and repaid.
#[tokio::test]
async fn more_is_paid_out_than_was_granted_where_the_terms_let_it() {
    let world = start().await;
    let more = json!({ "disbursement": { "over_applied_percentage": 50, "max_tranches": 2 } });
    let lender = submitted(&world, &more, &json!([])).await;
    post(&world, &lender, ":approve", &json!({})).await.expect(200);
    post(&world, &lender, ":disburse", &json!({})).await.expect(200);
    let repayment = json!({ "type": "repayment", "amount": "1020.07" });
    post(&world, &lender, "/transactions", &repayment).await.expect(200);
    let repaid = world.call(&lender.token, "GET", LOAN, "").await.expect(200).json();
    assert_eq!(repaid["sub_state"], "StateRepaid");
    let beyond = post(&world, &lender, ":disburse", &json!({ "amount": "500.01" })).await.expect(400).json();
    assert_eq!(code(&beyond).0, "FAILED_PRECONDITION", "{beyond}");
    let account = post(&world, &lender, ":disburse", &json!({ "amount": "500" })).await.expect(200).json();
    assert_eq!((&account["state"], &account["balances"]["principal_paid"]), (&json!("StateActive"), &json!("1000.00")));
    let third = post(&world, &lender, ":disburse", &json!({ "amount": "1" })).await.expect(400).json();
    assert!(code(&third).1.as_str().expect("a message").contains("has been disbursed"), "{third}");
}

fn tranche(on: &str, amount: &str) -> Value {
    json!({ "amount": amount, "disbursement_details": { "expected_disburse_time": format!("{on}T00:00:00+05:30") } })
}

/// 600 are planned of 1000: 300 more may be planned later, and what was planned stays.
#[tokio::test]
async fn tranches_are_added_while_a_loan_runs() {
    let world = start().await;
    let first = tranche("2024-01-01", "600");
    let lender = submitted(&world, &json!({}), &json!([first])).await;
    post(&world, &lender, ":approve", &json!({})).await.expect(200);
    let put = async |tranches: Value| {
        let body = json!({ "tranches": tranches }).to_string();
        world.call(&lender.token, "PUT", LOAN, &body).await
    };
    let changed = put(json!([tranche("2024-01-01", "500"), tranche("2024-02-15", "300")])).await.expect(400).json();
    assert_eq!(code(&changed).0, "INVALID_ARGUMENT", "{changed}");
    let too_much = put(json!([first, tranche("2024-02-15", "401")])).await.expect(400).json();
    assert_eq!(code(&too_much).0, "FAILED_PRECONDITION", "{too_much}");
    let nothing = put(json!([first, tranche("2024-02-15", "0")])).await.expect(400).json();
    assert_eq!(code(&nothing).1, "tranches[1].amount: Value must be greater than 0");
    let account = put(json!([first, tranche("2024-02-15", "300")])).await.expect(200).json();
    assert_eq!(account["tranches"][1]["tranche_number"], 2);
    post(&world, &lender, ":disburse", &json!({})).await.expect(200);
    world.on("2024-02-15");
    // What was read can be sent back with one more.
    let mut read = world.call(&lender.token, "GET", LOAN, "").await.expect(200).json()["tranches"].clone();
    read.as_array_mut().expect("a list").push(tranche("2024-03-15", "100"));
    put(read).await.expect(200);
    let account = post(&world, &lender, ":disburse", &json!({})).await.expect(200).json();
    assert_eq!(account["balances"]["principal"], "900.00");
}

/// Two percent of what is paid out are a fee that is known when it is.
#[tokio::test]
async fn a_charge_says_what_has_become_of_it() {
    let world = start().await;
    let lender = submitted(&world, &json!({}), &json!([])).await;
    let fee = json!({ "type": "fee", "percentage": 2, "percentage_of": "DISBURSEMENT", "due": "AT_DISBURSEMENT" });
    post(&world, &lender, "/transactions", &fee).await.expect(200);
    post(&world, &lender, ":approve", &json!({})).await.expect(200);
    post(&world, &lender, ":disburse", &json!({})).await.expect(200);
    let charged = transactions(&world, &lender).await[0]["charged"].clone();
    assert_eq!(charged, json!({ "expected": "20.00", "due": "0.00", "paid": "20.00", "reduced": "0.00" }));
}
