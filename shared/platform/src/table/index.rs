//! The two indexes: lists of a company's things, and the clock of what is to happen to them.
//!
//! Both are sparse: an item that names no place in one is not in it. They are read a moment behind the table, so a reader of
//! the clock reads the item itself before it acts, and a list may miss what was written within the last second.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;

use super::Table;
use super::error::TableError;
use super::item::{Item, Key, key_of};
use super::read::{Order, Page, Range};

/// The index of lists, with whole items.
const LISTING: &str = "listing";
/// The index of what is to happen, with keys alone.
const CLOCK: &str = "clock";

const LIST: &str = "gsi1pk";
const PLACE: &str = "gsi1sk";
const SHARD: &str = "clock_shard";
pub(super) const AT: &str = "clock_at";

/// The place of an item in a list. Only [`crate::keys`] makes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListEntry {
    /// Which list it is.
    pub list: String,
    /// What it is sorted by there; no other item of the list has the same.
    pub place: String,
}

/// When something is to happen to an item. Only [`crate::keys`] makes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClockEntry {
    /// The part of the clock that it is in.
    pub shard: String,
    /// The moment, in a form whose text order is the order in time, made unique.
    pub at: String,
}

/// What one page of the clock holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// What is due, the earliest first.
    pub items: Vec<DueItem>,
    /// Whether there is more.
    pub more: bool,
}

/// Something that is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueItem {
    /// Where it lies.
    pub key: Key,
    /// Its entry, by which the next page begins.
    pub entry: ClockEntry,
}

impl ListEntry {
    pub(super) fn size_bytes(&self) -> usize {
        self.list.len().saturating_add(self.place.len())
    }

    pub(super) fn into_attributes(self) -> [(String, AttributeValue); 2] {
        [(LIST.to_owned(), AttributeValue::S(self.list)), (PLACE.to_owned(), AttributeValue::S(self.place))]
    }

    pub(super) fn of(attributes: &HashMap<String, AttributeValue>) -> Option<Self> {
        Some(Self { list: text(attributes, LIST)?, place: text(attributes, PLACE)? })
    }
}

impl ClockEntry {
    pub(super) fn size_bytes(&self) -> usize {
        self.shard.len().saturating_add(self.at.len())
    }

    pub(super) fn into_attributes(self) -> [(String, AttributeValue); 2] {
        [(SHARD.to_owned(), AttributeValue::S(self.shard)), (AT.to_owned(), AttributeValue::S(self.at))]
    }

    pub(super) fn of(attributes: &HashMap<String, AttributeValue>) -> Option<Self> {
        Some(Self { shard: text(attributes, SHARD)?, at: text(attributes, AT)? })
    }
}

fn text(attributes: &HashMap<String, AttributeValue>, name: &str) -> Option<String> {
    attributes.get(name)?.as_s().ok().cloned()
}

impl Table {
    /// One page of a list, of at most `limit` items whose places lie between `from` and `to`, both included.
    pub async fn list(
        &self,
        list: &str,
        (from, to): (&str, &str),
        order: Order,
        limit: Option<i32>,
    ) -> Result<Page, TableError> {
        let range = Range { index: Some(LISTING), partition: (LIST, list), sort: (PLACE, from, to) };
        let (found, more) = self.query_range(range, order, limit).await?;
        let items = found.into_iter().map(Item::from_attributes).collect::<Result<_, _>>()?;
        Ok(Page { items, more })
    }

    /// One page of what is due in a shard of the clock, from one entry to another, both included.
    pub async fn due(&self, shard: &str, (from, to): (&str, &str), limit: i32) -> Result<Due, TableError> {
        let range = Range { index: Some(CLOCK), partition: (SHARD, shard), sort: (AT, from, to) };
        let (found, more) = self.query_range(range, Order::Ascending, Some(limit)).await?;
        let item = |attributes: HashMap<String, AttributeValue>| {
            let key = key_of(&attributes)?;
            let entry = ClockEntry::of(&attributes).ok_or_else(|| TableError::Corrupt { key: key.clone() })?;
            Ok(DueItem { key, entry })
        };
        Ok(Due { items: found.into_iter().map(item).collect::<Result<_, TableError>>()?, more })
    }
}
