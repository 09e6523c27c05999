//! What a few loans come to, by hand.

use serde_json::{Value, json};
use testbed::{Fault, Lender, World};

use crate::support::{defaulted, detect, execute, get, id_of, order, pay, post, start, upload};

async fn summary(world: &World, lender: &Lender) -> Value {
    get(world, lender, "/summary").await
}

/// The same lender on another day, with tokens of that day.
async fn on(world: &World, lender: &mut Lender, day: &str) {
    use domain::company::Role;
    world.on(day);
    lender.token = world.token(&lender.company, &[Role::Viewer, Role::Agent, Role::Manager, Role::Admin]).await;
    lender.viewer = world.token(&lender.company, &[Role::Viewer]).await;
    lender.agent = world.token(&lender.company, &[Role::Agent]).await;
}

fn roll<'a>(month: &'a Value, bucket: &str) -> &'a Value {
    let mut rolls = month["roll_rates"].as_array().expect("a list").iter();
    rolls.find(|roll| roll["bucket"] == bucket).expect("a bucket")
}

#[tokio::test]
async fn a_company_without_loans_has_figures() {
    let world = start().await;
    let lender = world.lender().await;
    let shown = summary(&world, &lender).await;
    assert_eq!((&shown["currency"], &shown["open"]["count"]), (&json!("INR"), &json!(0)));
    assert_eq!(shown["open"]["by_severity"].as_array().map(Vec::len), Some(4));
    assert_eq!(shown["open"]["by_bucket"].as_array().map(Vec::len), Some(7));
    assert_eq!((&shown["this_month"]["month"], &shown["last_month"]["month"]), (&json!("2024-01"), &json!("2023-12")));
    let none = json!({ "count": 0, "amount": 0, "count_percent": null, "amount_percent": null });
    assert_eq!(roll(&shown["this_month"], "31-60")["worse"], none);
    world.call(&lender.viewer, "GET", "/api/recovery/summary?month=2024-01", "").await.expect(400);
    world.call("nobody", "GET", "/api/recovery/summary", "").await.expect(401);
}

#[tokio::test]
async fn what_is_found_stands_and_rolls_and_comes_back() {
    let world = start().await;
    let mut lender = world.lender().await;
    upload(&world, &lender, "LN-1", "2024-1-01", "2024-01-05", 1_000).await;
    upload(&world, &lender, "LN-2", "2024-1-01", "2024-01-05", 3_000).await;
    upload(&world, &lender, "LN-3", "2024-1-01", "2024-02-25", 5_000).await;
    assert_eq!(summary(&world, &lender).await["open"]["count"], 0, "nothing is found but by detection");
    assert_eq!(detect(&world, &lender).await.len(), 2);
    pay(&world, &lender, "LN-2", "2024-1-01", 500, "Partially Recovered").await;
    let shown = summary(&world, &lender).await;
    let low = json!({ "severity": "low", "count": 2, "amount_overdue": 3500 });
    assert_eq!((&shown["open"]["amount_overdue"], &shown["open"]["by_severity"][0]), (&json!(3500), &low));
    assert_eq!(shown["this_month"]["recovered"], 500);
    on(&world, &mut lender, "2024-02-05").await;
    detect(&world, &lender).await;
    pay(&world, &lender, "LN-2", "2024-1-01", 2_500, "Closed").await;
    let shown = summary(&world, &lender).await;
    let older = json!({ "bucket": "31-60", "count": 1, "amount_overdue": 1000 });
    assert_eq!((&shown["open"]["count"], &shown["open"]["by_bucket"][1]), (&json!(1), &older));
    let rolled = roll(&shown["this_month"], "1-30");
    assert_eq!(rolled["opening"], json!({ "count": 2, "amount": 3500 }));
    let worse = json!({ "count": 1, "amount": 1000, "count_percent": 50, "amount_percent": 28.57 });
    let resolved = json!({ "count": 1, "amount": 2500, "count_percent": 50, "amount_percent": 71.43 });
    assert_eq!((&rolled["worse"], &rolled["resolved"]), (&worse, &resolved));
    assert_eq!((&shown["this_month"]["recovered"], &shown["last_month"]["recovered"]), (&json!(2500), &json!(500)));
}

