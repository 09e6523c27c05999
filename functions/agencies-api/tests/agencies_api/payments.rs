//! While a loan is with an agency, or about to be, only payments marked external change what it owes.

use proptest::prelude::*;
use serde_json::{Value, json};
use testbed::{Lender, World};

use crate::support::{agency, assign, disbursed, enter, pay, start, unassign, upload};

const SENTENCE: &str = "The loan is assigned to a collection agency: only payments with is_external true are taken until it is unassigned.";

#[tokio::test]
async fn an_uploaded_loan_takes_only_external_payments() {
    let world = start().await;
    let lender = world.lender().await;
    upload(&world, &lender, "LN-1").await;
    agency(&world, &lender, "a").await;
    pay(&world, &lender, "LN-1", 10, None).await.expect(200);
    pay(&world, &lender, "LN-1", 10, Some(true)).await.expect(200);
    for status in ["pendingAssignment", "assigned"] {
        assign(&world, &lender, "LN-1", json!({ "agencyId": "ext-a", "status": status })).await.expect(200);
        let before = world.testbed.snapshot().await;
        for is_external in [None, Some(false)] {
            let refused = pay(&world, &lender, "LN-1", 10, is_external).await.expect(409).json();
            assert_eq!(refused, json!({ "message": SENTENCE }));
        }
        let body = json!({
            "final_status": "Partially Recovered", "amount_recovered": 10, "payment_method": "Online", "date_of_default": "2024-01-05",
        });
        let headers = [("authenticationtoken", lender.token.as_str()), ("role", "admin")];
        let of_2020 = "/legacy/recovery/recovery/update/LN-1?allocation_month=2024-1-01";
        let refused = world.call_with(&headers, "PATCH", of_2020, body.to_string()).await.expect(409).json();
        assert_eq!(refused["message"], SENTENCE);
        assert_eq!(world.testbed.snapshot().await, before);
        pay(&world, &lender, "LN-1", 10, Some(true)).await.expect(200);
        let mut external = body;
        external["is_external"] = json!(true);
        world.call_with(&headers, "PATCH", of_2020, external.to_string()).await.expect(200);
    }
    unassign(&world, &lender, "LN-1", "creditor").await.expect(200);
    pay(&world, &lender, "LN-1", 10, None).await.expect(200);
}

#[tokio::test]
async fn a_payment_that_was_taken_before_is_answered_again() {
    let world = start().await;
    let lender = world.lender().await;
    upload(&world, &lender, "LN-1").await;
    agency(&world, &lender, "a").await;
    let body = json!({
        "final_status": "Partially Recovered", "amount_recovered": 10, "payment_method": "Online", "payment_reference_number": "R-1",
    });
    let path = "/recovery/payments/LN-1?allocation_month=2024-1-01";
    world.call(&lender.token, "PATCH", path, &body.to_string()).await.expect(200);
    assign(&world, &lender, "LN-1", json!({ "agencyId": "ext-a" })).await.expect(200);
    world.call(&lender.token, "PATCH", path, &body.to_string()).await.expect(200);
}

async fn balance(world: &World, lender: &Lender, loan_id: &str) -> Value {
    let path = format!("/v1/accounts/loans/{loan_id}");
    world.call(&lender.viewer, "GET", &path, "").await.expect(200).json()["balances"].clone()
}

fn refused_in_aip() -> Value {
    json!({"error": {"code": 409, "status": "FAILED_PRECONDITION", "message": SENTENCE, "details": []}})
}

#[tokio::test]
async fn an_account_takes_only_external_payments() {
    let world = start().await;
    let lender = world.lender().await;
    disbursed(&world, &lender, "LN-1").await;
    agency(&world, &lender, "a").await;
    let before_agency = enter(&world, &lender, "LN-1", json!({ "type": "repayment", "amount": "1.00" })).await;
    let before_agency = before_agency.expect(200).json()["transaction_id"].as_str().unwrap().to_owned();
    let fee = json!({ "type": "fee", "amount": "5.00" });
    let fee = enter(&world, &lender, "LN-1", fee).await.expect(200).json()["transaction_id"].clone();
    assign(&world, &lender, "LN-1", json!({ "agencyId": "ext-a" })).await.expect(200);
    let owed = balance(&world, &lender, "LN-1").await;
    let payments = [
        json!({ "type": "repayment", "amount": "10.00" }),
        json!({ "type": "repayment", "amount": "10.00", "is_external": false }),
        json!({ "type": "down_payment", "amount": "10.00" }),
        json!({ "type": "charge_payment", "amount": "5.00", "original_transaction_id": fee }),
    ];
    for payment in &payments {
        let refused = enter(&world, &lender, "LN-1", payment.clone()).await.expect(409).json();
        assert_eq!(refused, refused_in_aip(), "{payment}");
    }
    // By the lending documents too.
    upload(&world, &lender, "LN-1").await;
    pay(&world, &lender, "LN-1", 10, None).await.expect(409);
    assert_eq!(balance(&world, &lender, "LN-1").await, owed);
    let external = |payment: &Value| {
        let mut payment = payment.clone();
        payment["is_external"] = json!(true);
        payment
    };
    for payment in [&payments[3], &payments[0]] {
        let shown = enter(&world, &lender, "LN-1", external(payment)).await.expect(200).json();
        assert_eq!(shown["is_external"], true, "{shown}");
    }
    pay(&world, &lender, "LN-1", 10, Some(true)).await.expect(200);
    // Taking a payment back is none.
    let path = format!("/v1/accounts/loans/LN-1/transactions/{before_agency}:reverse");
    world.call(&lender.token, "POST", &path, "{}").await.expect(200);
    // Nor is what the lender gives up.
    enter(&world, &lender, "LN-1", json!({ "type": "interest_waiver", "amount": "1.00" })).await.expect(200);
}

