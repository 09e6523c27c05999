//! What is reported of actions that went out.

use serde_json::json;

use crate::support::{defaulted, execute, get, history, id_of, order, post, read, set, start, told};

/// Under the published rule of the USA nobody is called for seven days after a conversation.
#[tokio::test]
async fn a_conversation_keeps_the_next_call_back() {
    let world = start().await;
    let lender = world.lender().await;
    set(&world, &lender, &json!({ "contact_policy": { "preset": "us_regulation_f" } })).await;
    let default = defaulted(&world, &lender, "LN-1").await;
    let call = async || {
        let action = order(&world, &lender, &default, &json!({ "action_type": "call" })).await;
        execute(&world, &lender, &action).await
    };
    let first = call().await;
    assert_eq!((&first["status"], &first["conversation"]), (&json!("sent"), &json!(false)));
    let path = format!("/actions/{}/outcome", id_of(&first, "action_id"));
    let body = json!({ "status": "delivered", "conversation": true });
    let reported = post(&world, &lender, &path, &body).await;
    assert_eq!((&reported["status"], &reported["conversation"]), (&json!("delivered"), &json!(true)));
    assert_eq!(post(&world, &lender, &path, &body).await, reported, "once");
    assert_eq!(get(&world, &lender, "/actions?status=delivered").await["total"], 1);
    let second = call().await;
    assert_eq!((&second["status"], &second["reason"]), (&json!("suppressed"), &json!("too_soon_after_conversation")));
    let shown = read(&world, &lender, &default).await;
    assert_eq!(history(&shown), ["detected", "action_sent", "conversation"]);
    let expected = ["created", "sent", "delivered", "created", "suppressed"].map(|it| format!("recovery_action.{it}"));
    assert_eq!(told(&world, &lender, "LN-1", "recovery_action.").await, expected);
}

#[tokio::test]
async fn what_cannot_be_reported_is_refused() {
    let world = start().await;
    let lender = world.lender().await;
    let default = defaulted(&world, &lender, "LN-1").await;
    let waiting = order(&world, &lender, &default, &json!({ "action_type": "sms" })).await;
    let path = format!("/api/recovery/actions/{}/outcome", id_of(&waiting, "action_id"));
    let refused = async |body: &str, status: u16| {
        world.call(&lender.agent, "POST", &path, body).await.expect(status).json()["detail"].clone()
    };
    let sentence = "The action is pending: nothing can be reported of it";
    assert_eq!(refused(r#"{"status":"delivered"}"#, 409).await, sentence);
    execute(&world, &lender, &waiting).await;
    let sentence = "conversation: Value must not be true of an action of type sms";
    assert_eq!(refused(r#"{"status":"delivered","conversation":true}"#, 400).await, sentence);
    assert_eq!(refused(r#"{"status":"sent"}"#, 400).await, "status: Value must be one of delivered, failed");
    assert_eq!(refused(r#"{"status":"failed","reason":"x","who":1}"#, 400).await, "who: Unknown key");
    assert_eq!(world.call(&lender.viewer, "POST", &path, r#"{"status":"failed"}"#).await.status, 403);
    let failed = post(&world, &lender, &path.replace("/api/recovery", ""), &json!({ "status": "failed" })).await;
    assert_eq!((&failed["status"], &failed["reason"]), (&json!("failed"), &json!(null)));
    assert_eq!(refused(r#"{"status":"delivered"}"#, 409).await, "The action is failed: nothing can be reported of it");
}

/// Who wants to hear nothing more is told that the lender goes to court, and nothing else.
#[tokio::test]
async fn a_notice_of_a_remedy_reaches_who_wants_to_hear_nothing_more() {
    let world = start().await;
    let lender = world.lender().await;
    set(&world, &lender, &json!({ "contact_policy": { "preset": "us_regulation_f" } })).await;
    let default = defaulted(&world, &lender, "LN-1").await;
    let contact = get(&world, &lender, "/contacts?loan_id=LN-1").await["contacts"][0].clone();
    let path = format!("/api/recovery/contacts/{}", id_of(&contact, "contact_id"));
    let flags = json!({ "cease_communication": true });
    let changed = world.call(&lender.agent, "PUT", &path, &flags.to_string()).await;
    assert!(changed.status.is_success(), "{}", changed.text);
    let notice = async |announces: bool| {
        let body = json!({ "action_type": "notice", "announces_remedy": announces });
        let ordered = order(&world, &lender, &default, &body).await;
        execute(&world, &lender, &ordered).await
    };
    assert_eq!(notice(false).await["reason"], "cease_communication");
    assert_eq!(notice(true).await["status"], "sent");
    let refused = format!("/api/recovery/defaults/{}/actions", id_of(&default, "default_id"));
    let body = r#"{"action_type":"sms","announces_remedy":true}"#;
    let reply = world.call(&lender.agent, "POST", &refused, body).await.expect(400);
    assert_eq!(reply.json()["detail"], "announces_remedy: Value must not be true of anything but a notice");
}
