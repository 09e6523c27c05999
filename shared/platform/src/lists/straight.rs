//! A page of a list that is exactly what is asked for.

use std::collections::HashMap;

use domain::listing::filter::{Equality, Value};
use domain::listing::{Entry, ListOf, Position};

use super::count::counts;
use super::{ListPage, Query, next_page_token};
use crate::http::problem::Problem;
use crate::keys::list as keys;
use crate::table::{Item, Key, Order, Page, TableError};

/// Before and after every place, which begins with a digit.
pub(super) const PLACES: (&str, &str) = ("0", "\u{10FFFF}");

pub(super) async fn page(
    query: &Query<'_>,
    list: Option<Equality>,
    is_descending: bool,
    present: impl AsyncFnOnce(Vec<Item>) -> Result<Vec<Entry>, TableError>,
) -> Result<ListPage, Problem> {
    let list = list_of(list);
    let (company_id, collection) = (query.asker.company.id.as_str(), query.collection);
    let lists = [list.clone()];
    let (counted, found) = tokio::try_join!(
        counts(query.table, company_id, collection.name, &lists),
        places(query, &list, is_descending)
    )?;
    let (items, next) = cut(query, found);
    let entries = present(resources(query, &list, items).await?).await?;
    // What left the list a moment ago still has its place there.
    let shown = entries.into_iter().map(|entry| entry.object).filter(|object| query.request.checked.matches(object));
    let resources: Vec<_> = shown.collect();
    let on_page = u64::try_from(resources.len()).unwrap_or(u64::MAX);
    let passed = query.after.map_or(0, |after| after.passed);
    let counted = counted.into_iter().next().unwrap_or_default();
    let remaining = if next.is_some() { counted.saturating_sub(passed).max(on_page) } else { on_page };
    Ok(ListPage {
        total: counted.max(remaining),
        remaining,
        resources,
        next_page_token: next_page_token(query.request, collection.name, query.asker, next.as_ref(), query.size)?,
    })
}

pub(super) fn list_of(equality: Option<Equality>) -> ListOf {
    match equality {
        Some(Equality { path, value: Value::Text(value) }) => ListOf::Value { field: path, value },
        _ => ListOf::All,
    }
}

/// One more than the page has, by which it is known whether there is another; and the last of the page before, which is dropped.
async fn places(query: &Query<'_>, list: &ListOf, is_descending: bool) -> Result<Page, TableError> {
    let name = keys::name(&query.asker.company.id, query.collection.name, list);
    let after = query.after.map(|after| after.last.as_str());
    let (least, most) = PLACES;
    let (bounds, order) = match (after, is_descending) {
        (after, false) => ((after.unwrap_or(least), most), Order::Ascending),
        (after, true) => ((least, after.unwrap_or(most)), Order::Descending),
    };
    let limit = i32::from(query.size.entries()).saturating_add(if after.is_some() { 2 } else { 1 });
    query.table.list(&name, bounds, order, Some(limit)).await
}

/// The items of the page, and the position after it if there is more.
fn cut(query: &Query<'_>, found: Page) -> (Vec<Item>, Option<Position>) {
    let place = |item: &Item| item.listed.as_ref().map(|entry| entry.place.clone());
    let mut items = found.items;
    if let Some(after) = query.after {
        items.retain(|item| place(item).as_ref() != Some(&after.last));
    }
    let size = usize::from(query.size.entries());
    let more = items.len() > size || found.more;
    items.truncate(size);
    let passed = query.after.map_or(0, |after| after.passed);
    let passed = passed.saturating_add(u64::try_from(items.len()).unwrap_or(u64::MAX));
    let next = items.last().and_then(place).filter(|_| more).map(|last| Position { passed, last });
    (items, next)
}

/// The resources' own items of places in a list, in the same order: they lie there themselves, or are pointed at.
pub(super) async fn resources(query: &Query<'_>, list: &ListOf, places: Vec<Item>) -> Result<Vec<Item>, TableError> {
    if *list == ListOf::All {
        return Ok(places);
    }
    let key = |pointer: Item| Key { pk: pointer.key.pk, sk: query.collection.item.to_owned() };
    let keys: Vec<_> = places.into_iter().map(key).collect();
    let batches = keys.chunks(crate::table::BATCH_KEYS_MAX).map(|keys| query.table.get_many(keys));
    let found = futures_util::future::try_join_all(batches).await?;
    let mut found: HashMap<Key, Item> = found.into_iter().flatten().map(|item| (item.key.clone(), item)).collect();
    Ok(keys.iter().filter_map(|key| found.remove(key)).collect())
}
