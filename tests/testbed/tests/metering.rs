//! What a testbed counts.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails, also in what its tests share")]

use aws_sdk_dynamodb::{
    Client,
    types::{AttributeValue, Put, TransactWriteItem},
};
use std::time::Duration;
use testbed::{Item, Testbed};

fn text(value: &str) -> AttributeValue {
    AttributeValue::S(value.to_owned())
}

fn item(pk: &str, sk: &str) -> Item {
    [("pk".to_owned(), text(pk)), ("sk".to_owned(), text(sk))].into()
}

async fn put(testbed: &Testbed, client: &Client, pk: &str, sk: &str) {
    client.put_item().table_name(testbed.table_name()).set_item(Some(item(pk, sk))).send().await.unwrap();
}

async fn query(testbed: &Testbed, pk: &str) -> Vec<Item> {
    let request = testbed.client().query().table_name(testbed.table_name()).key_condition_expression("pk = :pk");
    request.expression_attribute_values(":pk", text(pk)).send().await.unwrap().items.unwrap_or_default()
}

#[tokio::test]
async fn each_call_is_counted_with_its_capacity_and_its_time() {
    let testbed = Testbed::start().await;
    let puts = ["PROFILE", "ACCOUNT"].map(|sk| {
        let put = Put::builder().table_name(testbed.table_name()).set_item(Some(item("loan", sk))).build().unwrap();
        TransactWriteItem::builder().put(put).build()
    });
    testbed.client().transact_write_items().set_transact_items(Some(puts.into())).send().await.unwrap();
    assert_eq!(query(&testbed, "loan").await.len(), 2);

    let calls = testbed.meter().calls();
    assert_eq!(calls, [("TransactWriteItems", 1), ("Query", 1)]);
    assert_eq!((calls.total(), calls.requests()), (2, 2));
    // Two small items in a transaction take two units each; an eventually consistent read of them half a unit.
    assert_eq!(calls.tally("TransactWriteItems").capacity.to_string(), "4");
    assert_eq!(calls.tally("Query").capacity.to_string(), "0.5");
    assert!(calls.waited() > Duration::ZERO);
}

#[tokio::test]
async fn a_reset_counts_from_nothing_and_a_failed_call_counts_too() {
    let testbed = Testbed::start().await;
    put(&testbed, &testbed.client(), "loan", "PROFILE").await;
    testbed.meter().reset();

    let nowhere = testbed.client().put_item().table_name("elsewhere").set_item(Some(item("a", "b"))).send().await;

    assert!(nowhere.is_err());
    assert_eq!(testbed.meter().calls(), [("PutItem", 1)]);
}

#[tokio::test]
async fn each_testbed_has_a_table_of_its_own() {
    let (first, second) = (Testbed::start().await, Testbed::start().await);
    put(&first, &first.client(), "loan", "PROFILE").await;

    assert_eq!(first.snapshot().await.len(), 1);
    assert!(second.snapshot().await.is_empty());
    assert_eq!(second.meter().calls(), []);
}

#[tokio::test]
async fn a_snapshot_names_what_has_changed() {
    let testbed = Testbed::start().await;
    put(&testbed, &testbed.client(), "loan", "PROFILE").await;
    let before = testbed.snapshot().await;
    assert_eq!(testbed.snapshot().await, before);

    put(&testbed, &testbed.client(), "loan", "REMARK#1").await;

    let after = testbed.snapshot().await;
    assert_ne!(after, before);
    assert_eq!(after.changes_since(&before).len(), 1);
    assert!(after.changes_since(&before)[0].starts_with("+ loan REMARK#1"));
    assert!(before.changes_since(&after)[0].starts_with("- loan REMARK#1"));
    assert_eq!(after.with_sort_key("REMARK#").count(), 1);
    assert!(after.item("loan", "PROFILE").is_some());
}

#[tokio::test]
async fn a_long_history_is_written_uncounted() {
    let testbed = Testbed::start().await;
    testbed.put_raw((0..2000).map(|number| item("loan", &format!("PAYMENT#{number:06}"))).collect()).await;

    assert_eq!(testbed.meter().calls(), []);
    assert_eq!(testbed.snapshot().await.len(), 2000);
    assert_eq!(query(&testbed, "loan").await.len(), 2000);
}

#[tokio::test]
async fn an_item_expires_when_told() {
    let testbed = Testbed::start().await;
    let mut expiring = item("company", "REQUEST");
    expiring.insert("expires_at".to_owned(), AttributeValue::N("1000".to_owned()));
    testbed.put_raw(vec![expiring, item("loan", "PROFILE")]).await;

    assert_eq!(testbed.expire_until(999).await, 0);
    assert_eq!(testbed.expire_until(1001).await, 1);
    assert!(testbed.snapshot().await.item("loan", "PROFILE").is_some());
}
