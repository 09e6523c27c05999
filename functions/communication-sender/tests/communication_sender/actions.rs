//! Recovery actions that are messages.

use communication_sender::Done;
use domain::recovery::action::{ActionStatus, RecoveryAction};
use platform::communications::CommunicationMessage;
use platform::id;
use platform::recovery::action_at;
use serde_json::{Value, json};

use crate::provider::{Behaviour, TestProvider};
use crate::setting::{Setting, taken};

async fn ordered(setting: &Setting, body: &Value) -> String {
    setting.call("POST", "/api/recovery/defaults/detect", &json!({ "loan_id": "LN-1" })).await;
    let known = setting.call("GET", "/api/recovery/defaults?loan_id=LN-1", &json!({})).await;
    let detected = known["defaults"][0]["default_id"].as_str().expect("a default").to_owned();
    let path = format!("/api/recovery/defaults/{detected}/actions");
    setting.call("POST", &path, body).await["action_id"].as_str().expect("an id").to_owned()
}

/// Orders an action and executes it; its id, and the messages that come of it.
async fn executed(setting: &Setting, body: &Value) -> (String, Vec<CommunicationMessage>) {
    let id = ordered(setting, body).await;
    setting.call("POST", &format!("/api/recovery/actions/{id}/execute"), &json!({})).await;
    (id, setting.messages().await)
}

async fn action(setting: &Setting, action_id: &str) -> RecoveryAction {
    let (ulid, loan_id) = id::of_loan(id::ACTION, action_id).expect("an id");
    let known = action_at(&setting.world.table, &setting.lender.company.id, &loan_id, ulid).await.expect("read");
    known.expect("an action").action
}

async fn told_of_actions(setting: &Setting) -> Vec<String> {
    let mut events = setting.events().await;
    events.sort_by_key(|event| event.at);
    let names = events.into_iter().map(|event| event.event_type);
    names.filter(|name| name.starts_with("recovery_action.")).collect()
}

