//! What is refused, in whole answers.

use serde_json::{Value, json};

use crate::support::start;

#[tokio::test]
async fn what_is_wrong_is_named_and_nothing_is_written() {
    let world = start().await;
    let lender = world.lender().await;
    let known = "Value must be a whole number from 1 to";
    let table: &[(&str, &str, &str, u16, Value)] = &[
        ("GET", "/defaults?page=0", "", 400, json!(format!("page: {known} 10000000"))),
        ("GET", "/defaults?page=1.5", "", 400, json!(format!("page: {known} 10000000"))),
        ("GET", "/defaults?limit=101", "", 400, json!(format!("limit: {known} 100"))),
        (
            "GET",
            "/defaults?status=closed",
            "",
            400,
            json!("status: Value must be one of open, in_recovery, resolved, written_off"),
        ),
        ("GET", "/defaults?severity=bad", "", 400, json!("severity: Value must be one of low, medium, high, critical")),
        (
            "GET",
            "/defaults?limit=100&page=22",
            "",
            400,
            json!("page: Pages beyond 21 are reached one after the other: ask for the page before this one first"),
        ),
        ("GET", "/defaults/def_1", "", 404, json!("Default not found")),
        ("GET", "/defaults/def_01JD8Z00000000000000000000TE4tMQ", "", 404, json!("Default not found")),
        ("POST", "/defaults/detect", r#"{"loan_id":7}"#, 400, Value::Null),
        ("POST", "/defaults/detect", r#"{"loan":"7"}"#, 400, json!("loan: Unknown key")),
        ("POST", "/defaults/detect", "[]", 400, Value::Null),
        (
            "PUT",
            "/settings",
            r#"{"severity":{"high":5}}"#,
            400,
            json!("severity.high: Value must be above the bound before it"),
        ),
        ("PUT", "/settings", r#"{"tolerance_days":-1}"#, 400, Value::Null),
        ("PUT", "/settings", r#"{"plan":{"steps":[{"days_past_due":1,"action_type":"fax"}]}}"#, 400, Value::Null),
        ("DELETE", "/settings", "", 405, Value::Null),
        (
            "GET",
            "/worklist?promise=maybe",
            "",
            400,
            json!("promise: Value must be one of none, open, kept, broken, cancelled"),
        ),
        ("GET", "/worklist?status=resolved", "", 400, json!("status: Value must be one of open, in_recovery")),
        ("GET", "/worklist?amount_min=-1", "", 400, json!("amount_min: Value must be an amount from 0 up")),
        ("GET", "/worklist?page_token=x!", "", 400, json!("page_token: Value must be a next_page_token of this list")),
        ("GET", "/nothing", "", 404, Value::Null),
    ];
    let before = world.testbed.snapshot().await;
    for (method, path, body, status, detail) in table {
        let reply = world.call(&lender.token, method, &format!("/api/recovery{path}"), body).await;
        assert_eq!(reply.status.as_u16(), *status, "{method} {path} {body}: {}", reply.text);
        let said = reply.json()["detail"].clone();
        assert!(said.is_string(), "{method} {path} {body}: {}", reply.text);
        if !detail.is_null() {
            assert_eq!(said, *detail, "{method} {path} {body}");
        }
    }
    assert_eq!(world.testbed.snapshot().await, before);
}

#[tokio::test]
async fn a_company_sees_nothing_of_another() {
    let world = start().await;
    let (lender, other) = (world.lender().await, world.lender().await);
    crate::support::upload(&world, &lender, "LN-1", "2024-1-01", "2024-01-05", 1_000).await;
    let found = crate::support::detect(&world, &lender).await.remove(0);
    let path = format!("/api/recovery/defaults/{}", found["default_id"].as_str().unwrap());
    assert_eq!(
        world.call(&other.token, "GET", &path, "").await.expect(404).json(),
        json!({ "detail": "Default not found" })
    );
    assert_eq!(crate::support::get(&world, &other, "/defaults").await["total"], 0);
    let body = r#"{"loan_id":"LN-1"}"#;
    world.call(&other.token, "POST", "/api/recovery/defaults/detect", body).await.expect(404);
}