#[tokio::test]
async fn a_debt_that_was_given_up_takes_only_external_recoveries() {
    let world = start().await;
    let lender = world.lender().await;
    disbursed(&world, &lender, "LN-1").await;
    agency(&world, &lender, "a").await;
    world.call(&lender.token, "POST", "/v1/accounts/loans/LN-1:writeOff", "{}").await.expect(200);
    assign(&world, &lender, "LN-1", json!({ "agencyId": "ext-a" })).await.expect(200);
    let recovery = json!({ "type": "recovery_after_write_off", "amount": "10.00" });
    assert_eq!(enter(&world, &lender, "LN-1", recovery.clone()).await.expect(409).json(), refused_in_aip());
    let mut external = recovery;
    external["is_external"] = json!(true);
    let shown = enter(&world, &lender, "LN-1", external).await.expect(200).json();
    assert_eq!((&shown["type"], &shown["is_external"]), (&json!("recovery_after_write_off"), &json!(true)));
    // By the lending documents too, of a month that the lender has uploaded.
    upload(&world, &lender, "LN-1").await;
    pay(&world, &lender, "LN-1", 10, None).await.expect(409);
    pay(&world, &lender, "LN-1", 10, Some(true)).await.expect(200);
}

#[tokio::test]
async fn no_other_account_takes_the_debt_from_the_agency() {
    let world = start().await;
    let lender = world.lender().await;
    disbursed(&world, &lender, "LN-1").await;
    agency(&world, &lender, "a").await;
    assign(&world, &lender, "LN-1", json!({ "agencyId": "ext-a" })).await.expect(200);
    let body = json!({ "account": { "account_id": "LN-2" } }).to_string();
    let before = world.testbed.snapshot().await;
    for verb in ["refinance", "reschedule"] {
        let refused = world.call(&lender.token, "POST", &format!("/v1/accounts/loans/LN-1:{verb}"), &body).await;
        let sentence = "The loan is assigned to a collection agency: another account can take its debt over when it is unassigned.";
        assert_eq!(refused.expect(409).json()["error"]["message"], sentence, "{verb}");
    }
    assert_eq!(world.testbed.snapshot().await, before);
    unassign(&world, &lender, "LN-1", "creditor").await.expect(200);
    world.call(&lender.token, "POST", "/v1/accounts/loans/LN-1:reschedule", &body).await.expect(200);
}

/// Something that is done with a loan.
#[derive(Debug, Clone, Copy)]
enum Step {
    Assign(bool),
    Unassign,
    Upload(Option<bool>),
    Enter(&'static str, Option<bool>),
}

fn step() -> impl Strategy<Value = Step> {
    let external = || prop_oneof![Just(None), Just(Some(false)), Just(Some(true))];
    let kind = prop_oneof![Just("repayment"), Just("down_payment"), Just("recovery_after_write_off")];
    prop_oneof![
        any::<bool>().prop_map(Step::Assign),
        Just(Step::Unassign),
        external().prop_map(Step::Upload),
        (kind, external()).prop_map(|(kind, external)| Step::Enter(kind, external)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]
    #[test]
    fn no_way_of_paying_passes_by_the_agency(steps in proptest::collection::vec(step(), 1..14)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(try_steps(&steps));
    }
}

async fn try_steps(steps: &[Step]) {
    let world = start().await;
    let lender = world.lender().await;
    disbursed(&world, &lender, "LN-1").await;
    upload(&world, &lender, "LN-1").await;
    upload(&world, &lender, "LN-2").await;
    agency(&world, &lender, "a").await;
    let mut is_with_agency = false;
    for step in steps {
        let before = (balance(&world, &lender, "LN-1").await, of_uploaded(&world, &lender).await);
        let is_external = match *step {
            Step::Assign(pending) => {
                let status = if pending { "pendingAssignment" } else { "assigned" };
                for loan in ["LN-1", "LN-2"] {
                    assign(&world, &lender, loan, json!({ "agencyId": "ext-a", "status": status })).await.expect(200);
                }
                is_with_agency = true;
                true
            }
            Step::Unassign => {
                for loan in ["LN-1", "LN-2"] {
                    unassign(&world, &lender, loan, "creditor").await.expect(200);
                }
                is_with_agency = false;
                true
            }
            Step::Upload(external) => {
                pay(&world, &lender, "LN-1", 1, external).await;
                pay(&world, &lender, "LN-2", 1, external).await;
                external == Some(true)
            }
            Step::Enter(kind, external) => {
                let mut body = json!({ "type": kind, "amount": "1.00" });
                if let Some(external) = external {
                    body["is_external"] = json!(external);
                }
                enter(&world, &lender, "LN-1", body).await;
                external == Some(true)
            }
        };
        let after = (balance(&world, &lender, "LN-1").await, of_uploaded(&world, &lender).await);
        if is_with_agency && !is_external {
            assert_eq!(after, before, "{step:?} of {steps:?}");
        }
    }
}

async fn of_uploaded(world: &World, lender: &Lender) -> Value {
    let shown = world.call(&lender.viewer, "GET", "/recovery/loan/LN-2?fields=details", "").await;
    serde_json::from_str(&shown.text).unwrap_or_default()
}
