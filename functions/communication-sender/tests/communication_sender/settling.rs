//! What a person says became of what nobody knows.

use domain::company::CompanyKind;
use platform::communications::CommunicationMessage;
use serde_json::{Value, json};
use testbed::Reply;

use crate::provider::{Behaviour, TestProvider};
use crate::setting::{Setting, taken};

/// A communication whose provider did not answer.
async fn unknown() -> (Setting, TestProvider, CommunicationMessage) {
    let provider = TestProvider::start(Behaviour::Closes).await;
    let setting = Setting::with(&provider).await;
    let message = setting.message("sms").await;
    setting.work(&message).await.expect("done");
    assert_eq!((provider.take().len(), setting.stage().await.0), (1, "unknown"));
    (setting, provider, message)
}

fn path(message: &CommunicationMessage) -> String {
    format!("/communication/loans/{}/communications/{}:settle", message.loan_id, message.communication_id)
}

async fn settle(setting: &Setting, message: &CommunicationMessage, body: &Value) -> Reply {
    setting.world.call(&setting.lender.agent, "POST", &path(message), &body.to_string()).await
}

async fn latest_remark(setting: &Setting) -> String {
    let view = setting.call("GET", "/recovery/loan/LN-1?fields=remark", &json!({})).await;
    view["remarks"][0]["remarks"].as_str().expect("a remark").to_owned()
}

#[tokio::test]
async fn what_was_sent_counts_as_sent_and_is_not_sent_again() {
    let (setting, provider, message) = unknown().await;
    provider.behaves(taken("SM1"));
    let meter = setting.world.testbed.meter();
    let asked = json!({ "outcome": "sent", "remark": "The borrower has it" });
    settle(&setting, &message, &asked).await.expect(200);
    let shown = settle(&setting, &message, &asked).await.expect(200).json();
    assert_eq!((&shown["output"]["status"], &shown["output"]["reason"]), (&json!("sent"), &json!("settled")));
    assert_eq!(setting.stage().await, ("sent", Some("settled".to_owned()), None));
    let remark = format!("Communication {} (sms) settled as sent: The borrower has it", message.communication_id);
    assert_eq!(latest_remark(&setting).await, remark);
    assert_eq!(setting.told().await, ["communication.created", "communication.unknown", "communication.sent", "sms"]);
    let before = setting.world.testbed.snapshot().await;
    meter.reset();
    settle(&setting, &message, &asked).await.expect(200);
    assert_eq!(meter.calls(), [("GetItem", 1)]);
    let refused = settle(&setting, &message, &json!({ "outcome": "not_sent" })).await.expect(409).json();
    assert_eq!(refused["message"], "The communication was settled as sent before.");
    setting.world.wait(10_000);
    setting.work(&message).await.expect("done");
    assert!(provider.take().is_empty(), "it is not sent again");
    assert_eq!(setting.world.testbed.snapshot().await, before);
}

#[tokio::test]
async fn what_was_not_sent_has_failed() {
    let (setting, provider, message) = unknown().await;
    let meter = setting.world.testbed.meter();
    setting.call("GET", "/recovery/loan/LN-1", &json!({})).await;
    settle(&setting, &message, &json!({})).await.expect(400);
    meter.reset();
    settle(&setting, &message, &json!({ "outcome": "not_sent" })).await.expect(200);
    assert_eq!(meter.calls(), [("GetItem", 1), ("TransactWriteItems", 1)]);
    assert_eq!(setting.stage().await.0, "failed");
    assert_eq!(setting.told().await, ["communication.created", "communication.unknown", "communication.failed", "sms"]);
    setting.work(&message).await.expect("done");
    assert!(provider.take().is_empty());
}

#[tokio::test]
async fn what_cannot_be_settled_is_refused_and_nothing_is_written() {
    let (setting, provider, message) = unknown().await;
    provider.behaves(taken("SM2"));
    let sent = setting.message("voice").await;
    setting.work(&sent).await.expect("sent");
    let created = setting.message("whatsapp").await;
    let before = setting.world.testbed.snapshot().await;
    let asked = json!({ "outcome": "sent" });
    for (message, stage) in [(&sent, "sent"), (&created, "created")] {
        let refused = settle(&setting, message, &asked).await.expect(409).json();
        let sentence = format!("The communication is {stage}: only one that is unknown can be settled.");
        assert_eq!(refused, json!({ "message": sentence }));
    }
    for (body, errors) in [
        (json!({}), json!({ "outcome": "Value is required" })),
        (json!({ "outcome": "delivered" }), json!({ "outcome": "Value must be one of sent, not_sent" })),
        (json!({ "outcome": "sent", "x": 1 }), json!({ "x": "Unknown key" })),
        (
            json!({ "outcome": "sent", "remark": "x".repeat(101) }),
            json!({ "remark": "Value must be at most 100 characters" }),
        ),
        (
            json!({ "outcome": "sent", "remark": "a\nb" }),
            json!({ "remark": "Value must not contain control characters" }),
        ),
    ] {
        let refused = settle(&setting, &message, &body).await.expect(400).json();
        assert_eq!(refused["output"]["errors"], errors, "{body}");
    }
    let elsewhere = [
        CommunicationMessage { loan_id: "LN-2".to_owned(), ..message.clone() },
        CommunicationMessage { loan_id: "%07".to_owned(), ..message.clone() },
        CommunicationMessage { communication_id: 7, ..message.clone() },
        CommunicationMessage { communication_id: -7, ..message.clone() },
    ];
    for message in &elsewhere {
        let refused = settle(&setting, message, &asked).await.expect(404).json();
        assert_eq!(refused, json!({ "message": "Communication not found" }));
    }
    let plain = path(&message).replace(":settle", "");
    for path in
        [plain.clone(), format!("{plain}:send"), plain.replace(&message.communication_id.to_string(), "x:settle")]
    {
        setting.world.call(&setting.lender.agent, "POST", &path, &asked.to_string()).await.expect(404);
    }
    setting.world.call(&setting.lender.viewer, "POST", &path(&message), &asked.to_string()).await.expect(403);
    setting.world.call("no", "POST", &path(&message), &asked.to_string()).await.expect(401);
    assert_eq!(setting.world.testbed.snapshot().await, before);
}

#[tokio::test]
async fn a_transactions_is_settled_by_the_transactions_id() {
    let setting = Setting::start_as(CompanyKind::CreditLine).await;
    let message = setting.message("sms").await;
    let asked = json!({ "outcome": "sent" });
    let refused = settle(&setting, &message, &asked).await.expect(409).json();
    assert_eq!(refused["message"], "The communication is created: only one that is unknown can be settled.");
    let other = CommunicationMessage { loan_id: "cus-1".to_owned(), ..message };
    settle(&setting, &other, &asked).await.expect(404);
}
