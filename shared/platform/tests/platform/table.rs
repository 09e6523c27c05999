use domain::json::Json;
use platform::table::{
    Condition, FailedWrite, ITEM_BYTES_MAX, Item, Key, Order, TRANSACTION_WRITES_MAX, TableError, Write,
};
use testbed::Fault;

use crate::setting::Setting;

fn key(pk: &str, sk: &str) -> Key {
    Key { pk: pk.to_owned(), sk: sk.to_owned() }
}

fn item(pk: &str, sk: &str, version: u64) -> Item {
    Item::of(key(pk, sk), version, &Json::text("an entity")).expect("serializes")
}

fn put(item: Item, condition: Condition) -> Write {
    Write::Put { item, condition }
}

#[tokio::test]
async fn an_item_comes_back_as_it_was_written() {
    let setting = Setting::start().await;
    let entity = platform::http::body::parse(br#"{"amount":113000.50,"name":"x"}"#).expect("JSON");
    let item = Item::of(key("p", "s"), 7, &entity).expect("serializes").expiring(1_900_000_000);
    setting.put(item.clone()).await;
    let found = setting.table.get(&item.key).await.expect("read").expect("there");
    assert_eq!(found, item);
    assert!(found.read::<Json>().expect("an entity") == entity);
    assert_eq!(setting.table.get(&key("p", "other")).await.expect("read"), None);
}

#[tokio::test]
async fn one_key_is_one_get_and_many_are_one_batch() {
    let setting = Setting::start().await;
    let keys: Vec<_> = (0..100).map(|n| key("p", &format!("{n:03}"))).collect();
    for key in keys.iter().take(3) {
        setting.put(item(&key.pk, &key.sk, 1)).await;
    }
    setting.testbed.meter().reset();
    assert_eq!(setting.table.get_many(&keys).await.expect("read").len(), 3);
    assert_eq!(setting.testbed.meter().calls(), [("BatchGetItem", 1)]);
    setting.testbed.meter().reset();
    assert_eq!(setting.table.get_many(&keys[..1]).await.expect("read").len(), 1);
    assert_eq!(setting.testbed.meter().calls(), [("GetItem", 1)]);
    setting.testbed.meter().reset();
    assert_eq!(setting.table.get_many(&[]).await.expect("read"), []);
    assert_eq!(setting.testbed.meter().calls().total(), 0);
    let twice = [keys[0].clone(), keys[1].clone(), keys[0].clone()];
    assert_eq!(setting.table.get_many(&twice).await.expect("read").len(), 2);
    let many = vec![keys[0].clone(); 101];
    assert_eq!(setting.table.get_many(&many).await, Err(TableError::TooLarge));
}

#[tokio::test]
async fn a_query_reads_a_range_of_one_partition_in_either_order() {
    let setting = Setting::start().await;
    for sk in ["A", "B#1", "B#2", "B#3", "C"] {
        setting.put(item("p", sk, 1)).await;
        setting.put(item("q", sk, 1)).await;
    }
    setting.testbed.meter().reset();
    let page = setting.table.query("p", "B#1", "B#3", Order::Ascending).await.expect("read");
    let sort_keys: Vec<_> = page.items.iter().map(|item| item.key.sk.as_str()).collect();
    assert_eq!((sort_keys, page.more), (vec!["B#1", "B#2", "B#3"], false));
    assert!(page.items.iter().all(|item| item.key.pk == "p"));
    assert_eq!(setting.testbed.meter().calls(), [("Query", 1)]);
    let page = setting.table.query_at_most("p", "A", "C", Order::Descending, Some(2)).await.expect("read");
    let sort_keys: Vec<_> = page.items.iter().map(|item| item.key.sk.as_str()).collect();
    assert_eq!((sort_keys, page.more), (vec!["C", "B#3"], true));
}

#[tokio::test]
async fn a_condition_that_does_not_hold_loses_everything_and_shows_what_is_in_the_way() {
    let setting = Setting::start().await;
    setting.put(item("p", "there", 3)).await;
    let before = setting.testbed.snapshot().await;
    let lost = setting
        .table
        .transact(vec![
            put(item("p", "new", 1), Condition::Absent),
            put(item("p", "there", 1), Condition::Absent),
            put(item("p", "gone", 5), Condition::Version(4)),
        ])
        .await;
    let failed =
        vec![FailedWrite { index: 1, existing: Some(item("p", "there", 3)) }, FailedWrite { index: 2, existing: None }];
    assert_eq!(lost, Err(TableError::Lost { failed }));
    assert_eq!(setting.testbed.snapshot().await, before);
}

#[tokio::test]
async fn each_condition_holds_when_it_should() {
    let setting = Setting::start().await;
    setting.put(item("p", "s", 3)).await;
    setting.put(item("p", "expiring", 1).expiring(100)).await;
    let holds = async |key: Key, condition| setting.table.transact(vec![Write::Check { key, condition }]).await.is_ok();
    assert!(holds(key("p", "s"), Condition::Version(3)).await);
    assert!(!holds(key("p", "s"), Condition::Version(2)).await);
    assert!(!holds(key("p", "none"), Condition::Version(1)).await);
    assert!(holds(key("p", "s"), Condition::Exists).await);
    assert!(!holds(key("p", "none"), Condition::Exists).await);
    assert!(holds(key("p", "none"), Condition::Absent).await);
    assert!(!holds(key("p", "s"), Condition::Absent).await);
    assert!(holds(key("p", "none"), Condition::AbsentOrExpired { now: 0 }).await);
    assert!(!holds(key("p", "s"), Condition::AbsentOrExpired { now: 1_000 }).await, "it never expires");
    assert!(holds(key("p", "expiring"), Condition::AbsentOrExpired { now: 100 }).await);
    assert!(!holds(key("p", "expiring"), Condition::AbsentOrExpired { now: 99 }).await);
    let pointless = Write::Check { key: key("p", "s"), condition: Condition::None };
    assert!(matches!(setting.table.transact(vec![pointless]).await, Err(TableError::Refused { .. })));
}

#[tokio::test]
async fn an_item_is_deleted_under_its_condition() {
    let setting = Setting::start().await;
    setting.put(item("p", "s", 3)).await;
    let delete = |condition| vec![Write::Delete { key: key("p", "s"), condition }];
    assert!(matches!(setting.table.transact(delete(Condition::Version(2))).await, Err(TableError::Lost { .. })));
    setting.table.transact(delete(Condition::Version(3))).await.expect("deleted");
    assert_eq!(setting.table.get(&key("p", "s")).await.expect("read"), None);
}

#[tokio::test]
async fn a_counter_that_was_made_counts_and_goes_when_it_is_at_zero() {
    let setting = Setting::start().await;
    let counter = || key("p", "counter");
    let count = |by| vec![Write::Count { key: counter(), by }];
    let delete = || vec![Write::Delete { key: counter(), condition: Condition::Zero }];
    let lost = TableError::Lost { failed: vec![FailedWrite { index: 0, existing: None }] };
    assert_eq!(setting.table.transact(count(1)).await, Err(lost.clone()), "it was not made");
    assert_eq!(setting.table.transact(delete()).await, Err(lost.clone()));
    setting.table.transact(vec![Write::Add { key: counter(), by: 0 }]).await.expect("made");
    setting.table.transact(count(2)).await.expect("counted");
    assert_eq!(setting.table.transact(delete()).await, Err(lost.clone()), "it is at 2");
    setting.table.transact(count(-2)).await.expect("counted");
    assert_eq!(setting.table.counted(&[counter()]).await.expect("read")[&counter()], 0);
    setting.table.transact(delete()).await.expect("deleted");
    assert_eq!(setting.table.transact(count(1)).await, Err(lost));
}

#[tokio::test]
async fn what_is_beyond_a_limit_is_refused_before_it_is_sent() {
    let setting = Setting::start().await;
    let many = |n: usize| (0..n).map(|n| put(item("p", &n.to_string(), 1), Condition::None)).collect::<Vec<_>>();
    setting.testbed.meter().reset();
    assert_eq!(setting.table.transact(many(TRANSACTION_WRITES_MAX + 1)).await, Err(TableError::TooLarge));
    let large = |bytes: usize| Item::of(key("p", "large"), None, &Json::text("x".repeat(bytes))).expect("serializes");
    let too_large = put(large(ITEM_BYTES_MAX), Condition::None);
    assert_eq!(setting.table.transact(vec![too_large]).await, Err(TableError::TooLarge));
    assert_eq!(setting.testbed.meter().calls().total(), 0);
    setting.table.transact(many(TRANSACTION_WRITES_MAX)).await.expect("as many as there may be");
    setting
        .table
        .transact(vec![put(large(ITEM_BYTES_MAX - 200), Condition::None)])
        .await
        .expect("as large as it may be");
    assert_eq!(setting.table.transact(Vec::new()).await, Ok(()));
}

#[tokio::test]
async fn failures_are_sorted_by_what_can_be_done_about_them() {
    let setting = Setting::start().await;
    let write = || vec![put(item("p", "s", 1), Condition::None)];
    let failing = async |fault| {
        setting.testbed.fail_next(20, fault);
        let outcome = setting.table.transact(write()).await;
        setting.testbed.heal();
        outcome.expect_err("it fails")
    };
    assert_eq!(failing(Fault::Throttle).await, TableError::Throttled);
    assert_eq!(failing(Fault::TransactionThrottled).await, TableError::Throttled);
    assert_eq!(failing(Fault::TransactionConflict).await, TableError::Conflict);
    assert_eq!(failing(Fault::InternalServerError).await, TableError::Unavailable);
    assert_eq!(failing(Fault::ConnectionDrop).await, TableError::Unavailable);
    setting.testbed.fail_next(20, Fault::Throttle);
    assert_eq!(setting.table.get(&key("p", "s")).await, Err(TableError::Throttled));
}

#[tokio::test]
async fn a_lost_answer_is_retried_without_writing_twice() {
    let setting = Setting::start().await;
    setting.testbed.fail_next(1, Fault::AnswerLost);
    let outcome = setting.table.transact(vec![put(item("p", "s", 1), Condition::Absent)]).await;
    assert_eq!(outcome, Ok(()), "the second request carries the first one's token");
    assert_eq!(setting.testbed.meter().calls().tally("TransactWriteItems").requests, 2);
}

#[tokio::test]
async fn what_is_stored_and_is_no_entity_is_corrupt_and_not_shown() {
    let setting = Setting::start().await;
    setting
        .put(Item {
            key: key("p", "s"),
            version: None,
            expires_at: None,
            listed: None,
            clock: None,
            data: "{\"name\":\"Ram\"".to_owned(),
        })
        .await;
    let found = setting.table.get(&key("p", "s")).await.expect("read").expect("there");
    let error = found.read::<Json>().expect_err("no JSON");
    assert_eq!(error, TableError::Corrupt { key: key("p", "s") });
    assert!(!error.retryable());
    assert!(!format!("{error} {error:?} {found:?}").contains("Ram"));
}

#[tokio::test]
async fn a_transaction_cancelled_by_throttling_is_tried_again() {
    let setting = Setting::start().await;
    setting.testbed.fail_next(2, Fault::TransactionThrottled);
    setting.table.transact(vec![put(item("p", "s", 1), Condition::Absent)]).await.expect("written");
    assert_eq!(setting.testbed.meter().calls(), [("TransactWriteItems", 3)]);
}
