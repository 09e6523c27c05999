//! What a run comes to where it is not alone, is cut short, or meets what it cannot do.

use default_detector::{PartMessage, Unfinished, fan_out, work};
use platform::keys;
use platform::table::{Condition, Item, Write};
use testbed::Fault;

use crate::setting::{Setting, sum, unbounded};

const LOANS: usize = 30;

async fn parts(setting: &Setting) -> Vec<PartMessage> {
    fan_out(&setting.app).await.expect("given out");
    setting.queue.take().iter().map(|message| serde_json::from_str(message).expect("a part")).collect()
}

#[tokio::test]
async fn every_message_twice_and_at_once_finds_each_default_once() {
    let setting = Setting::start().await;
    let lender = setting.world.lender().await;
    setting.portfolio(&lender, LOANS).await;
    let parts = parts(&setting).await;
    let twice = parts.iter().chain(&parts).map(|part| work(&setting.app, part, unbounded()));
    for done in futures_util::future::join_all(twice).await {
        done.expect("done");
    }
    setting.assert_all_found_once(&lender, LOANS).await;
}

/// A worker that is dropped between two calls is one that was killed there: nothing of it goes on.
#[tokio::test]
async fn workers_that_are_killed_anywhere_lose_and_double_nothing() {
    let setting = Setting::start().await;
    let lender = setting.world.lender().await;
    setting.portfolio(&lender, LOANS).await;
    let parts = parts(&setting).await;
    let mut killed = 0;
    for round in 0..200_usize {
        let part = &parts[round % parts.len()];
        let meter = setting.world.testbed.meter();
        meter.reset();
        let calls = 1 + (round * 7) % 5;
        let so_far = async {
            while meter.calls().total() < calls {
                tokio::task::yield_now().await;
            }
        };
        tokio::select! {
            biased;
            () = so_far => killed += 1,
            done = work(&setting.app, part, unbounded()) => { done.expect("done"); }
        }
    }
    assert!(killed > 100, "{killed}");
    setting.hour(unbounded()).await.expect("done");
    setting.assert_all_found_once(&lender, LOANS).await;
}

#[tokio::test]
async fn calls_that_fail_are_made_up_for_by_the_next_hour() {
    let setting = Setting::start().await;
    let lender = setting.world.lender().await;
    setting.portfolio(&lender, LOANS).await;
    setting.world.testbed.fail_next(60, Fault::TransactionThrottled);
    let mut failed = 0;
    while let Err(unfinished) = setting.hour(unbounded()).await {
        assert!(matches!(unfinished, Unfinished::Retryable(_)), "{unfinished:?}");
        setting.queue.take();
        failed += 1;
    }
    assert!((1..=60).contains(&failed), "{failed}");
    setting.assert_all_found_once(&lender, LOANS).await;
}

#[tokio::test]
async fn loans_that_meet_in_a_counter_are_found_in_the_same_hour() {
    let setting = Setting::start().await;
    let lender = setting.world.lender().await;
    setting.portfolio(&lender, LOANS).await;
    setting.world.testbed.fail_next(5, Fault::TransactionConflict);
    let done = setting.hour(unbounded()).await.expect("done");
    assert_eq!((sum(&done, |done| done.looked_at), sum(&done, |done| done.lost_races)), (LOANS, 0));
    setting.assert_all_found_once(&lender, LOANS).await;
}

#[tokio::test]
async fn one_that_cannot_be_read_does_not_keep_the_others_and_raises_the_alarm() {
    let setting = Setting::start().await;
    let lender = setting.world.lender().await;
    setting.portfolio(&lender, LOANS).await;
    let key = keys::recovery::case(&keys::loan::loan(&lender.company.id, "LN-0"));
    let item = setting.world.table.get(&key).await.expect("read").expect("a case");
    let broken = Item { data: "\"nothing\"".to_owned(), ..item };
    setting.world.table.transact(vec![Write::Put { item: broken, condition: Condition::None }]).await.expect("stored");
    let mut outcomes = Vec::new();
    for part in parts(&setting).await {
        outcomes.push(work(&setting.app, &part, unbounded()).await);
    }
    let (good, bad): (Vec<_>, Vec<_>) = outcomes.into_iter().partition(Result::is_ok);
    assert!(matches!(&bad[..], [Err(Unfinished::Broken(done))] if done.broken == 1), "{bad:?}");
    let good: Vec<_> = good.into_iter().map(|done| done.expect("done")).collect();
    let Err(Unfinished::Broken(beside)) = &bad[0] else { panic!("it is broken") };
    assert_eq!(sum(&good, |done| done.looked_at) + beside.looked_at, LOANS - 1);
}

#[tokio::test]
async fn a_queue_out_of_order_fails_the_schedule_so_that_it_is_called_again() {
    let setting = Setting::start().await;
    setting.queue.fail(true);
    let error = fan_out(&setting.app).await.expect_err("told");
    assert!(error.retryable(), "{error:?}");
}
