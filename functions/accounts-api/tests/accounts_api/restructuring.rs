//! Accounts that are refinanced or rescheduled, and what is undone of that.
//!
//! The loan is that of `journey`: 1000.00 for three months at 1 percent a month. With the first installment paid on its day,
//! 669.98 of principal and 10.07 of interest are owed, 680.05 together.

use serde_json::{Value, json};
use testbed::{Lender, Reply, World};

use crate::journey::loan;
use crate::products::faults;
use crate::setting::start;

const LOAN: &str = "/v1/accounts/loans/LN-1";

async fn post(world: &World, lender: &Lender, path: &str, body: &Value) -> Reply {
    world.call(&lender.token, "POST", path, &body.to_string()).await
}

async fn get(world: &World, lender: &Lender, path: &str) -> Value {
    world.call(&lender.token, "GET", path, "").await.expect(200).json()
}

/// A lender with the loan on 10 February, its first installment paid.
async fn paying() -> (World, Lender) {
    let world = start().await;
    let lender = world.lender().await;
    post(&world, &lender, "/v1/accounts/loans", &loan("LN-1")).await.expect(200);
    for verb in ["submit", "approve", "disburse"] {
        post(&world, &lender, &format!("{LOAN}:{verb}"), &json!({})).await.expect(200);
    }
    world.on("2024-02-01");
    let paid = json!({ "type": "repayment", "amount": "340.02" });
    post(&world, &lender, &format!("{LOAN}/transactions"), &paid).await.expect(200);
    world.on("2024-02-10");
    (world, lender)
}

/// All that is shown of an account but for when it was touched.
async fn shown(world: &World, lender: &Lender, id: &str) -> (Value, Value) {
    let mut account = get(world, lender, &format!("/v1/accounts/loans/{id}")).await;
    let object = account.as_object_mut().expect("an object");
    object.retain(|key, _| key != "update_time" && key != "appraise_time");
    (account, get(world, lender, &format!("/v1/accounts/loans/{id}/schedule")).await)
}

async fn events(world: &World) -> Vec<String> {
    let items = world.testbed.snapshot().await;
    let text = format!("{items:?}");
    let types = ["account.refinanced", "account.rescheduled", "account.refinancing_undone", "account.withdrawn"];
    types.into_iter().filter(|known| text.contains(known)).map(str::to_owned).collect()
}

async fn total(world: &World, lender: &Lender, filter: &str) -> u64 {
    let page = world.call(&lender.token, "GET", &format!("/v1/accounts/loans?filter={filter}"), "").await;
    page.expect(200).json()["total"].as_u64().expect("a number")
}

#[tokio::test]
async fn an_account_goes_on_under_its_id_and_back() {
    let (world, lender) = paying().await;
    let before = shown(&world, &lender, "LN-1").await;
    let body = json!({
        "keep_same_account_id": true,
        "account": { "name": "Again", "interest_settings": { "rate": 0 }, "schedule_settings": { "repayment_installments": 5 } }
    });
    world.testbed.meter().reset();
    let account = post(&world, &lender, &format!("{LOAN}:reschedule"), &body).await.expect(200).json();
    let calls = world.testbed.meter().calls();
    assert_eq!((calls.of("Query"), calls.of("TransactWriteItems"), calls.total()), (1, 1, 2));
    assert_eq!((account["name"].as_str(), account["amount"].as_str()), (Some("Again"), Some("672.06")));
    assert_eq!(account, get(&world, &lender, LOAN).await);
    let schedule = get(&world, &lender, &format!("{LOAN}/schedule")).await;
    let rows = schedule["transactions"].as_array().expect("rows");
    let principal: Vec<_> = rows.iter().map(|row| row["principal"]["amount"]["expected"].clone()).collect();
    assert_eq!(principal, ["134.41", "134.41", "134.41", "134.41", "134.42"]);
    // What went before still shows what went where.
    let told = get(&world, &lender, &format!("{LOAN}/transactions")).await;
    assert_eq!(told["transactions"][1]["amounts"]["interest"], "10.00");
    assert_eq!(told["transactions"][2]["amounts"]["interest"], "7.99");
    assert_eq!(told["transactions"][3]["amounts"]["principal"], "669.98");
    let id = told["transactions"][1]["transaction_id"].as_str().expect("an id");
    let one = get(&world, &lender, &format!("{LOAN}/transactions/{id}")).await;
    assert_eq!(one, told["transactions"][1]);

    world.testbed.meter().reset();
    let undone = post(&world, &lender, &format!("{LOAN}:undoReschedule"), &json!({ "notes": "by mistake" })).await;
    let calls = world.testbed.meter().calls();
    assert_eq!((calls.of("Query"), calls.of("TransactWriteItems"), calls.total()), (1, 1, 2));
    assert_eq!(undone.expect(200).json()["amount"], "1000.00");
    assert_eq!(shown(&world, &lender, "LN-1").await, before);
    let told = get(&world, &lender, &format!("{LOAN}/transactions")).await;
    assert_eq!((told["total"].as_u64(), told["transactions"][5]["notes"].as_str()), (Some(8), Some("by mistake")));
}

