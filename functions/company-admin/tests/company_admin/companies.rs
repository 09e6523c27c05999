use serde_json::json;

use crate::setting::{Setting, create_company, text};

#[tokio::test]
async fn a_company_is_created_in_one_transaction_with_its_event() {
    let setting = Setting::start().await;
    let company = setting.done(&create_company()).await;
    assert_eq!(setting.testbed.meter().calls(), [("TransactWriteItems", 1)]);
    let id = text(&company, "company_id");
    assert!(id.starts_with("com_") && id.len() == 30);
    let expected = json!({"company_id": id, "name": "Shri Finance", "kind": "lending", "time_zone": "Asia/Kolkata",
        "currency": "INR", "unknown_keys": "refuse", "bifurcation_variables": [], "created_at": company["created_at"]});
    assert_eq!(company, expected);
    assert_eq!(setting.done(&json!({"command": "get_company", "company_id": id})).await, expected);
    assert_eq!(setting.events(&id).await, ["company.created"]);
}

#[tokio::test]
async fn an_update_changes_the_settings_it_names() {
    let setting = Setting::start().await;
    let id = setting.company().await;
    let before = setting.done(&json!({"command": "get_company", "company_id": id})).await;
    let change = json!({"command": "update_company", "company_id": id, "unknown_keys": "keep",
        "bifurcation_variables": ["penalty", "late_fee"]});
    let mut expected = before;
    expected["unknown_keys"] = json!("keep");
    expected["bifurcation_variables"] = json!(["late_fee", "penalty"]);
    assert_eq!(setting.done(&change).await, expected);
    assert_eq!(setting.done(&json!({"command": "get_company", "company_id": id})).await, expected);
    assert_eq!(setting.events(&id).await, ["company.created", "company.updated"]);
}

#[tokio::test]
async fn updates_at_the_same_time_lose_nothing() {
    let setting = Setting::start().await;
    let id = setting.company().await;
    let (name, zone) = (
        json!({"command": "update_company", "company_id": id, "name": "New"}),
        json!({"command": "update_company", "company_id": id, "time_zone": "UTC"}),
    );
    tokio::join!(setting.done(&name), setting.done(&zone));
    let company = setting.done(&json!({"command": "get_company", "company_id": id})).await;
    assert_eq!((text(&company, "name"), text(&company, "time_zone")), ("New".to_owned(), "UTC".to_owned()));
}

#[tokio::test]
async fn page_tokens_are_signed_with_a_secret_of_the_companys_own_that_is_told_to_nobody() {
    let setting = Setting::start().await;
    let mut secrets = Vec::new();
    for _ in 0..2 {
        let id = setting.company().await;
        let stored = setting.app.table.get(&platform::keys::company(&id)).await.expect("read").expect("a company");
        let company: domain::company::Company = stored.read().expect("a company");
        let secret = text(&serde_json::from_str(&stored.data).expect("JSON"), "page_token_secret");
        assert!(!format!("{company:?}").contains(&secret));
        let events = setting.stored().await.matches(&secret).count();
        assert_eq!(events, 1, "only the company itself holds it");
        secrets.push(secret);
    }
    assert_ne!(secrets.first(), secrets.last());
}
