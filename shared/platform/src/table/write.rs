//! What a transaction does to one item, and under which condition.

use std::collections::BTreeMap;

use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_dynamodb::types::{
    AttributeValue, ConditionCheck, Delete, Put, ReturnValuesOnConditionCheckFailure, TransactWriteItem, Update,
};
use aws_smithy_runtime_api::http::Response;
use rust_decimal::Decimal;

use super::Table;
use super::error::{FailedWrite, TableError};
use super::index::{AT, ClockEntry, DueItem};
use super::item::{COUNTED, EXPIRES_AT, ITEM_BYTES_MAX, Item, Key, PK, VERSION, key_attributes};

/// What must hold of the item at the key, as it is when the transaction commits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Condition {
    /// Nothing.
    None,
    /// There is no item.
    Absent,
    /// There is an item with this version.
    Version(u64),
    /// There is no item, or its time is over although it has not been deleted yet.
    AbsentOrExpired {
        /// Unix seconds.
        now: i64,
    },
    /// There is an item.
    Exists,
    /// There is a counter, and it is at 0: for deletions of counters alone.
    Zero,
}

/// More than the digits of a number.
const NUMBER_BYTES_MAX: usize = 40;

/// One part of a transaction. A transaction has at most one part for each key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Write {
    /// Stores the item, in place of any that is there.
    Put {
        /// What is stored.
        item: Item,
        /// What must hold of the item in whose place it comes.
        condition: Condition,
    },
    /// Writes nothing, but holds the transaction to a condition.
    Check {
        /// Where to look.
        key: Key,
        /// What must hold; [`Condition::None`] is refused as pointless.
        condition: Condition,
    },
    /// Deletes the item, if there is one.
    Delete {
        /// Where it lies.
        key: Key,
        /// What must hold.
        condition: Condition,
    },
    /// Adds to a counter, which is at 0 where there is none. Whoever else adds at the same time, nothing is lost.
    Add {
        /// Where the counter lies. Nothing else does.
        key: Key,
        /// How much; less than nothing takes away.
        by: i64,
    },
    /// Adds to a counter that has been made, by adding 0 to it, and has not been deleted.
    Count {
        /// Where the counter lies.
        key: Key,
        /// How much; less than nothing takes away.
        by: i64,
    },
    /// Adds to several numbers that lie together, each of which is at 0 where there is none.
    Tally {
        /// Where they lie. Nothing else does.
        key: Key,
        /// How much, by their names; less than nothing takes away.
        by: BTreeMap<String, Decimal>,
    },
}

impl Write {
    /// The key that it touches.
    pub fn key(&self) -> &Key {
        match self {
            Self::Put { item, .. } => &item.key,
            Self::Check { key, .. }
            | Self::Delete { key, .. }
            | Self::Add { key, .. }
            | Self::Count { key, .. }
            | Self::Tally { key, .. } => key,
        }
    }

    /// What it adds to the transaction's size, in bytes.
    pub(super) fn size_bytes(&self) -> usize {
        match self {
            Self::Put { item, .. } => item.size_bytes(),
            Self::Check { key, .. } | Self::Delete { key, .. } | Self::Add { key, .. } | Self::Count { key, .. } => {
                key.pk.len().saturating_add(key.sk.len())
            }
            Self::Tally { key, by } => {
                let numbers = by.len().saturating_mul(NUMBER_BYTES_MAX);
                by.keys().map(String::len).fold(numbers, usize::saturating_add).saturating_add(key.pk.len())
            }
        }
    }

    pub(super) fn into_sdk(self, table: &str) -> Result<TransactWriteItem, TableError> {
        match self {
            Self::Put { item, condition } => put(table, item, condition),
            Self::Check { key, condition } => check(table, key, condition),
            Self::Delete { key, condition } => delete(table, key, condition),
            Self::Add { key, by } => add(table, key, by, None),
            Self::Count { key, by } => add(table, key, by, Condition::Exists.expression()),
            Self::Tally { key, by } => tally(table, key, by),
        }
    }
}

/// A condition in DynamoDB's language: the expression and the value its placeholder stands for.
struct Expression {
    text: String,
    value: Option<AttributeValue>,
}

/// The placeholder of the one value an expression may need.
const VALUE: &str = ":value";

impl Condition {
    fn expression(self) -> Option<Expression> {
        let number = |number: String| Some(AttributeValue::N(number));
        match self {
            Self::None => None,
            Self::Absent => Some(Expression { text: format!("attribute_not_exists({PK})"), value: None }),
            Self::Exists => Some(Expression { text: format!("attribute_exists({PK})"), value: None }),
            Self::Version(version) => {
                Some(Expression { text: format!("{VERSION} = {VALUE}"), value: number(version.to_string()) })
            }
            Self::Zero => Some(Expression { text: format!("{COUNTED} = {VALUE}"), value: number("0".to_owned()) }),
            Self::AbsentOrExpired { now } => Some(Expression {
                text: format!("attribute_not_exists({PK}) OR {EXPIRES_AT} <= {VALUE}"),
                value: number(now.to_string()),
            }),
        }
    }
}