#[tokio::test]
async fn another_account_goes_on_and_is_withdrawn() {
    let (world, lender) = paying().await;
    let before = shown(&world, &lender, "LN-1").await;
    let body = json!({ "top_up_amount": "327.94", "account": { "account_id": "LN-2", "notes": "more money" } });
    world.testbed.meter().reset();
    let account = post(&world, &lender, &format!("{LOAN}:refinance"), &body).await.expect(200).json();
    let calls = world.testbed.meter().calls();
    assert_eq!((calls.of("Query"), calls.of("TransactWriteItems"), calls.total()), (1, 1, 2));
    assert_eq!((account["account_id"].as_str(), account["original_account_id"].as_str()), (Some("LN-2"), Some("LN-1")));
    assert_eq!((account["state"].as_str(), account["amount"].as_str()), (Some("StateActive"), Some("1000.00")));
    assert_eq!((account["holder_id"].as_str(), account["notes"].as_str()), (Some("cus-1"), Some("more money")));
    assert_eq!(account, get(&world, &lender, "/v1/accounts/loans/LN-2").await);
    let old = get(&world, &lender, LOAN).await;
    assert_eq!((old["state"].as_str(), old["sub_state"].as_str()), (Some("StateClosed"), Some("StateRefinanced")));
    assert_eq!(
        (old["rescheduled_account_id"].as_str(), old["balances"]["principal"].as_str()),
        (Some("LN-2"), Some("0.00"))
    );
    assert_eq!(
        (total(&world, &lender, "state%3DStateActive").await, total(&world, &lender, "holder_id%3Dcus-1").await),
        (1, 2)
    );

    world.testbed.meter().reset();
    let undone = post(&world, &lender, &format!("{LOAN}:undoRefinance"), &json!({})).await.expect(200);
    let calls = world.testbed.meter().calls();
    assert_eq!((calls.of("Query"), calls.of("TransactWriteItems"), calls.total()), (2, 1, 3));
    assert_eq!(undone.json()["account_id"], "LN-1");
    assert_eq!(shown(&world, &lender, "LN-1").await, before);
    let withdrawn = get(&world, &lender, "/v1/accounts/loans/LN-2").await;
    assert_eq!(withdrawn["sub_state"], "StateWithdrawn");
    assert_eq!(
        (total(&world, &lender, "state%3DStateActive").await, total(&world, &lender, "state%3DStateClosed").await),
        (1, 1)
    );
    assert_eq!(events(&world).await, ["account.refinanced", "account.refinancing_undone", "account.withdrawn"]);
    // Its id is taken as long as it is there.
    let again = post(&world, &lender, &format!("{LOAN}:refinance"), &body).await.expect(409);
    assert_eq!(again.json()["error"]["status"], "ALREADY_EXISTS");
    assert_eq!(shown(&world, &lender, "LN-1").await, before);
    world.call(&lender.token, "DELETE", "/v1/accounts/loans/LN-2", "").await.expect(200);
    post(&world, &lender, &format!("{LOAN}:refinance"), &body).await.expect(200);
}

