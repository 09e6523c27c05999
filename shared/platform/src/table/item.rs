//! An item: its key, what DynamoDB itself must see of it, and the entity as JSON text.

use std::collections::HashMap;
use std::fmt;

use aws_sdk_dynamodb::types::AttributeValue;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::error::TableError;
use super::index::{ClockEntry, ListEntry};

/// DynamoDB's limit on an item, names and values together, in bytes.
pub const ITEM_BYTES_MAX: usize = 400 * 1024;

pub(super) const PK: &str = "pk";
pub(super) const SK: &str = "sk";
pub(super) const VERSION: &str = "version";
pub(super) const EXPIRES_AT: &str = "expires_at";
pub(super) const DATA: &str = "data";
/// The one attribute of a counter.
pub(super) const COUNTED: &str = "counted";

/// More than the names of all attributes and the digits of both numbers.
const ITEM_OVERHEAD_BYTES: usize = 100;

/// Where an item lies. Only [`crate::keys`] makes one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// Partition key.
    pub pk: String,
    /// Sort key.
    pub sk: String,
}

/// One entity as it is stored.
#[derive(Clone, PartialEq, Eq)]
pub struct Item {
    /// Where it lies.
    pub key: Key,
    /// Counts its writes, where it is an aggregate whose writers race.
    pub version: Option<u64>,
    /// Unix seconds after which DynamoDB may delete it. It does so lazily: readers compare for themselves.
    pub expires_at: Option<i64>,
    /// Where it stands in a list, if it is in one.
    pub listed: Option<ListEntry>,
    /// When something is to happen to it, if anything is.
    pub clock: Option<ClockEntry>,
    /// The entity as JSON text.
    pub data: String,
}

impl Item {
    /// An entity at a key, without expiry. [`TableError::Refused`] when the entity has no JSON form.
    pub fn of<T: Serialize>(key: Key, version: impl Into<Option<u64>>, entity: &T) -> Result<Self, TableError> {
        let data =
            serde_json::to_string(entity).map_err(|_| TableError::Refused { code: "NotSerializable".to_owned() })?;
        Ok(Self { key, version: version.into(), expires_at: None, listed: None, clock: None, data })
    }

    /// The same item, in a list.
    #[must_use]
    pub fn listed(mut self, entry: ListEntry) -> Self {
        self.listed = Some(entry);
        self
    }

    /// The same item, to be found when its time has come; not any more where there is none.
    #[must_use]
    pub fn due(mut self, entry: Option<ClockEntry>) -> Self {
        self.clock = entry;
        self
    }

    /// The same item, to be deleted after that many unix seconds.
    #[must_use]
    pub fn expiring(mut self, unix_seconds: i64) -> Self {
        self.expires_at = Some(unix_seconds);
        self
    }

    /// The entity. [`TableError::Corrupt`] when the stored text is not one.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, TableError> {
        serde_json::from_str(&self.data).map_err(|_| TableError::Corrupt { key: self.key.clone() })
    }

    /// Whether its time is over at that moment, deleted or not.
    pub fn is_expired(&self, now_unix_seconds: i64) -> bool {
        self.expires_at.is_some_and(|expires_at| expires_at <= now_unix_seconds)
    }

    /// At least its size by DynamoDB's rules, in bytes.
    pub(super) fn size_bytes(&self) -> usize {
        ITEM_OVERHEAD_BYTES
            .saturating_add(self.key.pk.len())
            .saturating_add(self.key.sk.len())
            .saturating_add(self.data.len())
            .saturating_add(self.listed.as_ref().map_or(0, ListEntry::size_bytes))
            .saturating_add(self.clock.as_ref().map_or(0, ClockEntry::size_bytes))
    }

    pub(super) fn into_attributes(self) -> HashMap<String, AttributeValue> {
        let mut attributes = key_attributes(self.key);
        attributes.insert(DATA.to_owned(), AttributeValue::S(self.data));
        if let Some(version) = self.version {
            attributes.insert(VERSION.to_owned(), AttributeValue::N(version.to_string()));
        }
        if let Some(expires_at) = self.expires_at {
            attributes.insert(EXPIRES_AT.to_owned(), AttributeValue::N(expires_at.to_string()));
        }
        attributes.extend(self.listed.into_iter().flat_map(ListEntry::into_attributes));
        attributes.extend(self.clock.into_iter().flat_map(ClockEntry::into_attributes));
        attributes
    }

    pub(super) fn from_attributes(mut attributes: HashMap<String, AttributeValue>) -> Result<Self, TableError> {
        let key = key_of(&attributes)?;
        let (listed, clock) = (ListEntry::of(&attributes), ClockEntry::of(&attributes));
        let Some(AttributeValue::S(data)) = attributes.remove(DATA) else { return Err(TableError::Corrupt { key }) };
        let (Ok(version), Ok(expires_at)) = (number(&attributes, VERSION), number(&attributes, EXPIRES_AT)) else {
            return Err(TableError::Corrupt { key });
        };
        Ok(Self { key, version, expires_at, listed, clock, data })
    }
}

pub(super) fn key_attributes(key: Key) -> HashMap<String, AttributeValue> {
    HashMap::from([(PK.to_owned(), AttributeValue::S(key.pk)), (SK.to_owned(), AttributeValue::S(key.sk))])
}

/// The key among an item's attributes.
pub(super) fn key_of(attributes: &HashMap<String, AttributeValue>) -> Result<Key, TableError> {
    let part = |name: &str| attributes.get(name).and_then(|value| value.as_s().ok()).cloned();
    let unknown = || TableError::Corrupt { key: Key { pk: String::new(), sk: String::new() } };
    let key = part(PK).zip(part(SK)).map(|(pk, sk)| Key { pk, sk });
    key.ok_or_else(unknown)
}

/// An optional number; an error where the attribute is there and is not one.
pub(super) fn number<N: std::str::FromStr>(
    attributes: &HashMap<String, AttributeValue>,
    name: &str,
) -> Result<Option<N>, ()> {
    let Some(value) = attributes.get(name) else { return Ok(None) };
    let text = value.as_n().map_err(|_| ())?;
    text.parse().map(Some).map_err(|_| ())
}

/// Leaves the entity out: it holds people's data.
impl fmt::Debug for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Item")
            .field("key", &self.key)
            .field("version", &self.version)
            .field("expires_at", &self.expires_at)
            .field("listed", &self.listed.is_some())
            .field("clock", &self.clock)
            .field("data_bytes", &self.data.len())
            .finish()
    }
}
