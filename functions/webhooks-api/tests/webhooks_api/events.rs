//! The catalogue, and what happened.

use serde_json::{Value, json};

use crate::setting::Setting;

async fn pages(setting: &Setting, query: &str) -> Vec<Value> {
    let (mut events, mut after) = (Vec::new(), String::new());
    for _ in 0..100 {
        let page = setting.get(&format!("/events?{query}{after}")).await;
        events.extend(page["events"].as_array().expect("a list").clone());
        let Some(next) = page["next"].as_str() else { return events };
        after = format!("&starting_after={next}");
    }
    unreachable!("a list ends")
}

#[tokio::test]
async fn the_catalogue_has_every_event_with_its_schema() {
    let setting = Setting::start().await;
    setting.get("/webhooks/endpoints").await;
    setting.world.testbed.meter().reset();
    let events = setting.get("/webhooks/events").await["events"].clone();
    assert_eq!(setting.world.testbed.meter().calls().total(), 0);
    let payment = events.as_array().expect("a list").iter().find(|entry| entry["event"] == "payment").expect("known");
    assert_eq!((&payment["version"], &payment["selectable"]), (&json!(1), &json!(true)));
    assert_eq!(payment["schema"]["properties"]["data"]["properties"]["amount_recovered"]["type"], "number");
}

#[tokio::test]
async fn what_happened_is_listed_in_order_and_without_gaps() {
    let setting = Setting::start().await;
    for number in 0..30 {
        setting.upload(&format!("LN-{number}")).await;
        setting.world.wait(1);
    }
    let other = setting.world.lender().await;
    setting.world.wait(60);
    let query = "since=2026-01-10T00:00:00Z&type=loan.uploaded";
    let loans: Vec<String> = (0..30).map(|number| format!("LN-{number}")).collect();
    for limit in [1, 7, 100] {
        let events = pages(&setting, &format!("{query}&limit={limit}")).await;
        let listed: Vec<_> =
            events.iter().map(|event| event["body"]["data"]["loan_id"].as_str().expect("an id")).collect();
        assert_eq!(listed, loans, "{limit}");
    }
    let all = pages(&setting, "since=2026-01-10T00:00:00Z").await;
    assert!(all.len() > 30 && all.iter().any(|event| event["event"] == "token.issued"), "{}", all.len());
    let some = pages(&setting, "since=2026-01-10T06:30:10Z&until=2026-01-10T06:30:20Z&type=loan.uploaded").await;
    assert_eq!(some.len(), 10);
    setting.world.testbed.meter().reset();
    setting.get(&format!("/events?{query}")).await;
    assert_eq!(setting.world.testbed.meter().calls(), [("Query", 16)]);
    let path = format!("/events?{query}");
    let foreign = setting.world.call(&other.token, "GET", &path, "").await.expect(200).json();
    assert_eq!(foreign["output"], json!({ "events": [], "next": null }));
    for wrong in ["", "since=x", "since=2026-01-10T00:00:00Z&type=x", "since=2026-01-10T00:00:00Z&starting_after=7"] {
        setting.call("GET", &format!("/events?{wrong}"), &json!({})).await.expect(400);
    }
}

#[tokio::test]
async fn what_has_just_happened_is_not_listed_yet() {
    let setting = Setting::start().await;
    setting.world.wait(60);
    setting.upload("LN-1").await;
    let query = "since=2026-01-10T00:00:00Z&type=loan.uploaded";
    assert_eq!(pages(&setting, query).await.len(), 0);
    setting.world.wait(16);
    assert_eq!(pages(&setting, query).await.len(), 1);
}
