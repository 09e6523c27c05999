//! The webhooks that the documents print.

use domain::webhook::{body, catalogue};
use serde_json::{Value, json};

use crate::provider::{Behaviour, TestProvider};
use crate::setting::{Setting, taken};

/// The body of the documented event, as endpoints get it.
async fn webhook(setting: &Setting, name: &str) -> Value {
    let events = setting.events().await;
    let event = events.iter().rfind(|event| event.event_type == name).expect("an event");
    let kind = catalogue::of_source(name).expect("in the catalogue");
    serde_json::from_str(&body::body(kind, &event.id, event.at, &event.data)).expect("JSON")
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().expect("an object").keys().map(String::as_str).collect()
}

#[tokio::test]
async fn each_channel_has_the_documents_keys() {
    // The samples of the document, with its keys.
    let samples: [(&str, &[&str]); 4] = [
        (
            "email",
            &[
                "error",
                "shoot_id",
                "to",
                "applicant_type",
                "transaction_id",
                "success",
                "status_code",
                "cc",
                "from",
                "email_reply_to",
                "email_body",
                "email_subject",
                "template_name",
                "triggered_time",
            ],
        ),
        (
            "sms",
            &[
                "applicant_type",
                "transaction_id",
                "to",
                "error",
                "success",
                "status_code",
                "shoot_id",
                "sms_body",
                "sms_language",
                "template_name",
                "client_template_id",
                "triggered_time",
            ],
        ),
        (
            "voice",
            &[
                "applicant_type",
                "transaction_id",
                "to",
                "error",
                "success",
                "status_code",
                "shoot_id",
                "voice_body",
                "voice_language",
                "voice_gender",
                "template_name",
                "triggered_time",
            ],
        ),
        (
            "whatsapp",
            &[
                "applicant_type",
                "transaction_id",
                "to",
                "error",
                "success",
                "status_code",
                "shoot_id",
                "whatsapp_body",
                "client_template_id",
                "template_name",
                "triggered_time",
            ],
        ),
    ];
    let setting = Setting::with_outbox().await;
    for (channel, documented) in samples {
        let message = setting.message(channel).await;
        setting.work(&message).await.expect("sent");
        let body = webhook(&setting, channel).await;
        let mut expected: Vec<&str> = documented.to_vec();
        expected.sort_unstable();
        let mut told = keys(&body["data"]["response"][0]);
        told.sort_unstable();
        assert_eq!(told, expected, "{channel}");
        let mut outer = keys(&body);
        outer.sort_unstable();
        assert_eq!(outer, ["data", "event", "event_id", "loan_id"]);
        let entry = &body["data"]["response"][0];
        assert_eq!((&body["loan_id"], &body["event"]), (&json!("LN-1"), &json!(channel)));
        assert_eq!(
            (&entry["success"], &entry["status_code"], &entry["error"]),
            (&json!(true), &json!(200), &Value::Null)
        );
        assert_eq!(body["data"]["allocation_month"], "2024-1-01");
        assert_eq!(body["data"]["author"], "demo.admin@example.com");
    }
}

#[tokio::test]
async fn what_failed_is_told_with_the_providers_code() {
    let refusal = Behaviour::Answers(400, "", r#"{"code":21211}"#.to_owned());
    let provider = TestProvider::start(refusal).await;
    let setting = Setting::with(&provider).await;
    let message = setting.message("sms").await;
    setting.work(&message).await.expect("done");
    let body = webhook(&setting, "sms").await;
    let entry = &body["data"]["response"][0];
    assert_eq!((&entry["success"], &entry["status_code"]), (&json!(false), &json!(400)));
    assert_eq!(entry["error"], json!({ "error_code": "21211", "error": "refused" }));
    provider.behaves(taken("SM1"));
    let message = setting.message("sms").await;
    setting.work(&message).await.expect("done");
    assert_eq!(setting.told().await.iter().filter(|name| *name == "sms").count(), 2);
}