impl Table {
    /// Stores one item, if a condition holds, by one `PutItem`: half the price of a transaction. Where the SDK has tried again after a lost answer,
    /// the condition may have failed because of this very write.
    pub async fn put(&self, item: Item, condition: Condition) -> Result<(), TableError> {
        if item.size_bytes() > ITEM_BYTES_MAX {
            return Err(TableError::TooLarge);
        }
        let mut call = self.client.put_item().table_name(&self.name).set_item(Some(item.into_attributes()));
        if let Some(Expression { text, value }) = condition.expression() {
            call = call.condition_expression(text);
            call = value.into_iter().fold(call, |call, value| call.expression_attribute_values(VALUE, value));
        }
        Box::pin(call.send()).await.map(|_| ()).map_err(|failure| lost_or(&failure))
    }

    /// Moves what is due to a later time, unless its time has changed since it was found; whether it has been moved.
    pub async fn postpone(&self, due: DueItem, to: ClockEntry) -> Result<bool, TableError> {
        let text = AttributeValue::S;
        let call = self.client.update_item().table_name(&self.name).set_key(Some(key_attributes(due.key)));
        let call = call.update_expression(format!("SET {AT} = :to")).condition_expression(format!("{AT} = :from"));
        let call = call.expression_attribute_values(":to", text(to.at));
        let call = call.expression_attribute_values(":from", text(due.entry.at));
        match Box::pin(call.send()).await.map_err(|failure| lost_or(&failure)) {
            Ok(_) => Ok(true),
            Err(TableError::Lost { .. }) => Ok(false),
            Err(error) => Err(error),
        }
    }
}

/// A condition of a single write that did not hold, or any other failure.
fn lost_or<E: ProvideErrorMetadata>(failure: &SdkError<E, Response>) -> TableError {
    match failure.code() {
        Some("ConditionalCheckFailedException") => {
            TableError::Lost { failed: vec![FailedWrite { index: 0, existing: None }] }
        }
        _ => TableError::of(failure),
    }
}

fn put(table: &str, item: Item, condition: Condition) -> Result<TransactWriteItem, TableError> {
    let mut put = Put::builder().set_item(Some(item.into_attributes()));
    if let Some(Expression { text, value }) = condition.expression() {
        put = put.condition_expression(text).return_values_on_condition_check_failure(old());
        put = value.into_iter().fold(put, |put, value| put.expression_attribute_values(VALUE, value));
    }
    built(put.table_name(table).build()).map(|put| TransactWriteItem::builder().put(put).build())
}

fn check(table: &str, key: Key, condition: Condition) -> Result<TransactWriteItem, TableError> {
    let Some(Expression { text, value }) = condition.expression() else {
        return Err(TableError::refused("CheckWithoutCondition"));
    };
    let mut check = ConditionCheck::builder().set_key(Some(key_attributes(key)));
    check = check.condition_expression(text).return_values_on_condition_check_failure(old());
    check = value.into_iter().fold(check, |check, value| check.expression_attribute_values(VALUE, value));
    built(check.table_name(table).build()).map(|check| TransactWriteItem::builder().condition_check(check).build())
}

fn delete(table: &str, key: Key, condition: Condition) -> Result<TransactWriteItem, TableError> {
    let mut delete = Delete::builder().set_key(Some(key_attributes(key)));
    if let Some(Expression { text, value }) = condition.expression() {
        delete = delete.condition_expression(text);
        // A counter is no item that could come back.
        if condition != Condition::Zero {
            delete = delete.return_values_on_condition_check_failure(old());
        }
        delete = value.into_iter().fold(delete, |delete, value| delete.expression_attribute_values(VALUE, value));
    }
    built(delete.table_name(table).build()).map(|delete| TransactWriteItem::builder().delete(delete).build())
}

fn add(table: &str, key: Key, by: i64, condition: Option<Expression>) -> Result<TransactWriteItem, TableError> {
    let update =
        Update::builder().set_key(Some(key_attributes(key))).update_expression(format!("ADD {COUNTED} {VALUE}"));
    let update = update.expression_attribute_values(VALUE, AttributeValue::N(by.to_string()));
    let update = update.set_condition_expression(condition.map(|condition| condition.text));
    built(update.table_name(table).build()).map(|update| TransactWriteItem::builder().update(update).build())
}

fn tally(table: &str, key: Key, by: BTreeMap<String, Decimal>) -> Result<TransactWriteItem, TableError> {
    let placed: Vec<_> = by.into_iter().enumerate().collect();
    let additions: Vec<String> = placed.iter().map(|(place, _)| format!("#n{place} :n{place}")).collect();
    let update =
        Update::builder().set_key(Some(key_attributes(key))).update_expression(format!("ADD {}", additions.join(", ")));
    let update = placed.into_iter().fold(update, |update, (place, (name, number))| {
        let number = AttributeValue::N(number.normalize().to_string());
        update
            .expression_attribute_names(format!("#n{place}"), name)
            .expression_attribute_values(format!(":n{place}"), number)
    });
    built(update.table_name(table).build()).map(|update| TransactWriteItem::builder().update(update).build())
}

/// The item in the way comes back with the refusal, which saves the read that would look for it.
fn old() -> ReturnValuesOnConditionCheckFailure {
    ReturnValuesOnConditionCheckFailure::AllOld
}

fn built<T, E>(part: Result<T, E>) -> Result<T, TableError> {
    part.map_err(|_| TableError::refused("ConstructionFailure"))
}
