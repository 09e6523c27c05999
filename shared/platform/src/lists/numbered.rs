//! Pages by number, for the API that counts them.
//!
//! A page begins where the one before ended: with each page is kept, for an hour, where the next start. Who goes through a list
//! page by page is led on by that, so page 2,000 costs what page 2 costs, and what is added in front meanwhile moves nothing. A page that
//! is asked for out of order is counted off from the beginning, as far as [`SKIP_MAX`]; beyond it is refused.
//!
//! | page | calls |
//! |---|---|
//! | the first | 1 `Query` and 1 `BatchGetItem` of counters, at once |
//! | another | 1 `GetItem` more before |
//! | of a list by value | 1 `BatchGetItem` more of what is pointed at |
//! | any but the last | 1 `TransactWriteItems`, which keeps where the next begins |

use std::collections::HashMap;

use domain::json::Json;
use domain::listing::ListOf;
use domain::moment::Moment;

use super::count::counts;
use super::straight::PLACES;
use crate::http::problem::Problem;
use crate::keys::list as keys;
use crate::table::{BATCH_KEYS_MAX, Condition, Item, Key, Order, Table, TableError, Write};

/// Most resources that are passed over to reach a page out of order.
pub const SKIP_MAX: u32 = 2_000;
/// Most resources of a page.
pub const LIMIT_MAX: u32 = 100;
/// How long it is kept where a page begins, in seconds.
pub(super) const KEPT_SECONDS: i64 = 3_600;

/// Which page of which list.
#[derive(Debug, Clone, Copy)]
pub struct Numbered<'a> {
    /// The company.
    pub company_id: &'a str,
    /// The collection, as `DEFAULTS`.
    pub collection: &'a str,
    /// The list.
    pub list: &'a ListOf,
    /// The page, from 1.
    pub page: u32,
    /// How many resources a page has, at most [`LIMIT_MAX`].
    pub limit: u32,
}

/// A page, the newest resources first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberedPage {
    /// How many there are on all pages.
    pub total: u64,
    /// The resources' own items.
    pub items: Vec<Item>,
}

/// Reads a page. 400 names the page that cannot be reached.
pub async fn numbered(table: &Table, asked: &Numbered<'_>, now: Moment) -> Result<NumberedPage, Problem> {
    let from = start(table, asked, now).await?;
    let lists = std::slice::from_ref(asked.list);
    let (counted, (places, next)) =
        tokio::try_join!(counts(table, asked.company_id, asked.collection, lists), read(table, asked, &from))?;
    if let Some(next) = next {
        table.transact(vec![keep(asked, &next, now)?]).await?;
    }
    let items = own(table, asked, places).await?;
    Ok(NumberedPage { total: counted.into_iter().next().unwrap_or_default(), items })
}

/// Where a page starts.
struct Start {
    /// The last place of the page before; `None` at the beginning.
    after: Option<String>,
    /// How many to pass over.
    skip: u32,
}

async fn start(table: &Table, asked: &Numbered<'_>, now: Moment) -> Result<Start, Problem> {
    if asked.page <= 1 {
        return Ok(Start { after: None, skip: 0 });
    }
    let known = table.get(&kept(asked, asked.page)).await?.filter(|item| !item.is_expired(now.seconds()));
    if let Some(item) = known {
        return Ok(Start { after: Some(item.read()?), skip: 0 });
    }
    let skip = asked.page.saturating_sub(1).saturating_mul(asked.limit);
    require_reachable(skip, asked.limit)?;
    Ok(Start { after: None, skip })
}

/// Refuses a page that is too far to be counted off.
pub(super) fn require_reachable(skip: u32, limit: u32) -> Result<(), Problem> {
    if skip <= SKIP_MAX {
        return Ok(());
    }
    let reachable = SKIP_MAX.checked_div(limit).unwrap_or(0).saturating_add(1);
    let sentence =
        format!("Pages beyond {reachable} are reached one after the other: ask for the page before this one first");
    Err(domain::field::Faults::at("page", sentence).into())
}

