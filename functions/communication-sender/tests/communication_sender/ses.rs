//! What SES is sent, and what becomes of what it answers.

use communication_sender::Done;
use platform::communications::CommunicationMessage;
use serde_json::json;

use crate::provider::{Behaviour, TestProvider};
use crate::setting::Setting;

fn taken() -> Behaviour {
    Behaviour::Answers(200, "", r#"{"MessageId":"010f"}"#.to_owned())
}

#[tokio::test]
async fn an_email_is_sent_with_every_field_of_the_published_api() {
    let provider = TestProvider::start(taken()).await;
    let setting = Setting::with(&provider).await;
    let message = setting.message("email").await;
    assert_eq!(setting.work(&message).await, Ok(Done::Sent));
    let request = provider.take().remove(0);
    assert_eq!(request.path, "/v2/email/outbound-emails");
    assert_eq!(request.header("content-type"), "application/json");
    let authorization = request.header("authorization");
    assert!(authorization.starts_with("AWS4-HMAC-SHA256 Credential=AKID/20240110/ap-south-1/ses/aws4_request"));
    let expected = json!({
        "FromEmailAddress": "\"Lender\" <info@lender.example>",
        "Destination": { "ToAddresses": ["keval@example.com"] },
        "ReplyToAddresses": ["desk@lender.example"],
        "Content": { "Simple": {
            "Subject": { "Data": "About LN-1", "Charset": "UTF-8" },
            "Body": { "Html": { "Data": "<p>Dear Keval</p>", "Charset": "UTF-8" } },
        } },
        "EmailTags": [{ "Name": "ref0", "Value": message.reference() }],
        "ConfigurationSetName": "recoup",
    });
    assert_eq!(request.json(), expected);
    assert_eq!(CommunicationMessage::of_reference(&message.reference()), Some(message));
    let shown = setting.shown().await;
    assert_eq!(shown["from"], "\"Lender\" <info@lender.example>");
    assert_eq!((&shown["email_reply_to"], &shown["status"]), (&json!("desk@lender.example"), &json!("sent")));
}

#[tokio::test]
async fn a_refusal_is_final_and_keeps_the_name_of_the_error() {
    let refusals = [
        (
            Behaviour::Answers(400, "x-amzn-errortype: MessageRejected:http://amazon.com/\r\n", "{}".to_owned()),
            "MessageRejected",
        ),
        (
            Behaviour::Answers(400, "", r#"{"__type":"com.amazonaws#BadRequestException"}"#.to_owned()),
            "BadRequestException",
        ),
        (Behaviour::Answers(403, "", "no JSON".to_owned()), "403"),
    ];
    for (refusal, code) in refusals {
        let provider = TestProvider::start(refusal).await;
        let setting = Setting::with(&provider).await;
        let message = setting.message("email").await;
        assert_eq!(setting.work(&message).await, Ok(Done::Failed));
        assert_eq!(setting.stage().await, ("failed", Some("refused".to_owned()), Some(code.to_owned())));
    }
    let limited = Behaviour::Answers(429, "", r#"{"__type":"TooManyRequestsException"}"#.to_owned());
    let provider = TestProvider::start(limited).await;
    let setting = Setting::with(&provider).await;
    let message = setting.message("email").await;
    assert_eq!(setting.work(&message).await, Ok(Done::ToBeTriedAgain));
}
