//! Reads: by key, by keys, by a range of one partition.

use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

use aws_sdk_dynamodb::types::{AttributeValue, KeysAndAttributes};

use rust_decimal::Decimal;

use super::Table;
use super::error::TableError;
use super::item::{COUNTED, Item, Key, PK, SK, key_attributes, key_of, number};

/// DynamoDB's limit on the keys of one batch.
pub const BATCH_KEYS_MAX: usize = 100;

/// Most pages of 1 MB that are read as one: more than the limits of anything that is read as a whole add up to.
pub const PAGES_MAX: usize = 32;

/// How often the keys that DynamoDB left unprocessed are asked for again.
const UNPROCESSED_RETRIES_MAX: u32 = 4;

/// The wait before the first of these, doubled for each that follows, in milliseconds.
const UNPROCESSED_BACKOFF_MS: u64 = 20;

/// The direction in which a range is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// From the least sort key.
    Ascending,
    /// From the greatest sort key.
    Descending,
}

/// What one query page holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// In the order asked for.
    pub items: Vec<Item>,
    /// Whether there is more in the range than the page holds (1 MB, or the limit asked for).
    pub more: bool,
}

impl Table {
    /// The item at a key.
    pub async fn get(&self, key: &Key) -> Result<Option<Item>, TableError> {
        let call = self.client.get_item().table_name(&self.name).consistent_read(true);
        let call = call.set_key(Some(key_attributes(key.clone())));
        let found = Box::pin(call.send()).await.map_err(|failure| TableError::of(&failure))?;
        found.item.map(Item::from_attributes).transpose()
    }

    /// The items at the keys, in no particular order, absent ones left out. At most [`BATCH_KEYS_MAX`] keys.
    pub async fn get_many(&self, keys: &[Key]) -> Result<Vec<Item>, TableError> {
        if let [key] = keys {
            return Ok(self.get(key).await?.into_iter().collect());
        }
        self.batches(keys).await?.into_iter().map(Item::from_attributes).collect()
    }

    /// What the counters at the keys are at, those left out that were never added to. At most [`BATCH_KEYS_MAX`] keys.
    pub async fn counted(&self, keys: &[Key]) -> Result<HashMap<Key, i64>, TableError> {
        let counter = |attributes: Attributes| {
            let key = key_of(&attributes)?;
            match number(&attributes, COUNTED) {
                Ok(Some(count)) => Ok((key, count)),
                _ => Err(TableError::Corrupt { key }),
            }
        };
        self.batches(keys).await?.into_iter().map(counter).collect()
    }

    /// The numbers that lie at the keys by their names, of those keys where there are some. At most [`BATCH_KEYS_MAX`] keys.
    pub async fn tallied(&self, keys: &[Key]) -> Result<HashMap<Key, BTreeMap<String, Decimal>>, TableError> {
        let tally = |attributes: Attributes| {
            let key = key_of(&attributes)?;
            let numbers = attributes.into_iter().filter(|(name, _)| name != PK && name != SK);
            let number = |(name, value): (String, AttributeValue)| Some((name, value.as_n().ok()?.parse().ok()?));
            let numbers: Option<BTreeMap<String, Decimal>> = numbers.map(number).collect();
            numbers.map(|numbers| (key.clone(), numbers)).ok_or(TableError::Corrupt { key })
        };
        self.batches(keys).await?.into_iter().map(tally).collect()
    }

    /// What lies at the keys, by one `BatchGetItem`, and more only for the keys that it left unprocessed.
    async fn batches(&self, keys: &[Key]) -> Result<Vec<Attributes>, TableError> {
        if keys.len() > BATCH_KEYS_MAX {
            return Err(TableError::TooLarge);
        }
        let mut asked = distinct(keys);
        let mut found = Vec::with_capacity(asked.len());
        for retry in 0..=UNPROCESSED_RETRIES_MAX {
            if asked.is_empty() {
                return Ok(found);
            }
            if retry > 0 {
                tokio::time::sleep(unprocessed_backoff(retry)).await;
            }
            asked = self.batch(asked, &mut found).await?;
        }
        if asked.is_empty() { Ok(found) } else { Err(TableError::Throttled) }
    }