#[tokio::test]
async fn what_followed_keeps_it_as_it_is() {
    let (world, lender) = paying().await;
    let body = json!({ "account": { "account_id": "LN-2" } });
    post(&world, &lender, &format!("{LOAN}:reschedule"), &body).await.expect(200);
    let there = post(&world, &lender, "/v1/accounts/loans/LN-2:undoDisburse", &json!({})).await.expect(400);
    assert!(there.text.contains("undo that instead"), "{}", there.text);
    let paid = json!({ "type": "repayment", "amount": "1.00" });
    let paid = post(&world, &lender, "/v1/accounts/loans/LN-2/transactions", &paid).await.expect(200).json();
    let before = world.testbed.snapshot().await;
    let refused = post(&world, &lender, &format!("{LOAN}:undoReschedule"), &json!({})).await.expect(400);
    assert_eq!(refused.json()["error"]["status"], "FAILED_PRECONDITION");
    assert!(refused.text.contains("later transactions depend on it"), "{}", refused.text);
    let other = post(&world, &lender, &format!("{LOAN}:undoRefinance"), &json!({})).await.expect(400);
    assert!(other.text.contains("StateRescheduled"), "{}", other.text);
    assert_eq!(world.testbed.snapshot().await, before);
    let id = paid["transaction_id"].as_str().expect("an id");
    post(&world, &lender, &format!("/v1/accounts/loans/LN-2/transactions/{id}:reverse"), &json!({})).await.expect(200);
    post(&world, &lender, &format!("{LOAN}:undoReschedule"), &json!({})).await.expect(200);
}

#[tokio::test]
async fn twice_there_and_twice_back() {
    let (world, lender) = paying().await;
    let first = shown(&world, &lender, "LN-1").await;
    let here = |top_up: &str| json!({ "keep_same_account_id": true, "top_up_amount": top_up });
    post(&world, &lender, &format!("{LOAN}:refinance"), &here("100")).await.expect(200);
    let second = shown(&world, &lender, "LN-1").await;
    post(&world, &lender, &format!("{LOAN}:refinance"), &here("200")).await.expect(200);
    for expected in [&second, &first] {
        post(&world, &lender, &format!("{LOAN}:undoRefinance"), &json!({})).await.expect(200);
        assert_eq!(&shown(&world, &lender, "LN-1").await, expected);
    }
    post(&world, &lender, &format!("{LOAN}:undoRefinance"), &json!({})).await.expect(400);
}

#[tokio::test]
async fn another_product_is_read_and_named() {
    let (world, lender) = paying().await;
    let silver = json!({
        "product_id": "silver", "name": "Silver loan", "currency_code": "INR",
        "settings": { "interest": { "rate": 6 } },
        "allowed": { "settings": { "interest": { "rate": { "min": 0, "max": 8 } } } }
    });
    post(&world, &lender, "/v1/products/loans", &silver).await.expect(200);
    let to = |product: &str, rate: u32| {
        let account = json!({ "product_id": product, "interest_settings": { "rate": rate } });
        json!({ "keep_same_account_id": true, "account": account })
    };
    let before = world.testbed.snapshot().await;
    let refused = post(&world, &lender, &format!("{LOAN}:refinance"), &to("silver", 9)).await.expect(400);
    let sentence = "Value must be from 0 to 8, which the product allows";
    assert_eq!(faults(&refused), [format!("account.interest_settings.rate: {sentence}")]);
    let refused = post(&world, &lender, &format!("{LOAN}:refinance"), &to("bronze", 9)).await.expect(400);
    assert_eq!(faults(&refused), ["account.product_id: No product has the id bronze"]);
    assert_eq!(world.testbed.snapshot().await, before);
    world.testbed.meter().reset();
    let account = post(&world, &lender, &format!("{LOAN}:refinance"), &to("silver", 8)).await.expect(200).json();
    let calls = world.testbed.meter().calls();
    assert_eq!((calls.of("GetItem"), calls.total()), (1, 3));
    assert_eq!(
        (account["product_id"].as_str(), account["settings"]["interest"]["rate"].as_u64()),
        (Some("silver"), Some(8))
    );
    assert_eq!(total(&world, &lender, "product_id%3Dsilver").await, 1);
}

