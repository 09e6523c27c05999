//! A page of what is found by a look at each resource of a list.

use std::ops::Bound;

use domain::field::Faults;
use domain::listing::filter::{Equality, Range, Value};
use domain::listing::{CREATED, Entry, ListOf};
use domain::moment::Moment;

use super::count::counts;
use super::straight::{PLACES, list_of, resources};
use super::{INDEXED_MAX, ListPage, Query, select};
use crate::http::problem::Problem;
use crate::keys::list as keys;
use crate::table::{Item, Order, TableError};

/// Most resources that are looked at one by one for a page.
pub const WALK_MAX: usize = 2_000;

pub(super) async fn page(
    query: &Query<'_>,
    lists: Vec<Equality>,
    created: Option<&Range>,
    present: impl AsyncFnOnce(Vec<Item>) -> Result<Vec<Entry>, TableError>,
) -> Result<ListPage, Problem> {
    let (list, count) = smallest(query, lists).await?;
    if created.is_none() && usize::try_from(count).unwrap_or(usize::MAX) > WALK_MAX {
        return Err(too_many(query).into());
    }
    let found = places(query, &list, created).await?.ok_or_else(|| too_many(query))?;
    let items = resources(query, &list, found).await?;
    let entries = present(items).await?;
    let schema = &query.collection.schema;
    select(query.request, schema, query.collection.name, query.asker, (query.after, query.size), entries)
}

/// Of the lists that hold all of what is asked for, the one that has fewest.
async fn smallest(query: &Query<'_>, lists: Vec<Equality>) -> Result<(ListOf, u64), TableError> {
    let mut lists: Vec<_> = lists.into_iter().take(INDEXED_MAX).map(|list| list_of(Some(list))).collect();
    if lists.is_empty() {
        lists.push(ListOf::All);
    }
    let counted = counts(query.table, &query.asker.company.id, query.collection.name, &lists).await?;
    let smallest = lists.into_iter().zip(counted).min_by_key(|(_, count)| *count);
    Ok(smallest.unwrap_or((ListOf::All, u64::MAX)))
}

/// All of a list that was created in time; `None` where that is more than [`WALK_MAX`].
async fn places(query: &Query<'_>, list: &ListOf, created: Option<&Range>) -> Result<Option<Vec<Item>>, TableError> {
    if created.is_some_and(Range::is_empty) {
        return Ok(Some(Vec::new()));
    }
    let name = keys::name(&query.asker.company.id, query.collection.name, list);
    let (mut from, to) = created.map_or_else(|| (PLACES.0.to_owned(), PLACES.1.to_owned()), bounds);
    let mut items = Vec::new();
    loop {
        let limit = WALK_MAX.saturating_add(1).saturating_sub(items.len());
        let limit = Some(i32::try_from(limit).unwrap_or(i32::MAX));
        let page = query.table.list(&name, (&from, &to), Order::Ascending, limit).await?;
        let end = page.items.last().and_then(|item| item.listed.as_ref()).map(|entry| entry.place.clone());
        items.extend(page.items);
        if items.len() > WALK_MAX {
            return Ok(None);
        }
        match end.filter(|_| page.more) {
            // The least text after it.
            Some(end) => from = format!("{end}\0"),
            None => return Ok(Some(items)),
        }
    }
}

/// Places are as fine as microseconds, so both ends are taken in; the filter itself looks closer.
fn bounds(created: &Range) -> (String, String) {
    let moment = |bound: &Bound<Value>| match bound {
        Bound::Included(Value::Moment(time)) | Bound::Excluded(Value::Moment(time)) => {
            let micros = time.timestamp_micros().clamp(Moment::EPOCH.micros(), Moment::LAST.micros());
            Moment::from_micros(micros)
        }
        _ => None,
    };
    keys::between(moment(&created.lower).unwrap_or(Moment::EPOCH), moment(&created.upper).unwrap_or(Moment::LAST))
}

fn too_many(query: &Query<'_>) -> Faults {
    let narrower = match query.collection.indexed {
        [] => format!("a shorter time of {CREATED}"),
        fields => format!("one value of {}, or a shorter time of {CREATED}", fields.join(" or ")),
    };
    if query.request.checked.root.is_none() {
        let sentence = format!(
            "More than {WALK_MAX} resources can only be ordered by {CREATED}; \
             filter by {narrower} to order fewer by another field"
        );
        return Faults::at("order_by", sentence);
    }
    let sentence = format!(
        "More than {WALK_MAX} resources would have to be looked at; \
         ask for {narrower}, joined by AND to whatever else is asked for"
    );
    Faults::at("filter", sentence)
}
