//! Endpoints: who may, what is kept, what is refused.

use serde_json::{Value, json};

use crate::setting::Setting;

fn body() -> Value {
    json!({ "url": "https://hooks.example.com/h", "events": ["payment", "default.detected"], "description": "Ledger" })
}

#[tokio::test]
async fn an_endpoint_is_created_with_a_secret_that_is_shown_once() {
    let setting = Setting::start().await;
    setting.get("/webhooks/endpoints").await;
    setting.world.testbed.meter().reset();
    let created = setting.call("POST", "/webhooks/endpoints", &body()).await.expect(201).json();
    assert_eq!(setting.world.testbed.meter().calls(), [("GetItem", 1), ("TransactWriteItems", 1), ("BatchGetItem", 1)]);
    let secret = created["output"]["secret"].as_str().expect("a secret").to_owned();
    assert!(secret.starts_with("whsec_") && secret.len() == 50, "{}", secret.len());
    let id = created["output"]["endpoint_id"].as_str().expect("an id");
    let one = setting.get(&format!("/webhooks/endpoints/{id}")).await;
    let mut expected = created["output"].clone();
    expected.as_object_mut().expect("an object").remove("secret");
    assert_eq!(one, expected);
    assert_eq!(one["events"], json!(["payment", "default.detected"]));
    assert_eq!(setting.get("/webhooks/endpoints").await, json!({ "endpoints": [one] }));
    assert_eq!(setting.relay_company().await.len(), 0);
}

#[tokio::test]
async fn a_rotation_shows_a_new_secret_and_keeps_the_old_one_for_a_while() {
    let setting = Setting::start().await;
    let created = setting.call("POST", "/webhooks/endpoints", &body()).await.expect(201).json();
    let path =
        format!("/webhooks/endpoints/{}:rotateSecret", created["output"]["endpoint_id"].as_str().expect("an id"));
    let rotated = setting.call("POST", &path, &json!({ "replaced_valid_for_seconds": 60 })).await.expect(200).json();
    assert_ne!(rotated["output"]["secret"], created["output"]["secret"]);
    let until = rotated["output"]["replaced_secret_valid_until"].as_str().expect("a time");
    assert!(until.starts_with("2026-01-10T06:31:0"), "{until}");
    setting.call("POST", &path, &json!({ "replaced_valid_for_seconds": 604_801 })).await.expect(400);
}

#[tokio::test]
async fn a_change_is_kept_and_a_deletion_ends_it() {
    let setting = Setting::start().await;
    let id = setting.endpoint(&["*"]).await;
    let path = format!("/webhooks/endpoints/{id}");
    let off = setting.call("PATCH", &path, &json!({ "enabled": false, "events": ["sms"] })).await.expect(200).json();
    assert_eq!((&off["output"]["enabled"], &off["output"]["disabled_reason"]), (&json!(false), &json!("requested")));
    assert_eq!(setting.get(&path).await, off["output"]);
    setting.call("POST", &format!("{path}:test"), &json!({})).await.expect(409);
    setting.call("DELETE", &path, &json!({})).await.expect(200);
    setting.call("GET", &path, &json!({})).await.expect(404);
    setting.call("DELETE", &path, &json!({})).await.expect(404);
    assert_eq!(setting.get("/webhooks/endpoints").await, json!({ "endpoints": [] }));
}