    /// One `BatchGetItem`; yields the keys that are still to be asked for.
    async fn batch(&self, keys: Vec<Attributes>, found: &mut Vec<Attributes>) -> Result<Vec<Attributes>, TableError> {
        let keys = KeysAndAttributes::builder().set_keys(Some(keys)).consistent_read(true).build();
        let keys = keys.map_err(|_| TableError::refused("ConstructionFailure"))?;
        let call = self.client.batch_get_item().request_items(&self.name, keys);
        let answer = Box::pin(call.send()).await.map_err(|failure| TableError::of(&failure))?;
        found.extend(answer.responses.into_iter().flat_map(HashMap::into_values).flatten());
        Ok(answer.unprocessed_keys.into_iter().flat_map(HashMap::into_values).flat_map(|left| left.keys).collect())
    }

    /// One page of the items of a partition whose sort keys lie between `from` and `to`, both included.
    pub async fn query(&self, pk: &str, from: &str, to: &str, order: Order) -> Result<Page, TableError> {
        self.query_at_most(pk, from, to, order, None).await
    }

    /// As [`Table::query`], with at most `limit` items.
    pub async fn query_at_most(
        &self,
        pk: &str,
        from: &str,
        to: &str,
        order: Order,
        limit: Option<i32>,
    ) -> Result<Page, TableError> {
        let range = Range { index: None, partition: (PK, pk), sort: (SK, from, to) };
        let (found, more) = self.query_range(range, order, limit).await?;
        let items = found.into_iter().map(Item::from_attributes).collect::<Result<_, _>>()?;
        Ok(Page { items, more })
    }

    /// All items of a range of a partition, from the least sort key: one `Query` for each MB of them. Fails with [`TableError::TooLarge`]
    /// where they are more than [`PAGES_MAX`] MB.
    pub async fn query_all(&self, pk: &str, (mut from, to): (String, String)) -> Result<Vec<Item>, TableError> {
        let mut items = Vec::new();
        for _ in 0..PAGES_MAX {
            let page = self.query(pk, &from, &to, Order::Ascending).await?;
            let last = page.items.last().map(|item| item.key.sk.clone());
            items.extend(page.items);
            match last.filter(|_| page.more) {
                // No text lies between a text and the same text followed by U+0000.
                Some(last) => from = format!("{last}\0"),
                None => return Ok(items),
            }
        }
        Err(TableError::TooLarge)
    }

    /// One `Query` page of the table or of an index, which is never consistent.
    pub(super) async fn query_range(
        &self,
        Range { index, partition, sort: (by, from, to) }: Range<'_>,
        order: Order,
        limit: Option<i32>,
    ) -> Result<(Vec<HashMap<String, AttributeValue>>, bool), TableError> {
        let text = |text: &str| AttributeValue::S(text.to_owned());
        let call = self
            .client
            .query()
            .table_name(&self.name)
            .set_index_name(index.map(str::to_owned))
            .consistent_read(index.is_none())
            .key_condition_expression(format!("{} = :partition AND {by} BETWEEN :from AND :to", partition.0))
            .expression_attribute_values(":partition", text(partition.1))
            .expression_attribute_values(":from", text(from))
            .expression_attribute_values(":to", text(to))
            .scan_index_forward(order == Order::Ascending)
            .set_limit(limit);
        let answer = Box::pin(call.send()).await.map_err(|failure| TableError::of(&failure))?;
        let more = answer.last_evaluated_key.is_some_and(|key| !key.is_empty());
        Ok((answer.items.unwrap_or_default(), more))
    }
}

/// A range of one partition of the table or of an index: the names of its attributes, and their values.
pub(super) struct Range<'a> {
    pub index: Option<&'static str>,
    pub partition: (&'static str, &'a str),
    pub sort: (&'static str, &'a str, &'a str),
}

/// A key, or a whole item, as the SDK has it.
type Attributes = HashMap<String, AttributeValue>;

/// DynamoDB refuses a batch that names a key twice.
fn distinct(keys: &[Key]) -> Vec<Attributes> {
    let mut seen = std::collections::HashSet::new();
    keys.iter().filter(|key| seen.insert(*key)).cloned().map(key_attributes).collect()
}

fn unprocessed_backoff(retry: u32) -> Duration {
    let doubled = UNPROCESSED_BACKOFF_MS.saturating_mul(1 << retry.min(UNPROCESSED_RETRIES_MAX));
    Duration::from_millis(doubled / 2)
}
