//! What the clock finds.

use domain::moment::Moment;
use domain::webhook::delivery::DeliveryStatus;
use webhook_sender::{Done, dispatch};

use deliveries::Setting;
use deliveries::{Behaviour, OK, Receiver};

async fn dispatched(setting: &Setting) -> usize {
    dispatch(&setting.app, Moment::LAST).await.expect("dispatched").queued
}

#[tokio::test]
async fn a_message_that_is_lost_is_made_up_for() {
    let (setting, receiver) = (Setting::start().await, Receiver::start().await);
    setting.endpoint(&receiver.url, "*").await;
    let id = setting.made("LN-1").await;
    setting.world.testbed.meter().reset();
    assert_eq!(dispatched(&setting).await, 0);
    assert_eq!(setting.world.testbed.meter().calls(), [("Query", 16)]);
    setting.world.wait(181);
    setting.world.testbed.meter().reset();
    assert_eq!(dispatched(&setting).await, 1);
    assert_eq!(setting.world.testbed.meter().calls(), [("Query", 16), ("UpdateItem", 1)]);
    assert_eq!(setting.messages(), [Some(setting.message(&id))]);
    // It is not found again while its message is on its way.
    setting.world.wait(60);
    assert_eq!(dispatched(&setting).await, 0);
    assert_eq!(setting.work(&id).await, Ok(Done::Delivered));
    setting.world.wait(3_600);
    assert_eq!(dispatched(&setting).await, 0);
}

#[tokio::test]
async fn later_tries_come_by_the_clock_at_their_time() {
    let (setting, receiver) = (Setting::start().await, Receiver::start().await);
    setting.endpoint(&receiver.url, "*").await;
    let id = setting.made("LN-1").await;
    receiver.behaves(Behaviour::Answers("503 Service Unavailable\r\n"));
    for wait in [10, 400] {
        assert_eq!(setting.work(&id).await, Ok(Done::ToBeTriedAgain));
        setting.queue.take();
        setting.world.wait(wait);
    }
    assert_eq!(setting.work(&id).await, Ok(Done::ToBeTriedAgain));
    assert!(setting.queue.take().is_empty());
    let next = setting.delivery(&id).await.next_attempt.expect("a next try");
    setting.world.clock.set(next.later(-1_000_000));
    assert_eq!(dispatched(&setting).await, 0);
    setting.world.clock.set(next);
    assert_eq!(dispatched(&setting).await, 1);
    receiver.behaves(OK);
    assert_eq!(setting.work(&id).await, Ok(Done::Delivered));
}

#[tokio::test]
async fn who_dies_in_the_middle_of_a_try_is_made_up_for() {
    let (setting, receiver) = (Setting::start().await, Receiver::start().await);
    setting.endpoint(&receiver.url, "*").await;
    let id = setting.made("LN-1").await;
    receiver.behaves(Behaviour::Hangs);
    let sent = async {
        while receiver.received().is_empty() {
            tokio::task::yield_now().await;
        }
    };
    tokio::select! {
        biased;
        () = sent => {}
        done = setting.work(&id) => panic!("{done:?}"),
    }
    assert_eq!(setting.delivery(&id).await.status, DeliveryStatus::Sending);
    receiver.behaves(OK);
    assert_eq!(setting.work(&id).await, Ok(Done::NothingToDo));
    setting.world.wait(181);
    assert_eq!(dispatched(&setting).await, 1);
    assert_eq!(setting.work(&id).await, Ok(Done::Delivered));
    assert_eq!(receiver.received().len(), 2);
}

#[tokio::test]
async fn a_run_without_time_leaves_the_rest_to_the_next() {
    let (setting, receiver) = (Setting::start().await, Receiver::start().await);
    setting.endpoint(&receiver.url, "*").await;
    setting.made("LN-1").await;
    setting.world.wait(181);
    let done = dispatch(&setting.app, setting.now()).await.expect("dispatched");
    assert_eq!((done.queued, done.more), (0, true));
    assert_eq!(dispatched(&setting).await, 1);
}
