//! Endpoints that fail for days.

use domain::webhook::delivery::FailedFor;
use domain::webhook::endpoint::DisabledReason;
use webhook_sender::Done;

use deliveries::Setting;
use deliveries::{Behaviour, OK, Receiver};

const HALF_A_DAY: u64 = 12 * 3_600;

#[tokio::test]
async fn who_is_gone_is_disabled_at_once_and_the_company_told() {
    let (setting, receiver) = (Setting::start().await, Receiver::start().await);
    let endpoint_id = setting.endpoint(&receiver.url, "loan.updated").await;
    let id = setting.made("LN-1").await;
    receiver.behaves(Behaviour::Answers("410 Gone\r\n"));
    assert_eq!(setting.work(&id).await, Ok(Done::GivenUp));
    assert_eq!(setting.delivery(&id).await.failed_for, Some(FailedFor::Gone));
    let disabled = setting.read(&endpoint_id).await.disabled.expect("disabled");
    assert_eq!(disabled.reason, DisabledReason::Gone);
    assert!(setting.told().await.contains("webhook.endpoint_disabled"));
    // What happens from now on is not for it any more.
    let relayed = event_relay::relay(&setting.relay(), &[setting.happened("LN-2")]).await.expect("relayed");
    assert_eq!((relayed.made, relayed.queued), (0, 0));
}

/// One delivery every half day, ten times, each of which fails.
async fn fails_for_five_days(setting: &Setting, endpoint_id: &str, round: u32) {
    for half in 0..10 {
        let id = setting.made(&format!("LN-{round}-{half}")).await;
        assert_eq!(setting.work(&id).await, Ok(Done::ToBeTriedAgain));
        setting.queue.take();
        assert!(setting.read(endpoint_id).await.is_enabled(), "after {half} half days");
        setting.world.wait(HALF_A_DAY);
    }
}

#[tokio::test]
async fn five_days_of_failures_disable_and_a_success_forgets_them() {
    let (setting, receiver) = (Setting::start().await, Receiver::start().await);
    let endpoint_id = setting.endpoint(&receiver.url, "*").await;
    receiver.behaves(Behaviour::Closes);
    fails_for_five_days(&setting, &endpoint_id, 1).await;
    receiver.behaves(OK);
    let id = setting.made("LN-ok").await;
    assert_eq!(setting.work(&id).await, Ok(Done::Delivered));
    receiver.behaves(Behaviour::Closes);
    fails_for_five_days(&setting, &endpoint_id, 2).await;
    let id = setting.made("LN-last").await;
    setting.work(&id).await.expect("done");
    let disabled = setting.read(&endpoint_id).await.disabled.expect("disabled");
    assert_eq!(disabled.reason, DisabledReason::Failing);
    assert!(setting.told().await.contains("webhook.endpoint_disabled"));
}