/// The places of the page, and the last one of them if there is more.
async fn read(table: &Table, asked: &Numbered<'_>, begin: &Start) -> Result<(Vec<Item>, Option<String>), TableError> {
    let name = keys::name(asked.company_id, asked.collection, asked.list);
    let (lowest, highest) = PLACES;
    let skip = usize::try_from(begin.skip).unwrap_or(usize::MAX);
    let limit = usize::try_from(asked.limit).unwrap_or(usize::MAX);
    // One more than the page has; and the last of the page before, which is dropped.
    let wanted = skip.saturating_add(limit).saturating_add(1);
    let dropped = usize::from(begin.after.is_some());
    let (mut found, mut to) = (Vec::new(), begin.after.clone().unwrap_or_else(|| highest.to_owned()));
    loop {
        let left = i32::try_from(wanted.saturating_add(dropped).saturating_sub(found.len())).unwrap_or(i32::MAX);
        let page = table.list(&name, (lowest, &to), Order::Descending, Some(left)).await?;
        found.extend(page.items.into_iter().filter(|item| place(item) != begin.after.as_deref()));
        let last = found.last().and_then(place).map(str::to_owned);
        match last.filter(|_| page.more && found.len() < wanted) {
            // The greatest text before it: places are of one length but for the id behind.
            Some(last) => to = before(&last),
            None => break,
        }
    }
    let mut items: Vec<Item> = found.into_iter().skip(skip).collect();
    let more = items.len() > limit;
    items.truncate(limit);
    let next = items.last().and_then(place).map(str::to_owned).filter(|_| more);
    Ok((items, next))
}

pub(super) fn place(item: &Item) -> Option<&str> {
    item.listed.as_ref().map(|entry| entry.place.as_str())
}

/// A text that sorts before a place and after all that sort before it: its last character taken down by one, and the greatest after it.
pub(super) fn before(place: &str) -> String {
    let mut text = place.to_owned();
    let last = text.pop().map(|last| char::from_u32(u32::from(last).saturating_sub(1)).unwrap_or('\u{D7FF}'));
    text.extend(last.into_iter().chain(std::iter::once('\u{10FFFF}')));
    text
}

/// The resources' own items, in the same order: they lie in the list themselves, or are pointed at.
async fn own(table: &Table, asked: &Numbered<'_>, places: Vec<Item>) -> Result<Vec<Item>, TableError> {
    if *asked.list == ListOf::All {
        return Ok(places);
    }
    let target = |pointer: &Item| {
        let sk = pointer.read::<Json>()?.as_text().map(str::to_owned);
        let key = sk.map(|sk| Key { pk: pointer.key.pk.clone(), sk });
        key.ok_or_else(|| TableError::Corrupt { key: pointer.key.clone() })
    };
    let keys = places.iter().map(target).collect::<Result<Vec<Key>, _>>()?;
    let batches = keys.chunks(BATCH_KEYS_MAX).map(|keys| table.get_many(keys));
    let found = futures_util::future::try_join_all(batches).await?.into_iter().flatten();
    let mut found: HashMap<Key, Item> = found.map(|item| (item.key.clone(), item)).collect();
    Ok(keys.iter().filter_map(|key| found.remove(key)).collect())
}

pub(super) fn kept(asked: &Numbered<'_>, page: u32) -> Key {
    keys::page(asked.company_id, asked.collection, asked.list, asked.limit, page)
}

fn keep(asked: &Numbered<'_>, last: &str, now: Moment) -> Result<Write, TableError> {
    let item = Item::of(kept(asked, asked.page.saturating_add(1)), None, &last)?;
    let item = item.expiring(now.seconds().saturating_add(KEPT_SECONDS));
    Ok(Write::Put { item, condition: Condition::None })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_before_a_place_is_after_all_others_before_it() {
        for (earlier, place) in [("1#a", "1#b"), ("1#ab", "1#b"), ("1#a\u{10FFFF}", "1#b"), ("0#z", "1#!")] {
            assert!(before(place).as_str() < place && earlier <= before(place).as_str(), "{place}");
        }
    }
}
