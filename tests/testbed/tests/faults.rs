//! What a testbed makes fail, as the code under test sees it.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails, also in what its tests share")]

use aws_sdk_dynamodb::{
    error::{ProvideErrorMetadata, SdkError},
    operation::{put_item::PutItemError, transact_write_items::TransactWriteItemsError},
    types::{AttributeValue, ConditionCheck, Put, TransactWriteItem, builders::TransactWriteItemBuilder},
};
use testbed::{Fault, Item, Testbed};

fn loan() -> Item {
    ["pk", "sk"].map(|key| (key.to_owned(), AttributeValue::S("loan".to_owned()))).into()
}

async fn put(testbed: &Testbed) -> Result<(), SdkError<PutItemError>> {
    testbed.client().put_item().table_name(testbed.table_name()).set_item(Some(loan())).send().await.map(drop)
}

async fn get(testbed: &Testbed) -> Option<Item> {
    testbed.client().get_item().table_name(testbed.table_name()).set_key(Some(loan())).send().await.unwrap().item
}

/// Writes one item and checks that another is absent.
async fn transact(testbed: &Testbed) -> Result<(), TransactWriteItemsError> {
    let elsewhere = ["pk", "sk"].map(|key| (key.to_owned(), AttributeValue::S("elsewhere".to_owned())));
    let put = Put::builder().table_name(testbed.table_name()).set_item(Some(loan())).build().unwrap();
    let check = ConditionCheck::builder().table_name(testbed.table_name()).set_key(Some(elsewhere.into()));
    let check = check.condition_expression("attribute_not_exists(pk)").build().unwrap();
    let items = [TransactWriteItem::builder().put(put), TransactWriteItem::builder().condition_check(check)];
    let request = testbed.client().transact_write_items();
    let request = request.set_transact_items(Some(items.map(TransactWriteItemBuilder::build).into()));
    request.send().await.map(drop).map_err(SdkError::into_service_error)
}

#[tokio::test]
async fn one_throttled_request_is_retried_unseen() {
    let testbed = Testbed::start().await;
    testbed.fail_next(1, Fault::Throttle);

    put(&testbed).await.unwrap();

    let calls = testbed.meter().calls();
    assert_eq!((calls.of("PutItem"), calls.requests()), (1, 2));
    assert_eq!(testbed.snapshot().await.len(), 1);
}

#[tokio::test]
async fn lasting_throttling_reaches_the_caller() {
    let testbed = Testbed::start().await;
    testbed.fail_next(20, Fault::Throttle);

    let error = put(&testbed).await.unwrap_err();

    assert_eq!(error.code(), Some("ProvisionedThroughputExceededException"));
    assert!(testbed.snapshot().await.is_empty());
    assert!(testbed.faults_left() > 0);
    testbed.heal();
    put(&testbed).await.unwrap();
}

#[tokio::test]
async fn a_conflict_cancels_a_transaction_and_lets_reads_pass() {
    let testbed = Testbed::start().await;
    testbed.fail_next(1, Fault::TransactionConflict);

    assert_eq!(get(&testbed).await, None);
    let error = transact(&testbed).await.unwrap_err();

    let TransactWriteItemsError::TransactionCanceledException(cancelled) = error else { panic!("{error}") };
    let codes: Vec<_> = cancelled.cancellation_reasons().iter().filter_map(|reason| reason.code()).collect();
    assert_eq!(codes, ["TransactionConflict", "None"]);
    assert!(testbed.snapshot().await.is_empty());
    assert_eq!(testbed.meter().calls(), [("GetItem", 1), ("TransactWriteItems", 1)]);
    transact(&testbed).await.unwrap();
}

#[tokio::test]
async fn a_throttled_transaction_is_cancelled() {
    let testbed = Testbed::start().await;
    testbed.fail_next(1, Fault::TransactionThrottled);

    put(&testbed).await.unwrap();
    let error = transact(&testbed).await.unwrap_err();

    let TransactWriteItemsError::TransactionCanceledException(cancelled) = error else { panic!("{error}") };
    assert_eq!(cancelled.cancellation_reasons()[0].code(), Some("ThrottlingError"));
}

#[tokio::test]
async fn a_conflict_refuses_a_single_write() {
    let testbed = Testbed::start().await;
    testbed.fail_next(20, Fault::TransactionConflict);
    assert_eq!(put(&testbed).await.unwrap_err().code(), Some("TransactionConflictException"));
}

#[tokio::test]
async fn a_lost_answer_leaves_the_change_made_once() {
    let testbed = Testbed::start().await;
    testbed.fail_next(1, Fault::AnswerLost);

    transact(&testbed).await.unwrap();

    assert_eq!(testbed.meter().calls().requests(), 2);
    assert_eq!(testbed.snapshot().await.len(), 1);
}

#[tokio::test]
async fn a_dropped_connection_changes_nothing() {
    let testbed = Testbed::start().await;
    testbed.fail_next(20, Fault::ConnectionDrop);

    assert!(matches!(put(&testbed).await, Err(SdkError::DispatchFailure(_))));

    assert!(testbed.snapshot().await.is_empty());
}

#[tokio::test]
async fn an_inner_error_is_retried_unseen() {
    let testbed = Testbed::start().await;
    testbed.fail_next(1, Fault::InternalServerError);
    put(&testbed).await.unwrap();
    assert_eq!(testbed.meter().calls().requests(), 2);
}
