//! Nobody is told twice, whatever dies.

use communication_sender::{Done, Failed};
use testbed::Fault;

use crate::provider::{Behaviour, TestProvider};
use crate::setting::{Setting, taken};

#[tokio::test]
async fn a_message_that_comes_again_sends_nothing() {
    let provider = TestProvider::start(taken("SM1")).await;
    let setting = Setting::with(&provider).await;
    let message = setting.message("sms").await;
    let both = [Some(message.clone()), Some(message.clone())];
    let outcomes = communication_sender::work(&setting.app, &both).await;
    let sent = outcomes.iter().filter(|outcome| **outcome == Ok(Done::Sent)).count();
    assert_eq!((sent, provider.take().len()), (1, 1), "{outcomes:?}");
    for _ in 0..3 {
        assert_eq!(setting.work(&message).await, Ok(Done::NothingToDo));
    }
    assert!(provider.take().is_empty());
}

#[tokio::test]
async fn an_answer_that_does_not_come_leaves_it_unknown() {
    for behaviour in [
        Behaviour::Hangs,
        Behaviour::Closes,
        Behaviour::Breaks,
        Behaviour::Answers(502, "", String::new()),
        Behaviour::Answers(201, "", "{}".to_owned()),
    ] {
        let provider = TestProvider::start(behaviour.clone()).await;
        let setting = Setting::with(&provider).await;
        let message = setting.message("sms").await;
        assert_eq!(setting.work(&message).await, Ok(Done::Unknown), "{behaviour:?}");
        setting.world.wait(10_000);
        assert_eq!(setting.work(&message).await, Ok(Done::NothingToDo));
        assert_eq!((provider.take().len(), setting.stage().await.0), (1, "unknown"));
        assert_eq!(setting.told().await, ["communication.created", "communication.unknown"]);
    }
}

#[tokio::test]
async fn who_dies_between_handing_over_and_noting_it_leaves_it_unknown() {
    let provider = TestProvider::start(taken("SM1")).await;
    let setting = Setting::with(&provider).await;
    let message = setting.message("sms").await;
    // The claim is written, the provider takes it, and the function is killed before it has noted so.
    provider.behaves(Behaviour::Hangs);
    let killed = tokio::time::timeout(std::time::Duration::from_millis(200), setting.work(&message)).await;
    assert!(killed.is_err(), "{killed:?}");
    assert_eq!((provider.take().len(), setting.stage().await.0), (1, "sending"));
    provider.behaves(taken("SM2"));
    assert_eq!(setting.work(&message).await, Err(Failed::Held), "its holder may still be at it");
    setting.world.wait(121);
    assert_eq!(setting.work(&message).await, Ok(Done::Unknown));
    assert_eq!(setting.stage().await, ("unknown", Some("interrupted".to_owned()), None));
    assert!(provider.take().is_empty(), "nobody is told twice");
}

#[tokio::test]
async fn an_outcome_that_cannot_be_noted_is_not_forgotten() {
    let provider = TestProvider::start(taken("SM1")).await;
    let setting = Setting::with(&provider).await;
    let message = setting.message("sms").await;
    let meter = setting.world.testbed.meter();
    meter.reset();
    let broken = async {
        while meter.calls().total() < 2 || provider.take().is_empty() {
            tokio::time::sleep(std::time::Duration::from_millis(1)).await;
        }
    };
    // From the moment on in which the provider has it, the table does not answer.
    provider.behaves(Behaviour::Hangs);
    let (outcome, ()) = tokio::join!(setting.work(&message), async {
        broken.await;
        setting.world.testbed.fail_next(100, Fault::ConnectionDrop);
    });
    assert!(outcome.is_err(), "{outcome:?}");
    setting.world.testbed.heal();
    setting.world.wait(330);
    assert_eq!(setting.work(&message).await, Ok(Done::Unknown));
    assert!(provider.take().is_empty(), "nobody is told twice");
}
