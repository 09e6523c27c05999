//! The list of a company's events, in the order of time: by an index in 16 parts, each read at once.
//!
//! An event's place is its ULID, which is made a moment before it is written. What was made within the last seconds is not listed yet, so that who has read up to
//! an event has read all before it.

use domain::moment::Moment;
use futures_util::future::try_join_all;

use super::merge::{Merged, Source, merge};
use crate::event::Event;
use crate::id;
use crate::keys::event_lists;
use crate::table::{Order, Table, TableError};

/// How old an event is before it is listed, in microseconds: 15 s, within which a request is over and an index has followed.
pub const SETTLED_MICROS: i64 = 15 * 1_000_000;

/// Which events are asked for. The first come first.
#[derive(Debug, Clone, Copy)]
pub struct FeedAsked<'a> {
    /// From a moment on.
    pub since: Moment,
    /// Before a moment.
    pub until: Moment,
    /// After the event of this ULID.
    pub after: Option<&'a str>,
    /// At most so many.
    pub limit: usize,
    /// How many are looked at in each part of the list.
    pub looked_at: usize,
}

/// A page of events of which something is wanted; the next begins after the ULID that comes with it. 16 `Query`s, at once.
pub async fn events(
    table: &Table,
    company_id: &str,
    asked: FeedAsked<'_>,
    now: Moment,
    wanted: impl Fn(&Event) -> bool,
) -> Result<Merged<String, Event>, TableError> {
    let settled = Moment::from_micros(now.micros().saturating_sub(SETTLED_MICROS)).unwrap_or(Moment::EPOCH);
    let to = id::least_ulid(asked.until.min(settled));
    let since = id::least_ulid(asked.since);
    // The least text after it.
    let from = asked.after.map_or(since.clone(), |ulid| format!("{ulid}!").max(since));
    if from >= to {
        return Ok(Merged { entries: Vec::new(), next: None });
    }
    let limit = i32::try_from(asked.looked_at).unwrap_or(i32::MAX);
    let reads = event_lists(company_id).map(|list| read(table, list, (&from, &to), limit));
    Ok(merge(try_join_all(reads).await?, asked.limit, wanted))
}

async fn read(
    table: &Table,
    list: String,
    bounds: (&str, &str),
    limit: i32,
) -> Result<Source<String, Event>, TableError> {
    let page = table.list(&list, bounds, Order::Ascending, Some(limit)).await?;
    let entry = |event: Event| (event.ulid().to_owned(), event);
    let entries = page.items.iter().map(|item| item.read().map(entry)).collect::<Result<_, _>>()?;
    Ok(Source { entries, more: page.more })
}