#[tokio::test]
async fn promises_and_actions_are_counted_in_their_month() {
    let world = start().await;
    let lender = world.lender().await;
    let default = defaulted(&world, &lender, "LN-1").await;
    let promises = format!("/defaults/{}/promises", id_of(&default, "default_id"));
    post(&world, &lender, &promises, &json!({ "amount": 400, "due_on": "2024-01-20" })).await;
    pay(&world, &lender, "LN-1", "2024-1-01", 450, "Partially Recovered").await;
    for kind in ["sms", "escalation", "notice"] {
        let action = order(&world, &lender, &default, &json!({ "action_type": kind })).await;
        execute(&world, &lender, &action).await;
        execute(&world, &lender, &action).await;
    }
    let held = format!("/defaults/{}/holds", id_of(&default, "default_id"));
    post(&world, &lender, &held, &json!({ "kind": "dispute" })).await;
    let action = order(&world, &lender, &default, &json!({ "action_type": "email" })).await;
    assert_eq!(execute(&world, &lender, &action).await["status"], "suppressed");
    let shown = summary(&world, &lender).await["this_month"].take();
    let (one, none) = (json!({ "count": 1, "amount": 400 }), json!({ "count": 0, "amount": 0 }));
    assert_eq!(shown["promises"], json!({ "made": one, "kept": one, "broken": none, "recovered": 450 }));
    let sent = &shown["actions_sent"];
    assert_eq!((&sent["sms"], &sent["escalation"], &sent["email"]), (&json!(1), &json!(1), &json!(0)), "{sent}");
    assert_eq!(shown["actions_suppressed"]["email"], 1);
}

#[tokio::test]
async fn reading_costs_two_calls_and_a_few_more_once_a_month() {
    let world = start().await;
    let mut lender = world.lender().await;
    upload(&world, &lender, "LN-1", "2024-1-01", "2024-01-05", 1_000).await;
    detect(&world, &lender).await;
    let meter = world.testbed.meter();
    summary(&world, &lender).await;
    meter.reset();
    summary(&world, &lender).await;
    assert_eq!(meter.calls(), [("BatchGetItem", 1), ("GetItem", 1)], "a company of this month has nothing to keep");
    // What stood at the end of January; of February, from there; of November, from there by nine months, five at a time.
    for (day, batches, gets) in [("2024-03-10", 2, 2), ("2024-04-10", 3, 1), ("2025-01-10", 5, 1)] {
        on(&world, &mut lender, day).await;
        get(&world, &lender, "/settings").await;
        meter.reset();
        assert_eq!(summary(&world, &lender).await["open"]["amount_overdue"], 1_000, "{day}");
        let calls = meter.calls();
        assert_eq!((calls.of("BatchGetItem"), calls.of("GetItem")), (batches, gets), "{day}");
        assert_eq!(calls.of("TransactWriteItems"), 1, "{day}");
        meter.reset();
        assert_eq!(summary(&world, &lender).await["open"]["amount_overdue"], 1_000);
        assert_eq!(meter.calls(), [("BatchGetItem", 1), ("GetItem", 1)], "{day}");
    }
}

#[tokio::test]
async fn amounts_of_any_size_add_up_exactly() {
    let world = start().await;
    let lender = world.lender().await;
    let claims = ["999999999999999.99", "0.01", "0.01", "999999999999999.99", "123456789012345.67"];
    for (number, claim) in claims.iter().enumerate() {
        let body = json!({
            "loan_id": format!("LN-{number}"), "loan_type": "Loan", "applicant_name": "K", "total_loan_amount": 1,
            "defaults": [{ "allocation_month": "2024-1-01", "total_claim_amount": 7, "date_of_default": "2024-01-05" }],
        });
        let body = body.to_string().replace(":7", &format!(":{claim}"));
        world.call(&lender.token, "POST", &format!("/recovery/loan/LN-{number}"), &body).await.expect(201);
    }
    detect(&world, &lender).await;
    let text = world.call(&lender.viewer, "GET", "/api/recovery/summary", "").await.expect(200).text;
    assert!(text.contains(r#""amount_overdue":2123456789012345.67"#), "{text}");
}

#[tokio::test]
async fn a_lost_race_counts_once() {
    let world = start().await;
    let lender = world.lender().await;
    upload(&world, &lender, "LN-1", "2024-1-01", "2024-01-05", 1_000).await;
    world.testbed.fail_next(2, Fault::TransactionConflict);
    detect(&world, &lender).await;
    world.testbed.heal();
    let part = json!({ "final_status": "Partially Recovered", "amount_recovered": 10, "payment_method": "Online" });
    let part = part.to_string();
    let path = "/recovery/payments/LN-1?allocation_month=2024-1-01";
    let pays = (0..12).map(|_| world.call(&lender.token, "PATCH", path, &part));
    let paid = futures_util::future::join_all(pays).await;
    let paid = paid.iter().filter(|reply| reply.status == 200).count();
    let shown = summary(&world, &lender).await;
    assert_eq!(shown["open"]["count"], 1);
    assert_eq!(shown["this_month"]["recovered"], json!(paid * 10));
    assert_eq!(shown["open"]["amount_overdue"], json!(1_000 - paid * 10));
}
