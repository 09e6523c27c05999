//! What each operation answers and stores.

use serde_json::{Value, json};

use crate::support::{LINE, create, read, start};

#[tokio::test]
async fn an_account_is_created_read_changed_and_deleted() {
    let world = start().await;
    let lender = world.lender().await;
    let created = create(&world, &lender, LINE).await;
    let time = created["create_time"].clone();
    assert!(time.as_str().unwrap().starts_with("2024-06-01T06:30:00.0000"), "{time}");
    let mut expected = json!({
        "account_id": "line-1", "client_id": "7", "status": "StatusActive", "max_credit": "1000", "available_credit": "1000",
        "consumed_credit": "0", "exposure_limit_type": "ApprovedAmount", "approve_time": "2024-02-01T10:00:00+05:30",
        "create_time": time, "update_time": time,
    });
    assert_eq!(created, expected);
    assert_eq!(read(&world, &lender, "line-1").await, expected);
    assert_eq!(read(&world, &lender, "line-1?account_id=line-1").await, expected);

    let change =
        r#"{"account_id":"line-1","max_credit":1250.50,"notes":"raised","holder_type":"CLIENT","create_time":null}"#;
    let changed = world.call(&lender.token, "PUT", "/v1/revolving/line-1", change).await.expect(200).json();
    for (key, value) in
        [("max_credit", "1250.50"), ("available_credit", "1250.50"), ("notes", "raised"), ("holder_type", "CLIENT")]
    {
        expected[key] = value.into();
    }
    assert!(changed["update_time"].as_str() > time.as_str());
    expected["update_time"] = changed["update_time"].clone();
    assert_eq!(changed, expected);
    assert_eq!(read(&world, &lender, "line-1").await, expected);

    let before = world.testbed.snapshot().await;
    let same = world.call(&lender.token, "PUT", "/v1/revolving/line-1", &changed.to_string()).await.expect(200).json();
    assert_eq!((same, world.testbed.snapshot().await == before), (changed, true), "what was read can be sent back");

    let deleted = world.call(&lender.token, "DELETE", "/v1/revolving/line-1?account_id=line-1", "").await.expect(200);
    assert_eq!(deleted.text, "{}");
    world.call(&lender.token, "GET", "/v1/revolving/line-1", "").await.expect(404);
    world.call(&lender.token, "DELETE", "/v1/revolving/line-1", "").await.expect(404);
    create(&world, &lender, LINE).await;
}

#[tokio::test]
async fn an_account_without_an_id_is_given_one() {
    let world = start().await;
    let lender = world.lender().await;
    let created =
        create(&world, &lender, r#"{"client_id":"7","max_credit":5,"exposure_limit_type":"OutstandingAmount"}"#).await;
    let id = created["account_id"].as_str().unwrap();
    assert!(id.starts_with("rev_") && id.len() == 30, "{id}");
    assert_eq!((&created["status"], &created["max_credit"]), (&json!("StatusPendingApproval"), &json!("5")));
    assert_eq!(read(&world, &lender, id).await, created);
}

#[tokio::test]
async fn an_id_may_hold_anything_a_path_can_carry() {
    let world = start().await;
    let lender = world.lender().await;
    for (id, path) in [("a/b c", "a%2Fb%20c"), ("खाता#1%", "%E0%A4%96%E0%A4%BE%E0%A4%A4%E0%A4%BE%231%25")] {
        create(&world, &lender, &json!({"account_id": id, "client_id": id, "max_credit": 1}).to_string()).await;
        assert_eq!(read(&world, &lender, path).await["account_id"], id);
        world.call(&lender.token, "DELETE", &format!("/v1/revolving/{path}"), "").await.expect(200);
    }
}

#[tokio::test]
async fn each_change_carries_its_event_and_leaves_nothing_behind() {
    let world = start().await;
    let lender = world.lender().await;
    create(&world, &lender, LINE).await;
    world.call(&lender.token, "PUT", "/v1/revolving/line-1", r#"{"notes":"n","client_id":"8"}"#).await.expect(200);
    world.call(&lender.token, "DELETE", "/v1/revolving/line-1", "").await.expect(200);
    let stored = world.testbed.snapshot().await;
    let events: Vec<Value> = stored
        .with_sort_key("~EVENT#")
        .map(|item| serde_json::from_str::<Value>(item["data"]["S"].as_str().expect("an entity")).expect("an event"))
        .filter(|event| event["type"] != "token.issued")
        .collect();
    let told: Vec<_> = events.iter().map(|event| (event["type"].as_str().unwrap(), &event["data"])).collect();
    let subject = |client: &str| json!({"account_id": "line-1", "client_id": client});
    let expected = [
        ("revolving.created", &subject("7")),
        ("revolving.updated", &subject("8")),
        ("revolving.deleted", &subject("8")),
    ];
    assert_eq!(told, expected);
    assert_eq!(stored.with_sort_key("ACCOUNT").count() + stored.with_sort_key("~LISTED").count(), 0);
}
