//! Pages by number of resources of which one item of the table holds several.
//!
//! As [`numbered`](super::numbered), and at the same cost, but what is kept of a page's beginning is an item and how many of its resources come before. The list has
//! the items; its count is of their resources.

use serde::de::DeserializeOwned;

use super::count::counts;
use super::numbered::{KEPT_SECONDS, Numbered, before, kept, place, require_reachable};
use super::straight::PLACES;
use crate::http::problem::Problem;
use crate::keys::list as keys;
use crate::table::{Condition, Item, Order, Table, TableError, Write};
use domain::moment::Moment;

/// A page of resources, those of the newest items first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlatPage<T> {
    /// How many there are on all pages.
    pub total: u64,
    /// The resources.
    pub resources: Vec<T>,
}

/// Where a page begins: at an item, or at the first where there is none, after so many resources.
#[derive(Default)]
struct Start {
    at: Option<String>,
    skip: usize,
}

/// Reads a page of the list of all; an item is a list of resources. 400 names the page that cannot be reached.
pub async fn flattened<T: DeserializeOwned>(
    table: &Table,
    asked: &Numbered<'_>,
    now: Moment,
) -> Result<FlatPage<T>, Problem> {
    let from = start(table, asked, now).await?;
    let lists = std::slice::from_ref(asked.list);
    let (counted, (resources, next)) =
        tokio::try_join!(counts(table, asked.company_id, asked.collection, lists), read(table, asked, from))?;
    if let Some(next) = next {
        let key = kept(asked, asked.page.saturating_add(1));
        let item = Item::of(key, None, &next)?.expiring(now.seconds().saturating_add(KEPT_SECONDS));
        table.transact(vec![Write::Put { item, condition: Condition::None }]).await?;
    }
    Ok(FlatPage { total: counted.into_iter().next().unwrap_or_default(), resources })
}

async fn start(table: &Table, asked: &Numbered<'_>, now: Moment) -> Result<Start, Problem> {
    if asked.page <= 1 {
        return Ok(Start::default());
    }
    let known = table.get(&kept(asked, asked.page)).await?.filter(|item| !item.is_expired(now.seconds()));
    if let Some(item) = known {
        let (at, skip) = item.read::<(String, usize)>()?;
        return Ok(Start { at: Some(at), skip });
    }
    let skip = asked.page.saturating_sub(1).saturating_mul(asked.limit);
    require_reachable(skip, asked.limit)?;
    Ok(Start { at: None, skip: usize::try_from(skip).unwrap_or(usize::MAX) })
}

/// The resources of a page, and where the next one begins if there is more.
async fn read<T: DeserializeOwned>(
    table: &Table,
    asked: &Numbered<'_>,
    begin: Start,
) -> Result<(Vec<T>, Option<(String, usize)>), TableError> {
    let name = keys::name(asked.company_id, asked.collection, asked.list);
    let limit = usize::try_from(asked.limit).unwrap_or(usize::MAX);
    let (mut resources, mut skip) = (Vec::new(), begin.skip);
    let mut to = begin.at.unwrap_or_else(|| PLACES.1.to_owned());
    loop {
        // An item has one resource at least, but for the first, of which some may have been on the page before.
        let wanted = limit.saturating_sub(resources.len()).saturating_add(skip).saturating_add(1);
        let wanted = i32::try_from(wanted).unwrap_or(i32::MAX);
        let page = table.list(&name, (PLACES.0, &to), Order::Descending, Some(wanted)).await?;
        for item in &page.items {
            let of_item: Vec<T> = item.read()?;
            let (count, passed) = (of_item.len(), skip.min(of_item.len()));
            skip = skip.saturating_sub(passed);
            let room = limit.saturating_sub(resources.len());
            resources.extend(of_item.into_iter().skip(passed).take(room));
            let taken = passed.saturating_add(room);
            if taken < count {
                return Ok((resources, place(item).map(|place| (place.to_owned(), taken))));
            }
        }
        match page.items.last().and_then(place).filter(|_| page.more) {
            Some(last) => to = before(last),
            None => return Ok((resources, None)),
        }
    }
}
