//! Deliveries: lists, and what is sent once more.

use serde_json::{Value, json};

use crate::setting::Setting;

/// The ids of all pages of a list.
async fn pages(setting: &Setting, path: &str) -> Vec<String> {
    let (mut ids, mut after) = (Vec::new(), String::new());
    for _ in 0..50 {
        let page = setting.get(&format!("{path}{after}")).await;
        let entries = page["deliveries"].as_array().expect("a list");
        ids.extend(entries.iter().map(|entry| entry["delivery_id"].as_str().expect("an id").to_owned()));
        let Some(next) = page["next"].as_str() else { return ids };
        after = format!("&starting_after={next}");
    }
    unreachable!("a list ends")
}

#[tokio::test]
async fn a_list_is_paged_filtered_and_newest_first() {
    let setting = Setting::start().await;
    let first = setting.endpoint(&["loan.uploaded"]).await;
    let second = setting.endpoint(&["*"]).await;
    let mut made = Vec::new();
    for number in 0..7 {
        setting.upload(&format!("LN-{number}")).await;
        made.push(setting.relay_loan(&format!("LN-{number}")).await);
        setting.world.wait(1);
    }
    setting.fails(&made[2][0]).await;
    let mut expected: Vec<String> = made.concat();
    expected.sort();
    // Of two of one event, the endpoint that was created first.
    let newest_first = |ids: &[Vec<String>]| {
        ids.iter()
            .rev()
            .flat_map(|ids| {
                let mut ids = ids.clone();
                ids.sort();
                ids
            })
            .collect::<Vec<_>>()
    };
    for limit in [1, 3, 100] {
        assert_eq!(
            pages(&setting, &format!("/webhooks/deliveries?limit={limit}")).await,
            newest_first(&made),
            "{limit}"
        );
    }
    let of_first = pages(&setting, &format!("/webhooks/deliveries?endpoint_id={first}&limit=2")).await;
    assert_eq!(of_first.len(), 7);
    assert_eq!(pages(&setting, "/webhooks/deliveries?status=failed&limit=2").await, [made[2][0].clone()]);
    assert_eq!(pages(&setting, "/webhooks/deliveries?status=pending&event=loan.uploaded&limit=5").await.len(), 13);
    assert_eq!(pages(&setting, "/webhooks/deliveries?event=payment").await.len(), 0);
    let since = pages(&setting, "/webhooks/deliveries?since=2026-01-10T06:30:05Z&limit=100").await;
    assert!(!since.is_empty() && since.len() < 14, "{}", since.len());
    let until = pages(&setting, "/webhooks/deliveries?until=2026-01-10T06:30:05Z&limit=100").await;
    assert_eq!(since.len() + until.len(), 14);
    setting.world.testbed.meter().reset();
    setting.get(&format!("/webhooks/deliveries?endpoint_id={second}")).await;
    assert_eq!(setting.world.testbed.meter().calls(), [("Query", 1)]);
    for wrong in ["status=sent", "limit=0", "endpoint_id=x", "starting_after=x", "since=today", "event=x", "page=2"] {
        setting.call("GET", &format!("/webhooks/deliveries?{wrong}"), &json!({})).await.expect(400);
    }
}

#[tokio::test]
async fn one_is_shown_whole_and_sent_once_more_with_the_same_body() {
    let setting = Setting::start().await;
    setting.endpoint(&["loan.uploaded"]).await;
    setting.upload("LN-1").await;
    let [id] = setting.relay_loan("LN-1").await.try_into().expect("one");
    setting.fails(&id).await;
    let path = format!("/webhooks/deliveries/{id}");
    let before = setting.get(&path).await;
    assert_eq!((&before["status"], &before["failed_for"]), (&json!("failed"), &json!("exhausted")));
    let body: Value = serde_json::from_str(before["body"].as_str().expect("a body")).expect("JSON");
    assert_eq!((&body["type"], &body["data"]["loan_id"]), (&json!("loan.uploaded"), &json!("LN-1")));
    setting.relay_company().await;
    setting.call("POST", &format!("{path}:replay"), &json!({})).await.expect(202);
    let after = setting.get(&path).await;
    assert_eq!((&after["status"], &after["body"]), (&json!("pending"), &before["body"]));
    assert!(setting.relay_company().await.contains(&id));
    let other = setting.world.lender().await;
    setting.world.call(&other.token, "GET", &path, "").await.expect(404);
    setting.world.call(&other.token, "POST", &format!("{path}:replay"), "").await.expect(404);
    setting.call("GET", "/webhooks/deliveries/whd_1", &json!({})).await.expect(404);
}

#[tokio::test]
async fn what_failed_since_then_is_sent_once_more() {
    let setting = Setting::start().await;
    let id = setting.endpoint(&["loan.uploaded"]).await;
    let mut made = Vec::new();
    for number in 0..4 {
        setting.upload(&format!("LN-{number}")).await;
        made.extend(setting.relay_loan(&format!("LN-{number}")).await);
    }
    for failed in &made[..2] {
        setting.fails(failed).await;
    }
    let replay = format!("/webhooks/endpoints/{id}:replay");
    let since = json!({ "since": "2026-01-10T00:00:00Z" });
    setting.world.testbed.meter().reset();
    let answer = setting.call("POST", &replay, &since).await.expect(202).json();
    assert_eq!(setting.world.testbed.meter().calls(), [("GetItem", 1), ("Query", 1), ("TransactWriteItems", 1)]);
    assert_eq!(answer["output"], json!({ "replayed": 2, "next": null }));
    let mut queued = setting.relay_company().await;
    queued.retain(|id| made.contains(id));
    queued.sort();
    assert_eq!(queued, made[..2]);
    assert_eq!(setting.call("POST", &replay, &since).await.expect(202).json()["output"]["replayed"], 0);
    for wrong in [json!({}), json!({"since": "x"}), json!({"since": "2026-01-10T00:00:00Z", "starting_after": "x"})] {
        setting.call("POST", &replay, &wrong).await.expect(400);
    }
}

#[tokio::test]
async fn everything_since_then_is_sent_even_what_never_was() {
    let setting = Setting::start().await;
    for number in 0..120 {
        setting.upload(&format!("LN-{number}")).await;
    }
    // It is created after all of that happened.
    let id = setting.endpoint(&["loan.uploaded"]).await;
    setting.world.wait(60);
    let replay = format!("/webhooks/endpoints/{id}:replay");
    let (mut replayed, mut after) = (0, Value::Null);
    for _ in 0..20 {
        let mut body = json!({ "since": "2026-01-10T00:00:00Z", "status": "all" });
        if let Some(after) = after.as_str() {
            body["starting_after"] = json!(after);
        }
        let answer = setting.call("POST", &replay, &body).await.expect(202).json();
        replayed += answer["output"]["replayed"].as_i64().expect("a number");
        after = answer["output"]["next"].clone();
        if after.is_null() {
            break;
        }
    }
    assert_eq!((replayed, after), (120, Value::Null));
    assert_eq!(pages(&setting, "/webhooks/deliveries?limit=100").await.len(), 120);
    assert_eq!(setting.relay_company().await.len(), 120);
}
