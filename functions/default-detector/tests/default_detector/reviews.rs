//! What a change of a company's rules brings to cases that are there.

use default_detector::{Bounds, Done, Unfinished, Work, review};
use domain::moment::Moment;
use platform::recovery::ReviewMessage;
use serde_json::{Value, json};
use testbed::{Fault, Lender};

use crate::setting::{Setting, sum, unbounded};

impl Setting {
    async fn rules(&self, lender: &Lender, rules: &Value) {
        let reply = self.world.call(&lender.token, "PUT", "/api/recovery/settings", &rules.to_string()).await;
        reply.expect(200);
    }

    /// Reviews a company as the queue would have it done, run after run.
    async fn reviewed(&self, lender: &Lender, mut bounds: impl FnMut() -> Bounds) -> Vec<Done> {
        let mut messages = vec![ReviewMessage::of(&lender.company.id).body().expect("a body")];
        let mut all = Vec::new();
        while let Some(message) = messages.pop() {
            let message: ReviewMessage = serde_json::from_str(&message).expect("a review");
            all.push(review(&self.app, &message, bounds()).await.expect("done"));
            messages.extend(self.queue.take());
        }
        all
    }

    async fn actions(&self, lender: &Lender) -> u64 {
        let path = "/api/recovery/actions";
        let page = self.world.call(&lender.token, "GET", path, "").await.expect(200).json();
        page["total"].as_u64().expect("a number")
    }
}

#[tokio::test]
async fn a_plan_that_is_turned_on_reaches_every_case_once() {
    let setting = Setting::start().await;
    let (lender, other) = (setting.world.lender().await, setting.world.lender().await);
    setting.portfolio(&lender, 5).await;
    // So old that nothing was to happen to it any more by itself.
    setting.upload(&lender, "old", "2023-01-05").await;
    setting.upload(&other, "LN-0", "2024-01-05").await;
    setting.hour(unbounded()).await.expect("done");
    assert_eq!((setting.actions(&lender).await, setting.actions(&other).await), (0, 0));
    setting.rules(&lender, &json!({ "plan": { "automatic": true } })).await;
    setting.hour(unbounded()).await.expect("done");
    assert_eq!(setting.actions(&lender).await, 0, "the hour alone does not come to them");
    let done = setting.reviewed(&lender, unbounded).await;
    let planned = setting.actions(&lender).await;
    assert!(planned > 5 * 2, "{planned}");
    // Five by their days, and all six by the work that they are.
    assert_eq!((sum(&done, |done| done.looked_at), setting.actions(&other).await), (5 + 6, 0));
    let meter = setting.world.testbed.meter();
    meter.reset();
    setting.reviewed(&lender, unbounded).await;
    assert_eq!((setting.actions(&lender).await, meter.calls().of("TransactWriteItems")), (planned, 0));
}

#[tokio::test]
async fn loans_that_were_tolerated_are_found_and_severities_move() {
    let setting = Setting::start().await;
    let lender = setting.world.lender().await;
    setting.rules(&lender, &json!({ "tolerance_days": 30 })).await;
    setting.portfolio(&lender, 3).await;
    setting.hour(unbounded()).await.expect("done");
    assert_eq!(setting.defaults(&lender, "").await.0, 0);
    setting.rules(&lender, &json!({ "tolerance_days": 0 })).await;
    setting.reviewed(&lender, unbounded).await;
    setting.assert_all_found_once(&lender, 3).await;
    assert_eq!(setting.defaults(&lender, "&severity=low").await.0, 3);
    setting.rules(&lender, &json!({ "severity": { "medium": 2, "high": 4 } })).await;
    setting.reviewed(&lender, unbounded).await;
    assert_eq!(setting.defaults(&lender, "&severity=high").await.0, 3);
}

#[tokio::test]
async fn a_review_goes_on_where_a_run_before_had_no_more_time() {
    let setting = Setting::start().await;
    let lender = setting.world.lender().await;
    setting.rules(&lender, &json!({ "tolerance_days": 30 })).await;
    setting.portfolio(&lender, 12).await;
    setting.rules(&lender, &json!({ "tolerance_days": 0 })).await;
    // Each question for the time takes a microsecond of this clock.
    let short = || Bounds { until: setting.world.clock.now().later(9), page: 3 };
    let done = setting.reviewed(&lender, short).await;
    assert!(done.len() > 4 && sum(&done, |done| usize::from(done.handed_on)) == done.len() - 1, "{done:?}");
    setting.assert_all_found_once(&lender, 12).await;
}

#[tokio::test]
async fn what_fails_for_now_comes_again() {
    let setting = Setting::start().await;
    let lender = setting.world.lender().await;
    setting.rules(&lender, &json!({ "tolerance_days": 30 })).await;
    setting.portfolio(&lender, 4).await;
    setting.rules(&lender, &json!({ "tolerance_days": 0 })).await;
    let message = ReviewMessage::of(&lender.company.id);
    let bounds = Bounds { until: Moment::LAST, page: 2 };
    setting.world.testbed.fail_next(8, Fault::TransactionThrottled);
    let failed = review(&setting.app, &message, bounds).await.expect_err("they fail");
    assert!(matches!(failed, Unfinished::Retryable(done) if done.failed == 2), "{failed}");
    assert!(setting.queue.take().is_empty(), "it is not begun twice");
    review(&setting.app, &message, bounds).await.expect("done");
    setting.assert_all_found_once(&lender, 4).await;
}

#[test]
fn a_message_says_what_is_asked_for() {
    let read = |text: &str| serde_json::from_str::<Work>(text).expect("work");
    assert!(matches!(read(r#"{"shard":"CLOCK#CASES#07"}"#), Work::Part(part) if part.from.is_none()));
    let message = ReviewMessage::of("com_1");
    assert_eq!(read(&message.body().expect("a body")), Work::Review(message));
    assert!(serde_json::from_str::<Work>("{}").is_err());
}
