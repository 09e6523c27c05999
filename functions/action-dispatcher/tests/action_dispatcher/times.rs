//! Actions at their time.

use action_dispatcher::{Bounds, Done, run};
use domain::moment::Moment;
use domain::recovery::action::ActionStatus;
use serde_json::json;

use crate::setting::Setting;

#[tokio::test]
async fn an_action_goes_out_at_its_time_and_once_whatever_the_clock_does() {
    let setting = Setting::start().await;
    let default_id = setting.defaulted("LN-1").await;
    let order = json!({ "action_type": "sms", "scheduled_at": "2024-01-10T13:00:00+05:30" });
    let action_id = setting.order(&default_id, &order).await;
    setting.world.testbed.meter().reset();
    assert_eq!(setting.run().await, Ok(Done::default()));
    assert_eq!(setting.world.testbed.meter().calls(), [("Query", 16)], "nothing is due");
    setting.at("2024-01-10T13:00:00+05:30");
    setting.world.testbed.meter().reset();
    assert_eq!(setting.run().await, Ok(Done { sent: 1, ..Done::default() }));
    let calls = [("BatchGetItem", 1), ("GetItem", 1), ("Query", 16), ("TransactWriteItems", 1)];
    assert_eq!(setting.world.testbed.meter().calls(), calls, "the company, the action, and what became of it");
    for time in ["2024-01-10T12:30:00+05:30", "2024-01-10T13:00:01+05:30", "2025-01-10T13:00:00+05:30"] {
        setting.at(time);
        assert_eq!(setting.run().await, Ok(Done::default()), "{time}");
    }
    assert_eq!(setting.times_sent("LN-1", &action_id).await, 1);
    assert_eq!(setting.action(&action_id).await.status, ActionStatus::Sent);
}

#[tokio::test]
async fn what_is_put_off_goes_out_when_it_may() {
    let setting = Setting::start().await;
    let default_id = setting.defaulted("LN-1").await;
    let policy = json!({ "contact_policy": { "preset": "india_rbi" } });
    setting.call("PUT", "/api/recovery/settings", &policy).await;
    let order = json!({ "action_type": "sms", "scheduled_at": "2024-01-10T23:00:00+05:30" });
    let action_id = setting.order(&default_id, &order).await;
    setting.at("2024-01-10T23:00:30+05:30");
    assert_eq!(setting.run().await, Ok(Done { postponed: 1, ..Done::default() }));
    assert_eq!(setting.run().await, Ok(Done::default()));
    setting.at("2024-01-11T07:59:59+05:30");
    assert_eq!(setting.run().await, Ok(Done::default()));
    setting.at("2024-01-11T08:00:00+05:30");
    assert_eq!(setting.run().await, Ok(Done { sent: 1, ..Done::default() }));
    let told: Vec<String> = setting.told("LN-1").await.into_iter().map(|(kind, _)| kind).collect();
    assert_eq!(told, ["recovery_action.created", "recovery_action.postponed", "recovery_action.sent"]);
    assert_eq!(setting.times_sent("LN-1", &action_id).await, 1);
}

#[tokio::test]
async fn what_was_paid_cancelled_or_refused_does_not_go_out() {
    let setting = Setting::start().await;
    let (paid, refused) = (setting.defaulted("LN-1").await, setting.defaulted("LN-2").await);
    let order = json!({ "action_type": "voice", "scheduled_at": "2024-01-10T13:00:00+05:30" });
    setting.order(&paid, &order).await;
    setting.order(&refused, &order).await;
    let taken_back = setting.order(&refused, &order).await;
    setting.call("POST", &format!("/api/recovery/actions/{taken_back}/cancel"), &json!({})).await;
    let payment = json!({ "final_status": "Closed", "amount_recovered": 1_000, "payment_method": "Online" });
    setting.call("PATCH", "/recovery/payments/LN-1?allocation_month=2024-1-01", &payment).await;
    setting.call("POST", &format!("/api/recovery/defaults/{refused}/holds"), &json!({ "kind": "hardship" })).await;
    setting.at("2024-01-10T13:00:00+05:30");
    assert_eq!(setting.run().await, Ok(Done { cancelled: 1, suppressed: 1, ..Done::default() }));
    assert!(setting.case(&refused).await.attempts.is_empty());
}

#[tokio::test]
async fn what_is_more_than_a_run_takes_on_is_left_to_the_next() {
    let setting = Setting::start().await;
    for loan in 0..6 {
        let default_id = setting.defaulted(&format!("LN-{loan}")).await;
        let order = json!({ "action_type": "sms", "scheduled_at": "2024-01-10T12:30:00+05:30" });
        setting.order(&default_id, &order).await;
    }
    setting.at("2024-01-10T13:00:00+05:30");
    let bounds = Bounds { actions_max: 4, page: 1, ..Bounds::until(Moment::LAST) };
    let first = run(&setting.app(), bounds).await.expect("done");
    assert_eq!((first.sent, first.more), (4, true));
    let none = run(&setting.app(), Bounds::until(Moment::EPOCH)).await.expect("done");
    assert_eq!(none, Done { more: true, ..Done::default() }, "its time is up");
    assert_eq!(setting.run().await, Ok(Done { sent: 2, ..Done::default() }));
}
