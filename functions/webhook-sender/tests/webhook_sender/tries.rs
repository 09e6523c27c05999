//! Single tries: what is sent, what is noted, and what comes next.

use std::collections::BTreeSet;

use aws_lambda_events::event::sqs::{SqsBatchResponse, SqsMessage};
use domain::webhook::attempt::Outcome;
use domain::webhook::delivery::{DeliveryStatus, FailedFor};
use domain::webhook::endpoint::{DisabledReason, Endpoints};
use domain::webhook::secret::Secret;
use domain::webhook::signature::sign;
use domain::webhook::target::Targets;
use platform::queue::{DeadLetters, Invocation, QueueError};
use rustls::RootCertStore;
use serde_json::json;
use serde_json::value::RawValue;
use testbed::{Fault, TestMessage, TestQueue};
use webhook_sender::{Done, Failed, work, worked};

use deliveries::{Behaviour, Receiver};
use deliveries::{Setting, secret};

#[tokio::test]
async fn a_delivery_is_signed_sent_once_and_noted() {
    let (setting, receiver) = (Setting::start().await, Receiver::start().await);
    setting.endpoint(&receiver.url, "loan.updated").await;
    let id = setting.made("LN-1").await;
    setting.world.testbed.meter().reset();
    assert_eq!(setting.work(&id).await, Ok(Done::Delivered));
    assert_eq!(setting.world.testbed.meter().calls(), [("BatchGetItem", 1), ("PutItem", 2)]);
    let requests = receiver.received();
    let [request] = requests.as_slice() else { panic!("one request") };
    assert_eq!((request.path.as_str(), request.header("content-type")), ("/hook", "application/json"));
    assert_eq!(request.header("webhook-id"), id);
    let delivery = setting.delivery(&id).await;
    assert_eq!((request.body.as_str(), delivery.status), (delivery.body.as_str(), DeliveryStatus::Delivered));
    let at = delivery.attempts[0].at;
    assert_eq!(request.header("webhook-timestamp"), at.seconds().to_string());
    assert_eq!(request.header("webhook-signature"), sign([&secret()], &id, at, &delivery.body));
    assert!(request.body.contains(r#""data":{"loan_id":"LN-1""#), "{}", request.body);
    assert_eq!(delivery.attempts[0].outcome.status(), Some(200));
    // Its message comes once more.
    assert_eq!(setting.work(&id).await, Ok(Done::NothingToDo));
    assert_eq!((receiver.received().len(), setting.queue.take().len()), (1, 0));
}

#[tokio::test]
async fn what_fails_is_tried_again_when_it_is_time() {
    let (setting, receiver) = (Setting::start().await, Receiver::start().await);
    setting.endpoint(&receiver.url, "*").await;
    let id = setting.made("LN-1").await;
    receiver.behaves(Behaviour::Answers("500 Internal Server Error\r\n"));
    assert_eq!(setting.work(&id).await, Ok(Done::ToBeTriedAgain));
    let [(_, delay)] = setting.queue.take_delayed().try_into().expect("one message");
    assert!((4..=6).contains(&delay), "{delay}");
    assert_eq!(setting.work(&id).await, Ok(Done::NothingToDo));
    setting.world.wait(8);
    receiver.behaves(Behaviour::Answers("429 Too Many Requests\r\nretry-after: 600\r\n"));
    assert_eq!(setting.work(&id).await, Ok(Done::ToBeTriedAgain));
    let [(_, delay)] = setting.queue.take_delayed().try_into().expect("one message");
    assert_eq!(delay, 600);
    setting.world.wait(600);
    receiver.behaves(Behaviour::Closes);
    assert_eq!(setting.work(&id).await, Ok(Done::ToBeTriedAgain));
    assert!(setting.queue.take().is_empty(), "half an hour is too long for a queue");
    assert_eq!(setting.outcomes(&id).await, ["refused", "refused", "not_connected"]);
    let bodies: BTreeSet<_> = receiver.received().into_iter().map(|request| request.body).collect();
    assert_eq!(bodies.len(), 1);
}

#[tokio::test]
async fn what_does_not_answer_is_left_after_a_while_and_redirects_lead_nowhere() {
    let (setting, receiver) = (Setting::start().await, Receiver::start().await);
    setting.endpoint(&receiver.url, "*").await;
    let id = setting.made("LN-1").await;
    receiver.behaves(Behaviour::Hangs);
    assert_eq!(setting.work(&id).await, Ok(Done::ToBeTriedAgain));
    setting.world.wait(10);
    receiver.behaves(Behaviour::Answers("302 Found\r\nlocation: /elsewhere\r\n"));
    assert_eq!(setting.work(&id).await, Ok(Done::ToBeTriedAgain));
    assert_eq!(setting.outcomes(&id).await, ["timed_out", "redirected"]);
    assert!(receiver.received().iter().all(|request| request.path == "/hook"));
}

#[tokio::test]
async fn what_is_inside_is_not_connected_to() {
    let setting = Setting::with(Targets::Public, RootCertStore::empty()).await;
    let receiver = Receiver::start().await;
    // As if it had been stored before the rules were what they are.
    setting.endpoint(&receiver.url, "*").await;
    let id = setting.made("LN-1").await;
    assert_eq!(setting.work(&id).await, Ok(Done::ToBeTriedAgain));
    assert_eq!(setting.outcomes(&id).await, ["forbidden"]);
    setting.queue.take();
    setting.change(|_| Endpoints::default()).await;
    setting.endpoint("https://no-such-name.invalid.example.com/", "*").await;
    let id = setting.made("LN-2").await;
    assert_eq!(setting.work(&id).await, Ok(Done::ToBeTriedAgain));
    assert_ne!(setting.outcomes(&id).await, ["delivered"]);
    assert!(receiver.received().is_empty());
}

#[tokio::test]
async fn of_two_that_come_at_once_one_sends() {
    let (setting, receiver) = (Setting::start().await, Receiver::start().await);
    setting.endpoint(&receiver.url, "*").await;
    let id = setting.made("LN-1").await;
    let message = [Some(setting.message(&id))];
    let both = futures_util::future::join(work(&setting.app, &message), work(&setting.app, &message)).await;
    let outcomes = [both.0, both.1].concat();
    assert!(outcomes.contains(&Ok(Done::Delivered)) && outcomes.contains(&Ok(Done::NothingToDo)), "{outcomes:?}");
    assert_eq!(receiver.received().len(), 1);
}

#[tokio::test]
async fn two_secrets_sign_while_one_replaces_the_other() {
    let (setting, receiver) = (Setting::start().await, Receiver::start().await);
    let endpoint_id = setting.endpoint(&receiver.url, "*").await;
    let mut endpoint = setting.read(&endpoint_id).await;
    endpoint.secrets = endpoint.secrets.rotated(Secret::new([9; 32]), 60, setting.now());
    setting.change(|endpoints| endpoints.with_changed(&endpoint)).await;
    for (wait, signatures) in [(0, 2), (61, 1)] {
        setting.world.wait(wait);
        let id = setting.made("LN-1").await;
        setting.work(&id).await.expect("done");
        let last = receiver.received().pop().expect("a request");
        assert_eq!(last.header("webhook-signature").split(' ').count(), signatures);
    }
}

#[tokio::test]
async fn who_is_not_sent_to_any_more_gets_nothing() {
    let (setting, receiver) = (Setting::start().await, Receiver::start().await);
    let endpoint_id = setting.endpoint(&receiver.url, "*").await;
    let (first, second) = (setting.made("LN-1").await, setting.made("LN-2").await);
    let (reason, now) = (DisabledReason::Requested, setting.now());
    setting.change(|endpoints| endpoints.disabling(&endpoint_id, reason, now).expect("disabled")).await;
    assert_eq!(setting.work(&first).await, Ok(Done::GivenUp));
    setting.change(|endpoints| endpoints.without(&endpoint_id)).await;
    assert_eq!(setting.work(&second).await, Ok(Done::GivenUp));
    assert_eq!(setting.work(&second).await, Ok(Done::NothingToDo));
    let why = [setting.delivery(&first).await.failed_for, setting.delivery(&second).await.failed_for];
    assert_eq!(why, [Some(FailedFor::EndpointDisabled), Some(FailedFor::EndpointDeleted)]);
    assert!(receiver.received().is_empty());
}

#[tokio::test]
async fn a_message_that_says_nothing_fails_alone() {
    let (setting, receiver) = (Setting::start().await, Receiver::start().await);
    setting.endpoint(&receiver.url, "*").await;
    let id = setting.made("LN-1").await;
    let missing = id.replace("whd_0", "whd_1");
    let named = ["whd_1", &missing, &id].map(|id| Some(setting.message(id)));
    let messages = [&[None], &named[..]].concat();
    let outcomes = work(&setting.app, &messages).await;
    assert_eq!(outcomes, [Err(Failed::Unreadable), Err(Failed::Unreadable), Ok(Done::Missing), Ok(Done::Delivered)]);
    let event = r#"{"Records":[{"messageId":"m-1","body":"nonsense"},{"messageId":"m-2","body":"{}"}]}"#;
    let raw = RawValue::from_string(event.to_owned()).expect("JSON");
    let Invocation::Queue(event) = Invocation::of(&raw) else { panic!("of the queue") };
    let failed: Vec<_> = worked(&setting.app, event).await.into_iter().map(|(_, outcome)| outcome).collect();
    assert_eq!(failed, [Err(Failed::Unreadable), Err(Failed::Unreadable)]);
}

/// A message of a queue that has come so often.
fn message(id: &str, body: &str, receives: u32) -> SqsMessage {
    let attributes = json!({ "ApproximateReceiveCount": receives.to_string() });
    let message = json!({ "messageId": id, "body": body, "attributes": attributes });
    serde_json::from_value(message).expect("a message")
}

fn coming_again(response: &SqsBatchResponse) -> Vec<&str> {
    response.batch_item_failures.iter().map(|failure| failure.item_identifier.as_str()).collect()
}

#[tokio::test]
async fn what_cannot_be_worked_on_ends_among_the_dead_letters_with_its_reason() {
    let queue = TestQueue::default();
    let dead_letters = DeadLetters::new(queue.queue(), 5);
    let outcomes = || {
        vec![
            (message("1", "nonsense", 1), Err(Failed::Unreadable)),
            (message("2", "{}", 4), Err(Failed::Queue(QueueError::Unavailable))),
            (message("3", "{}", 5), Err(Failed::Queue(QueueError::Unavailable))),
            (message("4", "{}", 1), Ok(())),
        ]
    };
    assert_eq!(coming_again(&dead_letters.answered(outcomes()).await), ["2"]);
    let letter = |body: &str, reason: &str| TestMessage {
        body: body.to_owned(),
        delay_seconds: 0,
        reason: Some(reason.to_owned()),
    };
    let expected = [letter("nonsense", "a message names no delivery"), letter("{}", "the queue is not available")];
    assert_eq!(queue.take_whole(), expected);
    // As long as it cannot be put there, it comes again, and in the end the queue itself moves it.
    queue.fail(true);
    assert_eq!(coming_again(&dead_letters.answered(outcomes()).await), ["1", "2", "3"]);
}

#[tokio::test]
async fn a_table_that_fails_leaves_the_message_and_the_claim_runs_out() {
    let (setting, receiver) = (Setting::start().await, Receiver::start().await);
    setting.endpoint(&receiver.url, "*").await;
    let id = setting.made("LN-1").await;
    setting.world.testbed.fail_next(40, Fault::InternalServerError);
    assert!(setting.work(&id).await.expect_err("the table fails").retryable());
    setting.world.testbed.heal();
    // The claim is written, its answer is lost, and the SDK's second try finds it in its own way.
    setting.world.testbed.fail_next(2, Fault::AnswerLost);
    setting.work(&id).await.expect("done");
    setting.world.wait(61);
    setting.work(&id).await.expect("done");
    assert_eq!(setting.delivery(&id).await.status, DeliveryStatus::Delivered);
}

#[tokio::test]
async fn the_answer_is_kept_as_it_begins() {
    let (setting, receiver) = (Setting::start().await, Receiver::start().await);
    setting.endpoint(&receiver.url, "*").await;
    let id = setting.made("LN-1").await;
    receiver.behaves(Behaviour::Slow("400 Bad Request\r\n"));
    setting.work(&id).await.expect("done");
    let attempt = setting.delivery(&id).await.attempts.remove(0);
    let Outcome::Answered { status, answer, .. } = attempt.outcome else { panic!("an answer") };
    assert_eq!((status, answer.as_str()), (400, "answer"));
    assert!(attempt.duration_ms >= 30);
}
