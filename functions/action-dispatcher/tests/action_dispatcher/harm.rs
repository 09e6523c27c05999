//! What runs come to that are not alone, are cut short, or meet what they cannot do.

use action_dispatcher::Unfinished;
use platform::keys;
use platform::table::{Condition, Write};
use serde_json::json;
use testbed::Fault;

use crate::setting::Setting;

/// Scheduled actions of some loans, a minute apart from 12:30 on.
async fn scheduled(setting: &Setting, loans: usize, actions: usize) -> Vec<(String, String)> {
    let mut ordered = Vec::new();
    for loan in 0..loans {
        let loan_id = format!("LN-{loan}");
        let default_id = setting.defaulted(&loan_id).await;
        for action in 0..actions {
            let (at, kind) = (30 + action % 30, ["sms", "email", "whatsapp"][action % 3]);
            let order = json!({ "action_type": kind, "scheduled_at": format!("2024-01-10T12:{at:02}:00+05:30") });
            ordered.push((loan_id.clone(), setting.order(&default_id, &order).await));
        }
    }
    ordered
}

async fn assert_each_sent_once(setting: &Setting, ordered: &[(String, String)]) {
    for (loan_id, action_id) in ordered {
        assert_eq!(setting.times_sent(loan_id, action_id).await, 1, "{loan_id} {action_id}");
    }
}

#[tokio::test]
async fn runs_at_once_hand_over_everything_once() {
    let setting = Setting::start().await;
    let ordered = scheduled(&setting, 6, 4).await;
    setting.at("2024-01-10T14:00:00+05:30");
    for _ in 0..6 {
        let _ = tokio::join!(setting.run(), setting.run(), setting.run(), setting.run());
    }
    assert_each_sent_once(&setting, &ordered).await;
}

#[tokio::test]
async fn runs_that_are_killed_anywhere_hand_over_everything_once() {
    let setting = Setting::start().await;
    let ordered = scheduled(&setting, 5, 30).await;
    let mut state = 7_u64;
    let mut random = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let faults = [Fault::AnswerLost, Fault::ConnectionDrop, Fault::TransactionConflict, Fault::TransactionThrottled];
    let mut killed = 0;
    for round in 0..200_u64 {
        // Onward on the whole, and now and then back.
        let minute = (round * 30 / 200 + random(4)).saturating_sub(random(4)).min(29);
        setting.at(&format!("2024-01-10T12:{:02}:00+05:30", minute + 30));
        let meter = setting.world.testbed.meter();
        meter.reset();
        let last = usize::try_from(random(30)).expect("small");
        if random(3) == 0 {
            let which = usize::try_from(random(4)).expect("small");
            setting.world.testbed.fail_next(1, faults[which]);
        }
        let steps = random(8);
        let enough = async {
            while meter.calls().total() < last {
                tokio::task::yield_now().await;
            }
            for _ in 0..steps {
                tokio::task::yield_now().await;
            }
        };
        tokio::select! {
            biased;
            () = enough => killed += 1,
            _ = setting.run() => {}
        }
        setting.world.testbed.heal();
    }
    assert!(killed > 50, "{killed}");
    setting.at("2024-01-10T14:00:00+05:30");
    setting.run().await.expect("done");
    assert_each_sent_once(&setting, &ordered).await;
}

#[tokio::test]
async fn an_action_that_cannot_be_read_does_not_stop_the_others() {
    let setting = Setting::start().await;
    let ordered = scheduled(&setting, 3, 1).await;
    let ((loan_id, action_id), good) = ordered.split_first().expect("actions");
    let (ulid, _) = platform::id::of_loan(platform::id::ACTION, action_id).expect("an id");
    let key = keys::recovery::action(&keys::loan::loan(&setting.lender.company.id, loan_id), ulid);
    let mut item = setting.world.table.get(&key).await.expect("read").expect("an action");
    item.data = r#"{"no": "action"}"#.to_owned();
    setting.world.table.transact(vec![Write::Put { item, condition: Condition::None }]).await.expect("stored");
    setting.at("2024-01-10T14:00:00+05:30");
    let error = setting.run().await.expect_err("told");
    let Unfinished::Broken(done) = error else { panic!("{error:?}") };
    assert_eq!((done.sent, done.broken, error.error_type()), (2, 1, "Internal"));
    assert_each_sent_once(&setting, good).await;
}
