//! The company's plan, by itself.

use serde_json::{Value, json};
use testbed::{Lender, World};

use crate::support::{defaulted, get, history, post, read, set, start};

async fn types(world: &World, lender: &Lender) -> Vec<(String, String)> {
    let found = get(world, lender, "/actions").await;
    let text = |action: &Value, key: &str| action[key].as_str().unwrap().to_owned();
    found["actions"].as_array().unwrap().iter().map(|each| (text(each, "action_type"), text(each, "status"))).collect()
}

#[tokio::test]
async fn detection_creates_the_actions_of_the_plan_each_once() {
    let world = start().await;
    let lender = world.lender().await;
    set(&world, &lender, &json!({ "plan": { "automatic": true } })).await;
    let default = defaulted(&world, &lender, "LN-1").await;
    let scheduled = |kind: &str| (kind.to_owned(), "scheduled".to_owned());
    let mut expected = vec![scheduled("sms"), scheduled("voice")];
    let mut found = types(&world, &lender).await;
    found.sort();
    assert_eq!(found, expected, "five days past due");
    for _ in 0..3 {
        post(&world, &lender, "/defaults/detect", &json!({ "loan_id": "LN-1" })).await;
    }
    assert_eq!(types(&world, &lender).await.len(), 2);
    world.on("2024-01-13");
    post(&world, &lender, "/defaults/detect", &json!({})).await;
    let mut found = types(&world, &lender).await;
    found.sort();
    expected.insert(0, scheduled("email"));
    assert_eq!(found, expected, "eight days past due");
    let shown = read(&world, &lender, &default).await;
    assert_eq!(shown["recovery_actions_total"], 3);
    assert_eq!(history(&shown), ["detected", "plan_taken", "severity_changed", "plan_taken"]);
    assert!(shown["recovery_actions"].as_array().unwrap().iter().all(|action| action["is_planned"] == true));
}