#[tokio::test]
async fn who_may_not_changes_nothing_and_others_see_nothing() {
    let setting = Setting::start().await;
    let id = setting.endpoint(&["*"]).await;
    let other = setting.world.lender().await;
    let path = format!("/webhooks/endpoints/{id}");
    let before = setting.world.testbed.snapshot().await;
    for (method, path) in [
        ("POST", "/webhooks/endpoints".to_owned()),
        ("PATCH", path.clone()),
        ("DELETE", path.clone()),
        ("POST", format!("{path}:rotateSecret")),
        ("POST", format!("{path}:test")),
        ("POST", format!("{path}:replay")),
        ("POST", "/webhooks/deliveries/whd_1:replay".to_owned()),
    ] {
        setting.world.call(&setting.lender.agent, method, &path, "{}").await.expect(403);
    }
    setting.world.call(&other.token, "GET", &path, "").await.expect(404);
    setting.world.call(&other.token, "PATCH", &path, r#"{"enabled":false}"#).await.expect(404);
    setting.world.call(&other.token, "DELETE", &path, "").await.expect(404);
    setting.world.call(&other.token, "POST", &format!("{path}:rotateSecret"), "").await.expect(404);
    assert!(setting.world.testbed.snapshot().await == before);
}

#[tokio::test]
async fn bad_input_is_named_and_writes_nothing() {
    let setting = Setting::start().await;
    setting.get("/webhooks/endpoints").await;
    let before = setting.world.testbed.snapshot().await;
    for (body, at, sentence) in [
        (json!({}), "url", "Value is required"),
        (json!({"url": "http://example.com", "events": ["*"]}), "url", "Value must begin with https://"),
        (
            json!({"url": "https://169.254.169.254/", "events": ["*"]}),
            "url",
            "Value must name a host of the public internet",
        ),
        (
            json!({"url": "https://example.com", "events": "payment"}),
            "events",
            "Value must be a list of names of events",
        ),
        (json!({"url": "https://example.com", "events": ["*"], "secret": "x"}), "secret", "Unknown key"),
        (
            json!({"url": "https://example.com", "events": ["*"], "enabled": "yes"}),
            "enabled",
            "Value must be true or false",
        ),
    ] {
        let reply = setting.call("POST", "/webhooks/endpoints", &body).await.expect(400).json();
        assert_eq!(reply["output"]["errors"][at], json!(sentence), "{reply}");
    }
    setting.call("POST", "/webhooks/endpoints?x=1", &body()).await.expect(400);
    setting.call("POST", "/webhooks/endpoints/whe_1", &json!({})).await.expect(405);
    setting.call("POST", "/webhooks/endpoints/whe_1:explode", &json!({})).await.expect(404);
    assert!(setting.world.testbed.snapshot().await == before);
}

#[tokio::test]
async fn the_twenty_first_endpoint_is_refused() {
    let setting = Setting::start().await;
    for _ in 0..20 {
        setting.endpoint(&["*"]).await;
    }
    let reply = setting.call("POST", "/webhooks/endpoints", &body()).await.expect(400);
    assert!(reply.message().contains("at most 20 endpoints"), "{}", reply.text);
}

#[tokio::test]
async fn a_creation_that_is_repeated_is_answered_as_the_first_time() {
    let setting = Setting::start().await;
    let headers = [
        ("authenticationtoken", setting.lender.token.as_str()),
        ("content-type", "application/json"),
        ("idempotency-key", "k-1"),
    ];
    let create = || setting.world.call_with(&headers, "POST", "/webhooks/endpoints", body().to_string());
    let (first, second) = (create().await.expect(201), create().await.expect(201));
    assert_eq!(
        (first.json(), setting.get("/webhooks/endpoints").await["endpoints"][1].is_null()),
        (second.json(), true)
    );
}

#[tokio::test]
async fn a_test_goes_to_its_endpoint_alone() {
    let setting = Setting::start().await;
    let (tested, _) = (setting.endpoint(&["payment"]).await, setting.endpoint(&["*"]).await);
    setting.relay_company().await;
    let reply =
        setting.call("POST", &format!("/webhooks/endpoints/{tested}:test"), &json!({})).await.expect(202).json();
    let id = reply["output"]["delivery_id"].as_str().expect("an id").to_owned();
    let queued = setting.relay_company().await;
    assert!(queued.contains(&id), "{queued:?}");
    let delivery = setting.get(&format!("/webhooks/deliveries/{id}")).await;
    assert_eq!((&delivery["event"], &delivery["endpoint_id"]), (&json!("webhook.test"), &json!(tested)));
}
