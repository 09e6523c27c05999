//! Deliveries: made once for each event and endpoint, tried under a version, listed by endpoint.

use std::cmp::Reverse;

use domain::moment::Moment;
use domain::webhook::catalogue::EventKind;
use domain::webhook::delivery::Delivery;
use futures_util::future::try_join_all;

use super::merge::{Merged, Source, merge};
use crate::event::{EVENT_SECONDS, Event};
use crate::keys::webhook as keys;
use crate::queue::DELAY_SECONDS_MAX;
use crate::table::{ClockEntry, Condition, Item, Key, Order, Page, Table, TableError, Write};

/// How long a delivery is kept, in seconds: as long as an event.
pub const DELIVERY_SECONDS: i64 = EVENT_SECONDS;
/// So long after its message should have come, the clock looks after a delivery, in microseconds: 3 minutes. Longer than a claim holds.
const GRACE_MICROS: i64 = 180 * 1_000_000;
const SECOND: i64 = 1_000_000;

/// A delivery as a change finds it.
#[derive(Debug, Clone)]
pub struct KnownDelivery {
    /// The delivery.
    pub delivery: Delivery,
    key: Key,
    version: u64,
    clock: Option<ClockEntry>,
}

impl KnownDelivery {
    /// As an item has it.
    pub fn of(item: &Item) -> Result<Self, TableError> {
        let version = item.version.ok_or_else(|| TableError::Corrupt { key: item.key.clone() })?;
        Ok(Self { delivery: item.read()?, key: item.key.clone(), version, clock: item.clock.clone() })
    }

    /// The delivery as it is now, in place of the one that was read. Of who is slower, [`TableError::Lost`].
    pub async fn store(&mut self, table: &Table, now: Moment) -> Result<(), TableError> {
        let (item, condition) = self.changed(now)?;
        let (clock, version) = (item.clock.clone(), item.version.unwrap_or_default());
        table.put(item, condition).await?;
        (self.clock, self.version) = (clock, version);
        Ok(())
    }

    /// The same as a part of a transaction.
    pub fn write(&self, now: Moment) -> Result<Write, TableError> {
        let (item, condition) = self.changed(now)?;
        Ok(Write::Put { item, condition })
    }

    fn changed(&self, now: Moment) -> Result<(Item, Condition), TableError> {
        let version = self.version.saturating_add(1);
        let mut item = item(self.key.clone(), version, &self.delivery, now)?;
        // An entry that is late enough stays: what does not change in the index is not written to it.
        if let (Some(known), Some(wanted)) = (&self.clock, &item.clock)
            && known.at >= keys::clock(&self.key, self.delivery.next_attempt.unwrap_or(now)).at
            && known.at <= wanted.at
        {
            item.clock = Some(known.clone());
        }
        Ok((item, Condition::Version(self.version)))
    }
}

/// The delivery of an event to an endpoint, which is new.
pub fn made(
    company_id: &str,
    endpoint_id: &str,
    (event, kind): (&Event, &EventKind),
    now: Moment,
) -> Result<Item, TableError> {
    let id = keys::delivery_id(event.ulid(), endpoint_id);
    let key = keys::delivery(company_id, &id).ok_or_else(|| TableError::refused("NoDeliveryId"))?;
    let body = domain::webhook::body::body(kind, &event.id, event.at, &event.data);
    item(key, 1, &Delivery::new(id, endpoint_id, (&event.id, kind.name), body, now), now)
}

fn item(key: Key, version: u64, delivery: &Delivery, now: Moment) -> Result<Item, TableError> {
    let gone = delivery.created.seconds().max(now.seconds()).saturating_add(DELIVERY_SECONDS);
    let entry = delivery.next_attempt.map(|at| keys::clock(&key, looked_after(at, now)));
    Ok(Item::of(key, version, delivery)?.expiring(gone).due(entry))
}

/// When the clock finds it: at its time, where no queue keeps a message back for so long; some time after, where a message comes first.
fn looked_after(next_attempt: Moment, now: Moment) -> Moment {
    let by_queue = now.later(i64::from(DELAY_SECONDS_MAX).saturating_mul(SECOND));
    if next_attempt <= by_queue { next_attempt.later(GRACE_MICROS) } else { next_attempt }
}

/// A delivery by its id.
pub async fn find(table: &Table, company_id: &str, delivery_id: &str) -> Result<Option<KnownDelivery>, TableError> {
    let Some(key) = keys::delivery(company_id, delivery_id) else { return Ok(None) };
    table.get(&key).await?.as_ref().map(KnownDelivery::of).transpose()
}

/// Which deliveries are asked for. The latest events come first.
#[derive(Debug, Clone, Copy)]
pub struct DeliveriesAsked<'a> {
    /// Of these endpoints.
    pub endpoint_ids: &'a [String],
    /// Of events from this ULID on.
    pub from: Option<&'a str>,
    /// Of events up to this ULID.
    pub to: Option<&'a str>,
    /// After the delivery of this id.
    pub after: Option<&'a str>,
    /// At most so many.
    pub limit: usize,
    /// How many are looked at of each endpoint.
    pub looked_at: usize,
}

/// A place in the list: the ULID of the event, the latest first, and the endpoint.
type Place = (Reverse<String>, String);

/// A page of deliveries of which something is wanted; the next begins after the id that comes with it. One `Query` for each endpoint, at once.
pub async fn deliveries(
    table: &Table,
    company_id: &str,
    asked: DeliveriesAsked<'_>,
    wanted: impl Fn(&Delivery) -> bool,
) -> Result<Merged<String, KnownDelivery>, TableError> {
    let after = asked.after.and_then(keys::of_delivery).map(|(ulid, endpoint)| (Reverse(ulid.to_owned()), endpoint));
    let to = after.as_ref().map_or(asked.to, |(ulid, _)| Some(ulid.0.as_str()));
    let (from, to) = keys::deliveries(asked.from, to);
    // The one after which the page begins can be among them.
    let limit = i32::try_from(asked.looked_at.saturating_add(1)).unwrap_or(i32::MAX);
    let reads = asked.endpoint_ids.iter().map(async |endpoint_id| {
        let pk = keys::partition(company_id, endpoint_id);
        let page = table.query_at_most(&pk, &from, &to, Order::Descending, Some(limit)).await?;
        source(&page, after.as_ref())
    });
    let merged = merge(try_join_all(reads).await?, asked.limit, |known| wanted(&known.delivery));
    let id = |(ulid, endpoint): Place| keys::delivery_id(&ulid.0, &endpoint);
    Ok(Merged { entries: merged.entries, next: merged.next.map(id) })
}

fn source(page: &Page, after: Option<&Place>) -> Result<Source<Place, KnownDelivery>, TableError> {
    let place = |known: &KnownDelivery| -> Result<Place, TableError> {
        let id = keys::of_delivery(&known.delivery.delivery_id);
        let (ulid, endpoint) = id.ok_or_else(|| TableError::Corrupt { key: known.key.clone() })?;
        Ok((Reverse(ulid.to_owned()), endpoint))
    };
    let mut entries = Vec::with_capacity(page.items.len());
    for item in &page.items {
        let known = KnownDelivery::of(item)?;
        entries.push((place(&known)?, known));
    }
    entries.retain(|(place, _)| after.is_none_or(|after| place > after));
    Ok(Source { entries, more: page.more })
}
