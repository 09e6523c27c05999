//! Defaults of uploaded loans: found, followed, over.

use serde_json::json;

use crate::support::{detect, get, history, pay, read, start, upload};

#[tokio::test]
async fn a_loan_past_due_is_found_once() {
    let world = start().await;
    let lender = world.lender().await;
    upload(&world, &lender, "LN-1", "2024-1-01", "2024-01-05", 1_000).await;
    upload(&world, &lender, "LN-2", "2024-1-01", "2024-01-10", 2_000).await;
    let found = detect(&world, &lender).await;
    assert_eq!(found.len(), 1);
    let expected = json!({
        "default_id": found[0]["default_id"],
        "loan_id": "LN-1",
        "status": "open",
        "severity": "low",
        "days_past_due": 5,
        "bucket": "1-30",
        "overdue_since": "2024-01-05",
        "amount_overdue": 1000,
        "amount_recovered": 0,
        "currency": "INR",
        "detected_at": found[0]["detected_at"],
        "resolved_at": null,
        "last_contact_at": null,
        "promise": null,
    });
    assert_eq!(found[0], expected);
    assert!(detect(&world, &lender).await.is_empty());
    world.on("2024-01-11");
    let found = detect(&world, &lender).await;
    assert_eq!((found.len(), &found[0]["loan_id"], &found[0]["days_past_due"]), (1, &json!("LN-2"), &json!(1)));
}

#[tokio::test]
async fn one_loan_can_be_looked_at_alone() {
    let world = start().await;
    let lender = world.lender().await;
    for loan in ["LN-1", "LN-2"] {
        upload(&world, &lender, loan, "2024-1-01", "2024-01-05", 1_000).await;
    }
    let path = "/api/recovery/defaults/detect";
    let one = world.call(&lender.token, "POST", path, r#"{"loan_id":"LN-2"}"#).await.expect(200).json();
    assert_eq!((&one["total"], &one["defaults"][0]["loan_id"]), (&json!(1), &json!("LN-2")));
    let none = world.call(&lender.token, "POST", path, r#"{"loan_id":"LN-2"}"#).await.expect(200).json();
    assert_eq!(none, json!({ "defaults": [], "total": 0, "more": false }));
    let missing = world.call(&lender.token, "POST", path, r#"{"loan_id":"LN-3"}"#).await.expect(404).json();
    assert_eq!(missing, json!({ "detail": "Loan not found" }));
    assert_eq!(detect(&world, &lender).await.len(), 1);
}

#[tokio::test]
async fn a_payment_ends_a_default_in_the_moment_in_which_it_comes() {
    let world = start().await;
    let lender = world.lender().await;
    upload(&world, &lender, "LN-1", "2024-1-01", "2024-01-05", 1_000).await;
    let found = detect(&world, &lender).await.remove(0);
    pay(&world, &lender, "LN-1", "2024-1-01", 400, "Partially Recovered").await;
    let partly = read(&world, &lender, &found).await;
    assert_eq!((&partly["amount_overdue"], &partly["amount_recovered"]), (&json!(600), &json!(400)));
    assert_eq!(partly["status"], "open");
    pay(&world, &lender, "LN-1", "2024-1-01", 600, "Closed").await;
    let over = read(&world, &lender, &found).await;
    assert_eq!(
        (&over["status"], &over["amount_overdue"], &over["amount_recovered"]),
        (&json!("resolved"), &json!(0), &json!(1000))
    );
    assert_eq!(history(&over), ["detected", "resolved"]);
    world.on("2024-03-01");
    assert_eq!(read(&world, &lender, &found).await["days_past_due"], 5, "the days stand still when it is over");
    assert!(detect(&world, &lender).await.is_empty());
}

#[tokio::test]
async fn severity_days_and_amount_are_of_the_day_of_the_reading() {
    let world = start().await;
    let lender = world.lender().await;
    upload(&world, &lender, "LN-1", "2024-1-01", "2024-01-05", 1_000).await;
    upload(&world, &lender, "LN-1", "2024-2-01", "2024-02-05", 500).await;
    let found = detect(&world, &lender).await.remove(0);
    let mut shown = Vec::new();
    for day in ["2024-01-12", "2024-01-13", "2024-02-05", "2024-02-06", "2024-03-06"] {
        world.on(day);
        let now = world.token(&lender.company, &[domain::company::Role::Viewer]).await;
        let path = format!("/api/recovery/defaults/{}", found["default_id"].as_str().unwrap());
        let read = world.call(&now, "GET", &path, "").await.expect(200).json();
        let (days, amount) = (read["days_past_due"].as_i64().unwrap(), read["amount_overdue"].as_i64().unwrap());
        shown.push((days, read["severity"].as_str().unwrap().to_owned(), amount));
    }
    let expected =
        [(7, "low", 1000), (8, "medium", 1000), (31, "high", 1000), (32, "high", 1500), (61, "critical", 1500)];
    assert_eq!(shown, expected.map(|(days, severity, amount)| (days, severity.to_owned(), amount)));
}

#[tokio::test]
async fn detection_moves_what_was_found_before() {
    let world = start().await;
    let lender = world.lender().await;
    upload(&world, &lender, "LN-1", "2024-1-01", "2024-01-05", 1_000).await;
    let found = detect(&world, &lender).await.remove(0);
    assert_eq!(get(&world, &lender, "/defaults?severity=low").await["total"], 1);
    world.on("2024-01-13");
    assert!(detect(&world, &lender).await.is_empty());
    let total =
        async |severity: &str| get(&world, &lender, &format!("/defaults?severity={severity}")).await["total"].clone();
    assert_eq!((total("low").await, total("medium").await), (json!(0), json!(1)));
    assert_eq!(history(&read(&world, &lender, &found).await), ["detected", "severity_changed"]);
}

#[tokio::test]
async fn what_is_claimed_again_reopens_the_default() {
    let world = start().await;
    let lender = world.lender().await;
    upload(&world, &lender, "LN-1", "2024-1-01", "2024-01-05", 1_000).await;
    let found = detect(&world, &lender).await.remove(0);
    pay(&world, &lender, "LN-1", "2024-1-01", 1_000, "Partially Recovered").await;
    assert_eq!(read(&world, &lender, &found).await["status"], "resolved");
    let body = json!({ "defaults": [{ "allocation_month": "2024-1-01", "total_claim_amount": 1_500 }] });
    world.call(&lender.token, "PATCH", "/recovery/loan/LN-1", &body.to_string()).await.expect(200);
    let again = detect(&world, &lender).await;
    assert_eq!((again.len(), &again[0]["default_id"]), (1, &found["default_id"]));
    let read = read(&world, &lender, &found).await;
    assert_eq!((&read["amount_overdue"], history(&read)), (&json!(500), vec!["detected", "resolved", "reopened"]));
}

#[tokio::test]
async fn many_who_detect_at_once_find_each_default_once() {
    let world = start().await;
    let lender = world.lender().await;
    for loan in 0..10 {
        upload(&world, &lender, &format!("LN-{loan}"), "2024-1-01", "2024-01-05", 1_000).await;
    }
    let all = futures_util::future::join_all((0..8).map(|_| detect(&world, &lender))).await;
    let mut found: Vec<String> =
        all.concat().iter().map(|default| default["loan_id"].as_str().unwrap().to_owned()).collect();
    found.sort();
    assert_eq!(found, (0..10).map(|loan| format!("LN-{loan}")).collect::<Vec<_>>());
    assert_eq!(get(&world, &lender, "/defaults").await["total"], 10);
}