#[tokio::test]
async fn an_action_reaches_the_borrower_by_every_channel() {
    let provider = TestProvider::start(taken("SM1")).await;
    let setting = Setting::with(&provider).await;
    for (kind, path) in [("sms", "Messages"), ("whatsapp", "Messages"), ("voice", "Calls")] {
        let (id, messages) = executed(&setting, &json!({ "action_type": kind, "message": "Please pay <now>" })).await;
        assert_eq!(messages.len(), 1, "{kind}");
        assert_eq!(setting.work(&messages[0]).await, Ok(Done::Sent));
        let request = provider.take().remove(0);
        assert!(request.path.ends_with(&format!("/{path}.json")), "{}", request.path);
        let form = request.form();
        let said = form.get("Body").or(form.get("Twiml")).expect("a text");
        assert!(said.contains("Please pay"), "{said}");
        let action = action(&setting, &id).await;
        let communication = setting.communications().await.pop().expect("a communication");
        assert_eq!((action.status, action.communication_id), (ActionStatus::Sent, Some(communication.id)));
        assert_eq!(communication.outgoing.action_id.as_deref(), Some(id.as_str()));
    }
    provider.behaves(Behaviour::Answers(200, "", r#"{"MessageId":"010f"}"#.to_owned()));
    let (_, messages) = executed(&setting, &json!({ "action_type": "email", "message": "Pay <now>\nplease" })).await;
    setting.work(&messages[0]).await.expect("sent");
    let simple = provider.take()[0].json()["Content"]["Simple"].clone();
    assert_eq!(simple["Subject"]["Data"], "Lender: LN-1");
    let html = simple["Body"]["Html"]["Data"].as_str().expect("a text");
    assert!(html.starts_with("Pay &lt;now&gt;<br/>please"), "{html}");
    let (_, messages) = executed(&setting, &json!({ "action_type": "escalation" })).await;
    assert!(messages.is_empty(), "nobody is written to");
}

#[tokio::test]
async fn the_report_moves_the_action() {
    let provider = TestProvider::start(taken("SM1")).await;
    let setting = Setting::with(&provider).await;
    let (id, messages) = executed(&setting, &json!({ "action_type": "sms" })).await;
    setting.work(&messages[0]).await.expect("sent");
    let report = domain::communication::report::Report::Delivered;
    let reported = platform::communications::Reported { report: &report, provider: "twilio", provider_id: "SM1" };
    let meter = setting.world.testbed.meter();
    meter.reset();
    let now = setting.world.clock.now();
    assert_eq!(platform::communications::report(&setting.world.table, &messages[0], reported, now).await, Ok(true));
    assert_eq!(meter.calls(), [("GetItem", 2), ("TransactWriteItems", 1)]);
    assert_eq!(action(&setting, &id).await.status, ActionStatus::Delivered);
    let told = told_of_actions(&setting).await;
    assert_eq!(told, ["recovery_action.created", "recovery_action.sent", "recovery_action.delivered"]);
    let listed = setting.call("GET", "/api/recovery/actions?status=delivered", &json!({})).await;
    assert_eq!((&listed["total"], &listed["actions"][0]["action_id"]), (&json!(1), &json!(id)));
}

#[tokio::test]
async fn an_action_fails_with_its_communication_and_is_suppressed_with_it() {
    let refusal = Behaviour::Answers(400, "", r#"{"code":21211}"#.to_owned());
    let provider = TestProvider::start(refusal).await;
    let setting = Setting::with(&provider).await;
    let (id, messages) = executed(&setting, &json!({ "action_type": "sms" })).await;
    setting.work(&messages[0]).await.expect("done");
    let failed = action(&setting, &id).await;
    assert_eq!((failed.status, failed.reason.as_deref()), (ActionStatus::Failed, Some("refused")));
    let (id, messages) = executed(&setting, &json!({ "action_type": "sms" })).await;
    let contacts = setting.call("GET", "/api/recovery/contacts?loan_id=LN-1", &json!({})).await;
    let contact = format!("/api/recovery/contacts/{}", contacts["contacts"][0]["contact_id"].as_str().expect("an id"));
    setting.call("PUT", &contact, &json!({ "opted_out": [{ "channel": "sms" }] })).await;
    setting.work(&messages[0]).await.expect("done");
    let suppressed = action(&setting, &id).await;
    assert_eq!((suppressed.status, suppressed.reason.as_deref()), (ActionStatus::Suppressed, Some("opted_out")));
}

#[tokio::test]
async fn what_a_person_has_reported_stays() {
    let provider = TestProvider::start(taken("SM1")).await;
    let setting = Setting::with(&provider).await;
    let (id, messages) = executed(&setting, &json!({ "action_type": "voice" })).await;
    let path = format!("/api/recovery/actions/{id}/outcome");
    setting.call("POST", &path, &json!({ "status": "delivered", "conversation": true })).await;
    provider.behaves(Behaviour::Answers(400, "", "{}".to_owned()));
    assert_eq!(setting.work(&messages[0]).await, Ok(Done::Failed));
    assert_eq!(action(&setting, &id).await.status, ActionStatus::Delivered);
}

#[tokio::test]
async fn a_template_of_the_company_says_what_an_action_does() {
    let provider = TestProvider::start(taken("SM1")).await;
    let setting = Setting::with(&provider).await;
    let template = json!({ "name": "Remind", "channel": "sms", "client_template_id": "77", "bodies": [
        { "language": "en", "body": "{applicant_name}: {amount_overdue}" }, { "language": "hi", "body": "{amount_overdue} दें" },
    ] });
    setting.call("POST", "/communication/templates", &template).await;
    let id = ordered(&setting, &json!({ "action_type": "sms", "template": "Remind", "language": "hi" })).await;
    let meter = setting.world.testbed.meter();
    meter.reset();
    setting.call("POST", &format!("/api/recovery/actions/{id}/execute"), &json!({})).await;
    let calls = meter.calls();
    assert_eq!(calls, [("BatchGetItem", 2), ("GetItem", 1), ("TransactWriteItems", 1)]);
    let messages = setting.messages().await;
    setting.work(&messages[0]).await.expect("sent");
    let body = provider.take()[0].form()["Body"].clone();
    assert!(body.starts_with("1234.50 दें"), "{body}");
    let shown = setting.shown().await;
    assert_eq!((&shown["template_name"], &shown["client_template_id"]), (&json!("Remind"), &json!("77")));
    let (id, messages) = executed(&setting, &json!({ "action_type": "sms", "template": "Missing" })).await;
    let failed = action(&setting, &id).await;
    assert_eq!((failed.status, failed.reason.as_deref()), (ActionStatus::Failed, Some("no_template")));
    assert!(messages.is_empty());
}
