//! What is tried again, and for how long.

use aws_lambda_events::event::sqs::SqsEvent;
use communication_sender::{Done, Failed, worked};
use serde_json::json;

use crate::provider::{Behaviour, TestProvider};
use crate::setting::{Setting, taken};

fn says(status: u16, header: &'static str) -> Behaviour {
    Behaviour::Answers(status, header, r#"{"code":20429,"message":"Too many"}"#.to_owned())
}

#[tokio::test]
async fn what_was_not_taken_comes_again_by_the_queue_when_the_provider_wants_it() {
    for (behaviour, delay) in
        [(says(429, "retry-after: 77\r\n"), 77), (says(503, ""), 30), (says(500, "retry-after: soon\r\n"), 30)]
    {
        let provider = TestProvider::start(behaviour).await;
        let setting = Setting::with(&provider).await;
        let message = setting.message("sms").await;
        assert_eq!(setting.work(&message).await, Ok(Done::ToBeTriedAgain));
        assert_eq!(setting.taken(), [(message.clone(), delay)]);
        assert_eq!(setting.stage().await, ("created", None, Some("20429".to_owned())));
        assert_eq!(setting.work(&message).await, Ok(Done::ToBeTriedAgain), "a message that comes early");
        assert_eq!((provider.take().len(), setting.taken().len()), (1, 1));
        provider.behaves(taken("SM1"));
        setting.world.wait(delay);
        assert_eq!(setting.work(&message).await, Ok(Done::Sent));
        assert_eq!(setting.told().await, ["communication.created", "communication.sent", "sms"]);
    }
}

#[tokio::test]
async fn a_provider_that_wants_an_hour_gets_it() {
    let provider = TestProvider::start(says(429, "retry-after: 90000\r\n")).await;
    let setting = Setting::with(&provider).await;
    let message = setting.message("sms").await;
    setting.work(&message).await.expect("done");
    let mut waited = 0;
    while provider.take().is_empty() || waited == 0 {
        let (message, delay) = setting.taken().pop().expect("a message");
        assert!(delay <= 900);
        waited += delay;
        setting.world.wait(delay);
        setting.work(&message).await.expect("done");
    }
    assert!((3_600..3_602).contains(&waited), "{waited}");
}

#[tokio::test]
async fn it_is_tried_six_times_and_has_failed_then() {
    let provider = TestProvider::start(says(503, "")).await;
    let setting = Setting::with(&provider).await;
    let message = setting.message("sms").await;
    let mut tries = 1;
    while setting.work(&message).await == Ok(Done::ToBeTriedAgain) {
        let (_, delay) = setting.taken().pop().expect("a message");
        setting.world.wait(delay);
        tries += 1;
    }
    assert_eq!((tries, provider.take().len()), (6, 6));
    assert_eq!(setting.stage().await, ("failed", Some("gave_up".to_owned()), Some("20429".to_owned())));
}

#[tokio::test]
async fn a_provider_that_cannot_be_reached_has_taken_nothing() {
    let setting = Setting::with(&closed().await).await;
    let message = setting.message("sms").await;
    assert_eq!(setting.work(&message).await, Ok(Done::ToBeTriedAgain));
    assert_eq!(setting.stage().await, ("created", None, Some("not_connected".to_owned())));
}

/// A provider where nobody listens.
async fn closed() -> TestProvider {
    let mut provider = TestProvider::start(Behaviour::Closes).await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    provider.url = format!("http://{}", listener.local_addr().expect("an address"));
    provider
}

#[tokio::test]
async fn a_message_that_cannot_be_read_fails_alone() {
    let provider = TestProvider::start(taken("SM1")).await;
    let setting = Setting::with(&provider).await;
    let good = setting.message("sms").await.body().expect("a body");
    let record = |id: &str, body: &str| json!({ "messageId": id, "body": body });
    let event = json!({ "Records": [record("1", "{}"), record("2", &good), record("3", "no JSON")] });
    let event: SqsEvent = serde_json::from_value(event).expect("an event");
    let mut failed: Vec<_> = worked(&setting.app, event).await.into_iter().filter(|it| it.1.is_err()).collect();
    failed.sort_by_key(|(message, _)| message.message_id.clone());
    let failed: Vec<_> = failed.iter().map(|(message, _)| message.message_id.as_deref()).collect();
    assert_eq!((failed, provider.take().len()), (vec![Some("1"), Some("3")], 1));
    let mut unknown = setting.messages().await;
    assert!(unknown.is_empty());
    unknown.push(serde_json::from_str(&good).expect("a message"));
    unknown[0].communication_id += 1;
    assert_eq!(setting.work(&unknown[0]).await, Ok(Done::Missing));
    assert!(!Failed::Unreadable.retryable());
}

#[tokio::test]
async fn a_batch_costs_one_read_and_each_communication_two_writes() {
    let provider = TestProvider::start(taken("SM1")).await;
    let setting = Setting::with(&provider).await;
    let mut messages = vec![Some(setting.message("sms").await)];
    messages.push(Some(setting.message("whatsapp").await));
    let meter = setting.world.testbed.meter();
    meter.reset();
    let outcomes = communication_sender::work(&setting.app, &messages).await;
    assert_eq!(outcomes, [Ok(Done::Sent), Ok(Done::Sent)]);
    assert_eq!(meter.calls(), [("BatchGetItem", 1), ("TransactWriteItems", 4)]);
}
