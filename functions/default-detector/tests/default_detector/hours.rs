//! What an hour brings.

use default_detector::Bounds;
use domain::company::Role;
use serde_json::json;
use testbed::moment;

use crate::setting::{Setting, sum, unbounded};

#[tokio::test]
async fn the_schedule_gives_out_every_part_once() {
    let setting = Setting::start().await;
    default_detector::fan_out(&setting.app).await.expect("given out");
    let mut messages = setting.queue.take();
    messages.sort();
    messages.dedup();
    assert_eq!((messages.len(), setting.queue.calls()), (16, 2));
}

#[tokio::test]
async fn what_is_overdue_is_found_and_nothing_else_is_read() {
    let setting = Setting::start().await;
    let lender = setting.world.lender().await;
    setting.portfolio(&lender, 5).await;
    setting.upload(&lender, "later", "2024-06-05").await;
    let meter = setting.world.testbed.meter();
    meter.reset();
    let done = setting.hour(unbounded()).await.expect("done");
    assert_eq!((sum(&done, |done| done.looked_at), sum(&done, |done| done.turns)), (5, 5));
    let calls = meter.calls();
    assert_eq!((calls.of("Query"), calls.of("TransactWriteItems")), (16 + 5, 5));
    setting.assert_all_found_once(&lender, 5).await;
    meter.reset();
    let done = setting.hour(unbounded()).await.expect("done");
    assert_eq!(sum(&done, |done| done.looked_at), 0);
    assert_eq!(meter.calls(), [("Query", 16)]);
}

#[tokio::test]
async fn a_day_begins_in_the_time_zone_of_the_company() {
    let setting = Setting::start().await;
    let kolkata = setting.world.lender().await;
    let new_york = setting
        .world
        .lender_with(|company| {
            company.settings.time_zone = domain::time_zone::TimeZone::from_name("America/New_York").expect("a zone");
        })
        .await;
    for lender in [&kolkata, &new_york] {
        setting.upload(lender, "LN-0", "2024-01-10").await;
    }
    let found = async |at: &str| {
        setting.world.clock.set(moment(at));
        setting.hour(unbounded()).await.expect("done");
        [
            setting.told(&kolkata, "LN-0", "default.detected").await,
            setting.told(&new_york, "LN-0", "default.detected").await,
        ]
    };
    assert_eq!(found("2024-01-10T18:29:59Z").await, [0, 0]);
    assert_eq!(found("2024-01-10T18:30:00Z").await, [1, 0]);
    assert_eq!(found("2024-01-11T04:59:59Z").await, [1, 0]);
    assert_eq!(found("2024-01-11T05:00:00Z").await, [1, 1]);
}

#[tokio::test]
async fn severities_move_on_their_days_whether_the_clock_was_still_or_not() {
    let setting = Setting::start().await;
    let lender = setting.world.lender().await;
    setting.portfolio(&lender, 1).await;
    let mut seen = Vec::new();
    // The clock goes back once, and stands still for weeks.
    for day in ["2024-01-12", "2024-01-13", "2024-01-11", "2024-02-04", "2024-02-05", "2024-05-01"] {
        setting.world.on(day);
        setting.hour(unbounded()).await.expect("done");
        let token = setting.world.token(&lender.company, &[Role::Viewer]).await;
        let path = "/api/recovery/defaults?loan_id=LN-0";
        let page = setting.world.call(&token, "GET", path, "").await.expect(200).json();
        assert_eq!(page["total"], json!(1));
        seen.push(page["defaults"][0]["severity"].as_str().unwrap().to_owned());
    }
    assert_eq!(seen, ["low", "medium", "low", "medium", "high", "critical"]);
    assert_eq!(setting.told(&lender, "LN-0", "default.detected").await, 1);
    assert_eq!(setting.told(&lender, "LN-0", "default.severity_changed").await, 3);
}

#[tokio::test]
async fn what_is_more_than_a_run_has_time_for_is_handed_on() {
    let setting = Setting::start().await;
    let lender = setting.world.lender().await;
    setting.portfolio(&lender, 40).await;
    default_detector::fan_out(&setting.app).await.expect("given out");
    let mut runs = 0;
    loop {
        let messages = setting.queue.take();
        if messages.is_empty() {
            break;
        }
        for message in messages {
            // Each question for the time takes a microsecond of this clock.
            let bounds = Bounds { until: setting.world.clock.now().later(4), page: 2 };
            let part = serde_json::from_str(&message).expect("a part");
            default_detector::work(&setting.app, &part, bounds).await.expect("done");
            runs += 1;
        }
    }
    assert!(runs > 16, "{runs}");
    setting.assert_all_found_once(&lender, 40).await;
}
