//! Work that comes twice, runs beside another's, or ends half way.

use std::time::Duration;

use domain::moment::Moment;
use notice_renderer::work;
use platform::notices::NoticeMessage;

use crate::batches::{batch, notices_of};
use crate::setting::Setting;

fn part_of(setting: &Setting, batch_id: &str) -> NoticeMessage {
    NoticeMessage::Part { company_id: setting.lender.company.id.clone(), batch_id: batch_id.to_owned(), part: 0 }
}

#[tokio::test]
async fn a_notice_that_is_made_twice_is_one_with_the_same_bytes() {
    let setting = Setting::start().await;
    setting.loan("LN-1", "Keval").await;
    let template = setting.template("Recall").await;
    let notice = setting.made("LN-1", &template).await;
    let (files, calls) = (setting.objects.files(), setting.objects.calls());
    let messages = setting.relayed(&setting.loan_pk("LN-1")).await;
    setting.drain(messages).await;
    assert_eq!((setting.objects.files(), setting.objects.calls()), (files, calls));
    assert_eq!(setting.output(&format!("/recovery/notices/{}", notice["notice_id"])).await, notice);
}

#[tokio::test]
async fn a_bucket_that_fails_for_a_while_leaves_the_notice_to_be_made() {
    let setting = Setting::start().await;
    setting.loan("LN-1", "Keval").await;
    let template = setting.template("Recall").await;
    let asked = setting.post("/recovery/loan/LN-1/notices", &serde_json::json!({ "template_id": template })).await;
    let id = asked.expect(202).json()["output"]["notice_id"].clone();
    let messages = setting.relayed(&setting.loan_pk("LN-1")).await;
    setting.objects.fail_next(3);
    let failed = setting.work(&messages[0]).await.expect_err("the bucket fails");
    assert!(failed.retryable());
    let path = format!("/recovery/notices/{id}");
    assert_eq!(setting.output(&path).await["status"], "requested");
    setting.objects.fail_next(2);
    setting.work(&messages[0]).await.expect("the third try of one call");
    assert_eq!(setting.output(&path).await["status"], "made");
}

/// Does something, or is killed after some calls of the table; whether it came to its end.
async fn or_killed<T>(setting: &Setting, calls: usize, doing: impl Future<Output = T>) -> Option<T> {
    let meter = setting.world.testbed.meter();
    let until = meter.calls().total().saturating_add(calls);
    let killed = async {
        while meter.calls().total() < until {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    };
    tokio::select! {
        biased;
        () = killed => None,
        done = doing => Some(done),
    }
}

/// The work on a part is killed after each few calls more, and then runs to its end, twice at once.
#[tokio::test]
async fn wherever_the_work_on_a_part_ends_each_loan_has_exactly_one_notice() {
    let setting = Setting::start().await;
    let template = setting.template("Recall").await;
    let ids: Vec<String> = (0..24).map(|number| format!("LN-{number}")).collect();
    for id in &ids {
        setting.loan(id, "Keval").await;
    }
    let (batch_id, _) = batch(&setting, &template, &ids).await;
    let message = part_of(&setting, &batch_id);
    let mut killed = 0;
    for calls in [1, 2, 3, 4, 6, 9, 13, 18, 11, 7, 16, 21] {
        let ended = or_killed(&setting, calls, work(&setting.app, &message, Moment::LAST)).await;
        killed += usize::from(ended.is_none());
    }
    assert!(killed > 6, "killed {killed} times");
    let (one, other) =
        tokio::join!(work(&setting.app, &message, Moment::LAST), work(&setting.app, &message, Moment::LAST));
    one.and(other).expect("done");
    let done = setting.output(&format!("/recovery/notices/batches/{batch_id}")).await;
    assert_eq!((&done["made"], &done["done"]), (&24.into(), &24.into()), "{done}");
    for id in &ids {
        assert_eq!(notices_of(&setting, id).await, 1, "{id}");
    }
    assert_eq!(setting.objects.files().len(), 24);
}

#[tokio::test]
async fn what_goes_beyond_the_time_is_handed_on() {
    let setting = Setting::start().await;
    let template = setting.template("Recall").await;
    let ids: Vec<String> = (0..22).map(|number| format!("LN-{number}")).collect();
    for id in &ids {
        setting.loan(id, "Keval").await;
    }
    let (batch_id, _) = batch(&setting, &template, &ids).await;
    let message = part_of(&setting, &batch_id);
    // Even without any time a step is taken, or it would be handed on for ever.
    work(&setting.app, &message, Moment::EPOCH).await.expect("handed on");
    assert_eq!(setting.queue.take(), [message.body().expect("a body")]);
    let path = format!("/recovery/notices/batches/{batch_id}");
    assert_eq!(setting.output(&path).await["done"], 20);
    work(&setting.app, &message, Moment::EPOCH).await.expect("done");
    assert!(setting.queue.take().is_empty());
    assert_eq!(setting.output(&path).await["done"], 22);
}
