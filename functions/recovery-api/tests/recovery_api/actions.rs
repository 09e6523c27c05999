//! Recovery actions: ordered, listed, executed once, taken back.

use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::support::{defaulted, execute, get, history, id_of, order, pay, post, read, set, start, told};

fn types(ordered: &Value) -> Vec<&str> {
    ordered["actions"].as_array().unwrap().iter().map(|action| action["action_type"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn one_type_is_one_action_and_several_are_a_list() {
    let world = start().await;
    let lender = world.lender().await;
    let default = defaulted(&world, &lender, "LN-1").await;
    let body = json!({ "action_type": "sms_reminder", "message": "Your loan payment is overdue", "scheduled_at": "2026-01-15T10:00:00Z" });
    let refused = format!("/api/recovery/defaults/{}/actions", id_of(&default, "default_id"));
    let reply = world.call(&lender.agent, "POST", &refused, &body.to_string()).await.expect(400);
    assert_eq!(reply.json()["detail"], "scheduled_at: Value must be at most 366 days ahead");
    let body = json!({ "action_type": "sms_reminder", "message": "Pay", "scheduled_at": "2024-01-15T10:00:00Z" });
    let action = order(&world, &lender, &default, &body).await;
    let expected = json!({
        "action_id": action["action_id"], "default_id": default["default_id"], "loan_id": "LN-1", "action_type": "sms",
        "status": "scheduled", "reason": null, "message": "Pay", "template": null, "language": null, "contact_id": null, "communication_id": null, "notice_id": null,
        "scheduled_at": "2024-01-15T10:00:00.000000Z", "executed_at": null, "is_planned": false,
        "conversation": false, "announces_remedy": false,
        "created_at": action["created_at"], "created_by": "demo.admin@example.com",
    });
    assert_eq!(action, expected);
    assert_eq!(get(&world, &lender, &format!("/actions/{}", id_of(&action, "action_id"))).await, expected);
    let two = order(&world, &lender, &default, &json!({ "action_types": ["call", "email"] })).await;
    assert_eq!((types(&two), &two["total"]), (vec!["voice", "email"], &json!(2)));
    let planned = order(&world, &lender, &default, &json!({})).await;
    assert_eq!(types(&planned), ["sms", "voice"], "five days past due");
    let shown = read(&world, &lender, &default).await;
    assert_eq!((shown["recovery_actions"].as_array().unwrap().len(), &shown["recovery_actions_total"]), (5, &json!(5)));
    let table = [
        ("", 5),
        ("?status=pending", 4),
        ("?action_type=voice_call", 2),
        ("?status=scheduled&action_type=sms", 1),
        ("?status=sent", 0),
    ];
    for (filter, total) in table {
        let found = get(&world, &lender, &format!("/actions{filter}")).await;
        assert_eq!((&found["total"], found["actions"].as_array().unwrap().len()), (&json!(total), total), "{filter}");
    }
    let of_default = format!("/actions?default_id={}&action_type=email&limit=1", id_of(&default, "default_id"));
    assert_eq!(types(&get(&world, &lender, &of_default).await), ["email"]);
    assert_eq!(get(&world, &lender, "/actions?default_id=def_1").await["total"], 0);
}

#[tokio::test]
async fn an_action_goes_out_once_and_the_default_is_in_recovery() {
    let world = start().await;
    let lender = world.lender().await;
    let default = defaulted(&world, &lender, "LN-1").await;
    let action = order(&world, &lender, &default, &json!({ "action_type": "sms" })).await;
    let all = join_all((0..8).map(|_| execute(&world, &lender, &action))).await;
    assert!(all.iter().all(|answer| *answer == all[0]), "the second answers what the first did");
    let contact = get(&world, &lender, "/contacts?loan_id=LN-1").await["contacts"][0].clone();
    assert_eq!((&all[0]["status"], &all[0]["contact_id"]), (&json!("sent"), &contact["contact_id"]));
    let said =
        "Lender: INR 1000 of your loan LN-1 has been overdue since 2024-01-05. Please pay it, or tell us if you have.";
    assert_eq!(all[0]["message"], said);
    assert_eq!(
        told(&world, &lender, "LN-1", "recovery_action.").await,
        ["recovery_action.created", "recovery_action.sent"]
    );
    let shown = read(&world, &lender, &default).await;
    assert_eq!((&shown["status"], &shown["last_contact_at"]), (&json!("in_recovery"), &all[0]["executed_at"]));
    assert_eq!(history(&shown), ["detected", "action_sent"]);
    assert_eq!(get(&world, &lender, "/defaults?status=in_recovery").await["total"], 1);
    assert_eq!(get(&world, &lender, "/actions?status=sent&action_type=sms").await["total"], 1);
    let path = format!("/api/recovery/actions/{}/cancel", id_of(&action, "action_id"));
    let reply = world.call(&lender.agent, "POST", &path, "").await.expect(409);
    assert_eq!(reply.json()["detail"], "The action is sent and cannot be cancelled");
}

#[tokio::test]
async fn the_contact_policy_decides() {
    let world = start().await;
    let lender = world.lender().await;
    let default = defaulted(&world, &lender, "LN-1").await;
    world.clock.set(testbed::moment("2024-01-10T19:00:00+05:30"));
    let action = order(&world, &lender, &default, &json!({ "action_type": "sms" })).await;
    let late = execute(&world, &lender, &action).await;
    assert_eq!(
        (&late["status"], &late["reason"], &late["scheduled_at"]),
        (&json!("scheduled"), &json!("outside_hours"), &json!("2024-01-11T02:30:00.000000Z"))
    );
    world.clock.set(testbed::moment("2024-01-11T08:00:00+05:30"));
    let contact = get(&world, &lender, "/contacts?loan_id=LN-1").await["contacts"][0].clone();
    let path = format!("/api/recovery/contacts/{}", id_of(&contact, "contact_id"));
    let body = r#"{"opted_out": [{"channel": "sms", "how": "reply"}]}"#;
    world.call(&lender.agent, "PUT", &path, body).await.expect(200);
    let refused = execute(&world, &lender, &action).await;
    assert_eq!((&refused["status"], &refused["reason"]), (&json!("suppressed"), &json!("opted_out")));
    assert_eq!(execute(&world, &lender, &action).await, refused);
    let held = format!("/defaults/{}/holds", id_of(&default, "default_id"));
    post(&world, &lender, &held, &json!({ "kind": "dispute", "until": "2024-01-11" })).await;
    let call = order(&world, &lender, &default, &json!({ "action_type": "voice" })).await;
    assert_eq!(execute(&world, &lender, &call).await["reason"], "disputed");
    world.clock.set(testbed::moment("2024-01-12T08:00:00+05:30"));
    for number in 0..8 {
        let call = order(&world, &lender, &default, &json!({ "action_type": "voice" })).await;
        let done = execute(&world, &lender, &call).await;
        let expected = if number < 7 { Value::Null } else { json!("too_many_attempts") };
        assert_eq!(done["reason"], expected, "{number}");
    }
    set(&world, &lender, &json!({ "contact_policy": { "preset": "none" } })).await;
    let call = order(&world, &lender, &default, &json!({ "action_type": "voice" })).await;
    assert_eq!(execute(&world, &lender, &call).await["status"], "sent");
    let sent = told(&world, &lender, "LN-1", "recovery_action.sent").await;
    assert_eq!(sent.len(), 8);
}

#[tokio::test]
async fn who_has_no_address_is_not_reached_and_an_escalation_reaches_nobody() {
    let world = start().await;
    let lender = world.lender().await;
    crate::support::upload(&world, &lender, "LN-1", "2024-1-01", "2024-01-05", 1_000).await;
    let default = crate::support::detect(&world, &lender).await.remove(0);
    let action = order(&world, &lender, &default, &json!({ "action_type": "sms" })).await;
    let failed = execute(&world, &lender, &action).await;
    assert_eq!((&failed["status"], &failed["reason"]), (&json!("failed"), &json!("no_contact")));
    let action = order(&world, &lender, &default, &json!({ "action_type": "escalation" })).await;
    let done = execute(&world, &lender, &action).await;
    assert_eq!((&done["status"], &done["contact_id"], &done["message"]), (&json!("sent"), &Value::Null, &Value::Null));
    let shown = read(&world, &lender, &default).await;
    assert_eq!((&shown["status"], &shown["last_contact_at"]), (&json!("in_recovery"), &Value::Null));
}

#[tokio::test]
async fn nothing_is_done_about_a_default_that_is_over() {
    let world = start().await;
    let lender = world.lender().await;
    let default = defaulted(&world, &lender, "LN-1").await;
    let [one, other] = [
        order(&world, &lender, &default, &json!({ "action_type": "sms" })).await,
        order(&world, &lender, &default, &json!({ "action_type": "sms" })).await,
    ];
    let path = format!("/actions/{}/cancel", id_of(&other, "action_id"));
    let cancelled = post(&world, &lender, &path, &json!({})).await;
    assert_eq!((&cancelled["status"], &cancelled["reason"]), (&json!("cancelled"), &Value::Null));
    assert_eq!(post(&world, &lender, &path, &json!({})).await, cancelled);
    pay(&world, &lender, "LN-1", "2024-1-01", 1_000, "Closed").await;
    let over = execute(&world, &lender, &one).await;
    assert_eq!((&over["status"], &over["reason"]), (&json!("cancelled"), &json!("default_over")));
    let base = format!("/api/recovery/defaults/{}", id_of(&default, "default_id"));
    let table = [
        ("actions", json!({ "action_type": "sms" })),
        ("promises", json!({ "amount": 1, "due_on": "2024-01-20" })),
        ("holds", json!({ "kind": "dispute" })),
    ];
    let before = world.testbed.snapshot().await;
    for (what, body) in table {
        let reply = world.call(&lender.agent, "POST", &format!("{base}/{what}"), &body.to_string()).await.expect(409);
        assert_eq!(reply.json()["detail"], "The default is resolved", "{what}");
    }
    assert_eq!(world.testbed.snapshot().await, before);
    let sent = told(&world, &lender, "LN-1", "recovery_action.sent").await;
    assert!(sent.is_empty());
}

#[tokio::test]
async fn what_is_wrong_with_an_order_is_named_and_nothing_is_written() {
    let world = start().await;
    let lender = world.lender().await;
    let default = defaulted(&world, &lender, "LN-1").await;
    let path = format!("/api/recovery/defaults/{}/actions", id_of(&default, "default_id"));
    let table = [
        (
            json!({ "action_type": "sms", "action_types": ["sms"] }),
            "action_types: Value must not be there together with action_type",
        ),
        (json!({ "action_types": [] }), "action_types: Value must name at least one type"),
        (json!({ "action_types": ["sms", "sms_reminder"] }), "action_types: Value names a type more than once"),
        (json!({ "action_type": "sms", "message": " " }), "message: Value must not be empty"),
        (json!({ "action_type": "sms", "contact_id": "cnt_1" }), "contact_id: Value must be a contact of the loan"),
        (
            json!({ "action_type": "sms", "message": "a", "template": "b" }),
            "template: Value must not be there together with message",
        ),
        (json!({ "action_type": "sms", "priority": 1 }), "priority: Unknown key"),
    ];
    let before = world.testbed.snapshot().await;
    for (body, detail) in table {
        let reply = world.call(&lender.agent, "POST", &path, &body.to_string()).await.expect(400);
        assert_eq!(reply.json()["detail"], detail, "{body}");
    }
    for body in [json!({ "action_type": "fax" }), json!({ "action_type": "sms", "scheduled_at": "tomorrow" })] {
        world.call(&lender.agent, "POST", &path, &body.to_string()).await.expect(400);
    }
    world.call(&lender.viewer, "POST", &path, r#"{"action_type": "sms"}"#).await.expect(403);
    let other = world.lender().await;
    let before_other = world.testbed.snapshot().await;
    assert_ne!(before, before_other, "a company more");
    world.call(&other.agent, "POST", &path, r#"{"action_type": "sms"}"#).await.expect(404);
    assert_eq!(world.testbed.snapshot().await, before_other);
}
