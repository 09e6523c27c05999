//! Promises to pay, and holds.

use serde_json::{Value, json};

use crate::support::{defaulted, history, id_of, pay, post, read, start, told};

#[tokio::test]
async fn a_promise_is_recorded_and_kept_or_taken_back() {
    let world = start().await;
    let lender = world.lender().await;
    let default = defaulted(&world, &lender, "LN-1").await;
    let path = format!("/defaults/{}/promises", id_of(&default, "default_id"));
    let full = format!("/api/recovery{path}");
    let promise = json!({ "amount": "400.50", "due_on": "2024-01-20" });
    let made = post(&world, &lender, &path, &promise).await;
    assert_eq!(
        (&made["promise"]["amount"], &made["promise"]["status"], &made["promise"]["due_on"]),
        (&json!(400.50), &json!("open"), &json!("2024-01-20"))
    );
    let reply = world.call(&lender.agent, "POST", &full, &promise.to_string()).await.expect(409);
    assert_eq!(reply.json()["detail"], "The default has an open promise; cancel it first");
    let cancelled = world.call(&lender.agent, "DELETE", &full, "").await.expect(200).json();
    assert_eq!(cancelled["promise"]["status"], "cancelled");
    let reply = world.call(&lender.agent, "DELETE", &full, "").await.expect(404);
    assert_eq!(reply.json()["detail"], "The default has no open promise");
    post(&world, &lender, &path, &promise).await;
    pay(&world, &lender, "LN-1", "2024-1-01", 401, "Partially Recovered").await;
    let kept = read(&world, &lender, &default).await;
    assert_eq!(kept["promise"]["status"], "kept");
    assert_eq!(history(&kept), ["detected", "promise_made", "promise_cancelled", "promise_made", "promise_kept"]);
    let told = told(&world, &lender, "LN-1", "promise.").await;
    assert_eq!(told, ["promise.made", "promise.cancelled", "promise.made", "promise.kept"]);
}

#[tokio::test]
async fn a_hold_is_placed_and_lifted() {
    let world = start().await;
    let lender = world.lender().await;
    let default = defaulted(&world, &lender, "LN-1").await;
    let path = format!("/defaults/{}/holds", id_of(&default, "default_id"));
    post(&world, &lender, &path, &json!({ "kind": "dispute" })).await;
    let placed = post(&world, &lender, &path, &json!({ "kind": "dispute", "until": "2024-02-01" })).await;
    assert_eq!((placed["holds"].as_array().unwrap().len(), &placed["holds"][0]["until"]), (1, &json!("2024-02-01")));
    assert_eq!(read(&world, &lender, &default).await["holds"], placed["holds"]);
    let lifting = format!("/api/recovery{path}/dispute");
    let lifted = world.call(&lender.agent, "DELETE", &lifting, "").await.expect(200).json();
    assert_eq!(lifted["holds"], json!([]));
    world.call(&lender.agent, "DELETE", &lifting, "").await.expect(404);
    assert_eq!(told(&world, &lender, "LN-1", "hold.").await, ["hold.placed", "hold.placed", "hold.lifted"]);
}

#[tokio::test]
async fn what_is_wrong_is_named_and_nothing_is_written() {
    let world = start().await;
    let lender = world.lender().await;
    let default = defaulted(&world, &lender, "LN-1").await;
    let base = format!("/api/recovery/defaults/{}", id_of(&default, "default_id"));
    let table: &[(&str, Value, &str)] = &[
        ("promises", json!({ "amount": 0, "due_on": "2024-01-20" }), "amount: Value must be greater than 0"),
        ("promises", json!({ "amount": 1, "due_on": "2024-01-09" }), "due_on: Value must not be in the past"),
        ("promises", json!({ "amount": 1, "due_on": "2024-07-09" }), "due_on: Value must be at most 180 days ahead"),
        (
            "promises",
            json!({ "amount": 1, "due_on": "soon" }),
            "due_on: Value must be of type date with format YYYY-MM-DD",
        ),
        ("promises", json!({ "amount": 1 }), "due_on: Value is required"),
        ("holds", json!({ "kind": "rain" }), "kind: Value must be one of dispute, hardship"),
        ("holds", json!({ "kind": "dispute", "until": "2024-01-09" }), "until: Value must not be in the past"),
    ];
    let before = world.testbed.snapshot().await;
    for (what, body, detail) in table {
        let reply = world.call(&lender.agent, "POST", &format!("{base}/{what}"), &body.to_string()).await.expect(400);
        assert_eq!(reply.json()["detail"], *detail, "{body}");
    }
    world.call(&lender.viewer, "POST", &format!("{base}/holds"), r#"{"kind": "dispute"}"#).await.expect(403);
    assert_eq!(world.testbed.snapshot().await, before);
}
