//! What SES reports by `EventBridge`, as it publishes its events.

use aws_lambda_events::event::sqs::SqsEvent;
use communication_sender::worked;
use domain::recovery::channel::Channel;
use platform::communications::CommunicationMessage;
use platform::recovery::contacts_at;
use serde_json::{Value, json};

use crate::provider::{Behaviour, TestProvider};
use crate::setting::Setting;

async fn sent() -> (Setting, CommunicationMessage) {
    let provider = TestProvider::start(Behaviour::Answers(200, "", r#"{"MessageId":"010f"}"#.to_owned())).await;
    let setting = Setting::with(&provider).await;
    let message = setting.message("email").await;
    setting.work(&message).await.expect("sent");
    (setting, message)
}

/// The queue brings an event of SES; how many messages come again.
async fn report(setting: &Setting, message: &CommunicationMessage, kind: &str, more: Value) -> usize {
    let mut detail = json!({
        "eventType": kind,
        "mail": {
            "timestamp": "2024-01-10T06:30:00.000Z", "messageId": "010f", "destination": ["keval@example.com"],
            "tags": { "ses:configuration-set": ["recoup"], "ref0": [message.reference()] },
        },
    });
    detail.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
    let body = json!({
        "version": "0", "id": "e", "detail-type": format!("Email {kind}"), "source": "aws.ses", "account": "123456789012",
        "time": "2024-01-10T06:30:00Z", "region": "ap-south-1", "resources": [], "detail": detail,
    });
    let event = json!({ "Records": [{ "messageId": "1", "body": body.to_string() }] });
    let event: SqsEvent = serde_json::from_value(event).expect("an event");
    worked(&setting.app, event).await.iter().filter(|(_, outcome)| outcome.is_err()).count()
}

#[tokio::test]
async fn deliveries_and_bounces_move_the_communication_on() {
    let (setting, message) = sent().await;
    assert_eq!(report(&setting, &message, "Send", json!({ "send": {} })).await, 0);
    assert_eq!(setting.stage().await.0, "sent");
    let delivery =
        json!({ "delivery": { "timestamp": "2024-01-10T06:30:01.000Z", "recipients": ["keval@example.com"] } });
    report(&setting, &message, "Delivery", delivery).await;
    assert_eq!(setting.stage().await.0, "delivered");
    report(&setting, &message, "Open", json!({ "open": {} })).await;
    assert_eq!(setting.stage().await.0, "read");
    let (setting, message) = sent().await;
    let bounce =
        json!({ "bounce": { "bounceType": "Permanent", "bounceSubType": "General", "bouncedRecipients": [] } });
    report(&setting, &message, "Bounce", bounce).await;
    let expected = ("failed", Some("undelivered".to_owned()), Some("Permanent/General".to_owned()));
    assert_eq!(setting.stage().await, expected);
    assert_eq!(setting.told().await.iter().filter(|name| *name == "email").count(), 2);
}

#[tokio::test]
async fn who_complains_is_sent_no_more_emails() {
    let (setting, message) = sent().await;
    report(&setting, &message, "Complaint", json!({ "complaint": { "complaintFeedbackType": "abuse" } })).await;
    let found = contacts_at(&setting.world.table, &setting.lender.company.id, "LN-1").await.expect("read");
    assert!(found.known.contacts.iter().any(|contact| contact.opted_out.contains_key(&Channel::Email)));
    assert_eq!(setting.stage().await.0, "delivered");
}

#[tokio::test]
async fn reports_of_others_change_nothing() {
    let (setting, mut message) = sent().await;
    let before = setting.world.testbed.snapshot().await;
    message.communication_id += 1;
    assert_eq!(report(&setting, &message, "Delivery", json!({})).await, 0);
    let nameless = json!({ "mail": { "messageId": "x", "tags": {} } });
    assert_eq!(report(&setting, &message, "Delivery", nameless).await, 0);
    assert_eq!(setting.world.testbed.snapshot().await, before);
}