#[tokio::test]
async fn a_bad_request_names_its_fields_and_writes_nothing() {
    let (world, lender) = paying().await;
    let before = world.testbed.snapshot().await;
    let cases = [
        ("refinance", json!({ "write_off_amounts": { "interest": "2.09" } }), "write_off_amounts.interest"),
        ("reschedule", json!({ "write_off_amounts": { "principal": "670" } }), "write_off_amounts.principal"),
        ("reschedule", json!({ "top_up_amount": "1" }), "top_up_amount"),
        ("refinance", json!({ "top_up_amount": "0.001" }), "top_up_amount"),
        ("refinance", json!({ "account": { "account_id": "LN-1" } }), "account.account_id"),
        ("refinance", json!({ "account": { "account_id": 7 } }), "account.account_id"),
        (
            "refinance",
            json!({ "account": { "schedule_settings": { "repayment_installments": 0 } } }),
            "account.schedule_settings.repayment_installments",
        ),
        (
            "reschedule",
            json!({ "account": { "disbursement_details": { "first_repay_time": "2024-01-01T00:00:00Z" } } }),
            "account.disbursement_details.first_repay_time",
        ),
        (
            "refinance",
            json!({ "account": { "disbursement_details": { "expected_disburse_time": "2024-03-01T00:00:00Z" } } }),
            "account.disbursement_details.expected_disburse_time",
        ),
        ("refinance", json!({ "keep_same_account_id": 1 }), "keep_same_account_id"),
        ("undoRefinance", json!({ "note": "x" }), "note"),
    ];
    for (verb, body, field) in cases {
        let refused = post(&world, &lender, &format!("{LOAN}:{verb}"), &body).await.expect(400);
        let named = faults(&refused);
        assert!(named.len() == 1 && named[0].starts_with(&format!("{field}: ")), "{verb} {body}: {named:?}");
    }
    for verb in ["undoRefinance", "undoReschedule"] {
        post(&world, &lender, &format!("{LOAN}:{verb}"), &json!({})).await.expect(400);
    }
    assert_eq!(world.testbed.snapshot().await, before);
}

#[tokio::test]
async fn only_a_manager_of_the_lender_may() {
    let (world, lender) = paying().await;
    let other = world.lender().await;
    let before = world.testbed.snapshot().await;
    for verb in ["refinance", "reschedule", "undoRefinance", "undoReschedule"] {
        for token in [&lender.viewer, &lender.agent] {
            world.call(token, "POST", &format!("{LOAN}:{verb}"), "{}").await.expect(403);
        }
        world.call(&other.token, "POST", &format!("{LOAN}:{verb}"), "{}").await.expect(404);
    }
    assert_eq!(world.testbed.snapshot().await, before);
}

#[tokio::test]
async fn a_request_with_a_key_happens_once() {
    let (world, lender) = paying().await;
    let headers = [
        ("authenticationtoken", lender.token.as_str()),
        ("content-type", "application/json"),
        ("idempotency-key", "k-1"),
    ];
    let path = format!("{LOAN}:refinance");
    let first = world.call_with(&headers, "POST", &path, "{}").await.expect(200);
    let again = world.call_with(&headers, "POST", &path, "{}").await.expect(200);
    assert_eq!((first.json(), again.headers["idempotency-replayed"].as_bytes()), (again.json(), b"true".as_slice()));
    assert_eq!(total(&world, &lender, "holder_id%3Dcus-1").await, 2);
}
