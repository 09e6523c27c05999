//! What comes at night waits, and is asked about again.

use communication_sender::{Dispatched, Done, dispatch};
use domain::moment::Moment;
use domain::recovery::case::RecoveryCase;
use platform::keys::{loan, recovery};
use serde_json::json;
use testbed::moment;

use crate::setting::Setting;

async fn attempts(setting: &Setting) -> usize {
    let key = recovery::case(&loan::loan(&setting.lender.company.id, "LN-1"));
    let item = setting.world.table.get(&key).await.expect("read").expect("a case");
    item.read::<RecoveryCase>().expect("a case").attempts.len()
}

#[tokio::test]
async fn it_counts_as_an_attempt_when_it_goes_out_and_costs_two_reads_and_a_write() {
    let setting = Setting::with_outbox().await;
    setting.world.clock.set(moment("2024-01-10T22:00:00+05:30"));
    setting.trigger("sms").await;
    assert!(setting.messages().await.is_empty());
    assert_eq!(attempts(&setting).await, 0);
    let meter = setting.world.testbed.meter();
    meter.reset();
    assert_eq!(dispatch(&setting.app, Moment::LAST).await, Ok(Dispatched::default()));
    assert_eq!(meter.calls(), [("Query", 16)]);
    setting.world.clock.set(moment("2024-01-11T08:00:01+05:30"));
    meter.reset();
    let done = dispatch(&setting.app, Moment::LAST).await.expect("done");
    assert_eq!(done, Dispatched { created: 1, ..Dispatched::default() });
    assert_eq!(meter.calls(), [("BatchGetItem", 1), ("GetItem", 2), ("Query", 16), ("TransactWriteItems", 1)]);
    assert_eq!(attempts(&setting).await, 1);
    assert_eq!(dispatch(&setting.app, Moment::LAST).await, Ok(Dispatched::default()), "once");
    let messages = setting.messages().await;
    assert_eq!(setting.work(&messages[0]).await, Ok(Done::Sent));
    let shown = setting.shown().await;
    assert_eq!((&shown["status"], shown.get("send_at")), (&json!("sent"), None));
    assert_eq!(attempts(&setting).await, 1);
}

#[tokio::test]
async fn runs_at_once_release_it_once() {
    let setting = Setting::with_outbox().await;
    setting.world.clock.set(moment("2024-01-10T22:00:00+05:30"));
    for _ in 0..5 {
        setting.trigger("sms").await;
    }
    setting.world.clock.set(moment("2024-01-11T08:00:01+05:30"));
    for _ in 0..4 {
        let _ = tokio::join!(dispatch(&setting.app, Moment::LAST), dispatch(&setting.app, Moment::LAST));
    }
    assert_eq!((setting.messages().await.len(), attempts(&setting).await), (5, 5));
}

#[tokio::test]
async fn what_may_not_go_out_in_the_morning_is_refused_by_its_rule() {
    let setting = Setting::with_outbox().await;
    setting.world.clock.set(moment("2024-01-10T22:00:00+05:30"));
    setting.trigger("sms").await;
    let paid = json!({ "final_status": "Closed", "amount_recovered": 1_234.5, "payment_method": "Online" });
    setting.call("PATCH", "/recovery/payments/LN-1?allocation_month=2024-1-01", &paid).await;
    setting.world.clock.set(moment("2024-01-11T08:00:01+05:30"));
    let done = dispatch(&setting.app, Moment::LAST).await.expect("done");
    assert_eq!(done, Dispatched { refused: 1, ..Dispatched::default() });
    assert_eq!(setting.stage().await, ("suppressed", Some("loan_closed".to_owned()), None));
    assert_eq!((setting.messages().await.len(), attempts(&setting).await), (0, 0));
    let shown = setting.shown().await;
    assert_eq!((&shown["status"], &shown["error"]), (&json!("suppressed"), &json!("loan_closed")));
}
