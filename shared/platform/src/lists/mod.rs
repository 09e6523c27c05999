//! Lists of resources: kept beside the resources, read a page at a time with exact totals.
//!
//! A function describes its resources once, as a [`Collection`]. With each change of a resource it writes what [`entry`] and [`writes`] give,
//! and answers a list with what [`page`] gives. What is kept:
//!
//! | what | where | for |
//! |---|---|---|
//! | the resource itself | its item, in the list `{c}#{collection}` | the list of all |
//! | a pointer for each indexed field that has a value | beside the item, in the list `{c}#{collection}#{FIELD}#{value}` | the lists by value |
//! | how many a list has, in 16 parts | `{c}#{collection}...#COUNT#07` | totals |
//!
//! A page costs, beside one `BatchGetItem` of counters:
//!
//! | asked for | calls |
//! |---|---|
//! | all, in the order of creation | 1 `Query` |
//! | one value of an indexed field, in the order of creation | 1 `Query`, 1 `BatchGetItem` |
//! | anything else, in a list of at most [`WALK_MAX`] resources or a time of creation of as many | the whole list: a `Query` for each MB, a `BatchGetItem` for each 100 pointers |
//! | anything else in more | refused, saying what can be asked for |
//!
//! Lists are a moment behind the table, totals are not.

mod count;
mod flattened;
mod numbered;
mod straight;
mod two_fields;
mod walk;

use std::collections::BTreeMap;

use domain::company::Company;
use domain::json::{Json, Object};
use domain::listing::filter::Schema;
use domain::listing::{Entry, ListOf, ListRequest, Listed, Lookup, Moves, PageSize, Position, Selection};
use domain::moment::Moment;
use rust_decimal::Decimal;

use crate::http::answer::Answer;
use crate::http::incoming::Parameters;
use crate::http::problem::Problem;
use crate::keys::list as keys;
use crate::table::{Condition, Item, Key, ListEntry, Table, TableError, Write};

pub use flattened::{FlatPage, flattened};
pub use numbered::{LIMIT_MAX, Numbered, NumberedPage, SKIP_MAX, numbered};
pub use two_fields::TwoFields;
pub use walk::WALK_MAX;

/// What is listed.
#[derive(Debug, Clone, Copy)]
pub struct Collection {
    /// Its name in keys, as `REVOLVING`.
    pub name: &'static str,
    /// The sort key of a resource's own item.
    pub item: &'static str,
    /// The fields by whose values lists are kept, at most [`INDEXED_MAX`]. Each is a text that the resource itself has.
    pub indexed: &'static [&'static str],
    /// The fields that it can be filtered and, but for those in lists, ordered by. `create_time` is one of them.
    pub schema: Schema,
}

/// Most indexed fields: one batch reads the counters of as many lists and of the list of all.
pub const INDEXED_MAX: usize = 5;

/// Who asks, and when.
#[derive(Debug, Clone, Copy)]
pub struct Asker<'a> {
    /// The company, whose resources alone are listed.
    pub company: &'a Company,
    /// The present moment.
    pub now: Moment,
}

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListPage {
    /// How many resources are asked for, on all pages.
    pub total: u64,
    /// How many of them are on this page and on those that follow.
    pub remaining: u64,
    /// The resources, as answers show them.
    pub resources: Vec<Json>,
    /// By which the next page is asked for; empty on the last one, as AIP-158 wants it.
    pub next_page_token: String,
}

impl ListPage {
    /// The answer, in which the resources are under `key`.
    pub fn answer(self, key: &str) -> Answer {
        let number = |number: u64| Json::integer(i64::try_from(number).unwrap_or(i64::MAX));
        Answer::ok(Json::Object(Object::from([
            ("total".to_owned(), number(self.total)),
            ("remaining".to_owned(), number(self.remaining)),
            (key.to_owned(), Json::List(self.resources)),
            ("next_page_token".to_owned(), Json::text(self.next_page_token)),
        ])))
    }
}

/// The place of a resource's own item in the list of all.
pub fn entry(collection: &Collection, company_id: &str, resource: &Listed) -> ListEntry {
    keys::entry(company_id, collection.name, &ListOf::All, resource)
}

/// What is written beside a resource that becomes another: its pointers, and the counts of the lists that it enters and leaves. `None` is
/// one that is not there. They belong into the transaction that writes or deletes the resource's own item under a condition.
pub fn writes(
    collection: &Collection,
    company_id: &str,
    pk: &str,
    old: Option<&Listed>,
    new: Option<&Listed>,
) -> Result<Vec<Write>, TableError> {
    moved(collection.name, company_id, (old, new), |field| keys::pointer(pk, field), &Json::Null)
}

/// As [`writes`], of resources of which several lie in one partition: a pointer says at which key its resource lies.
pub fn writes_beside(
    collection: &str,
    company_id: &str,
    own: &Key,
    old: Option<&Listed>,
    new: Option<&Listed>,
) -> Result<Vec<Write>, TableError> {
    moved(collection, company_id, (old, new), |field| keys::pointer_to(own, field), &Json::text(&own.sk))
}

fn moved(
    collection: &str,
    company_id: &str,
    (old, new): (Option<&Listed>, Option<&Listed>),
    pointer: impl Fn(&str) -> Key,
    target: &Json,
) -> Result<Vec<Write>, TableError> {
    let Some(resource) = new.or(old) else { return Ok(Vec::new()) };
    let moves = Moves::between(old, new);
    let pointers = moves.values.into_iter().map(|(field, value)| {
        let key = pointer(field);
        let Some(value) = value else { return Ok(Write::Delete { key, condition: Condition::None }) };
        let entry = keys::entry(company_id, collection, &ListOf::Value { field, value }, resource);
        let item = Item::of(key, None, target)?.listed(entry);
        Ok(Write::Put { item, condition: Condition::None })
    });
    let counts = moves.counts.into_iter().map(|(list, by)| {
        let key = keys::counter(company_id, collection, &list, &resource.id);
        Ok(Write::Add { key, by })
    });
    pointers.chain(counts).collect()
}

/// The same writes, with one addition to each counter, and to each item of figures: a transaction touches an item once, and resources that
/// are written together may count in the same one.
pub fn summed(writes: Vec<Write>) -> Vec<Write> {
    let mut sums: BTreeMap<(String, String), i64> = BTreeMap::new();
    let mut tallies: BTreeMap<(String, String), BTreeMap<String, Decimal>> = BTreeMap::new();
    let mut others = Vec::with_capacity(writes.len());
    for write in writes {
        match write {
            Write::Add { key: Key { pk, sk }, by } => {
                let sum = sums.entry((pk, sk)).or_default();
                *sum = sum.saturating_add(by);
            }
            Write::Tally { key: Key { pk, sk }, by } => {
                let tally = tallies.entry((pk, sk)).or_default();
                for (name, by) in by {
                    let sum = tally.entry(name).or_default();
                    *sum = sum.saturating_add(by);
                }
            }
            write => others.push(write),
        }
    }
    let sums = sums.into_iter().filter(|(_, by)| *by != 0);
    others.extend(sums.map(|((pk, sk), by)| Write::Add { key: Key { pk, sk }, by }));
    for ((pk, sk), mut by) in tallies {
        by.retain(|_, by| !by.is_zero());
        others.extend((!by.is_empty()).then_some(Write::Tally { key: Key { pk, sk }, by }));
    }
    others
}

/// One page of a collection, as the parameters of the request ask for it; `present` shows a resource's own item as answers do, with its id.
///
/// 400 names the parameter that is wrong, or that asks for more than can be looked through.
pub async fn page(
    table: &Table,
    collection: &Collection,
    asker: Asker<'_>,
    parameters: &Parameters,
    present: impl Fn(&Item) -> Result<Entry, TableError>,
) -> Result<ListPage, Problem> {
    page_of(table, collection, asker, parameters, async |items: Vec<Item>| items.iter().map(&present).collect()).await
}

/// As [`page`], where it takes more than their own items to show resources: `present` is given all that are to be shown, and
/// answers them in the same order.
pub async fn page_of(
    table: &Table,
    collection: &Collection,
    asker: Asker<'_>,
    parameters: &Parameters,
    present: impl AsyncFnOnce(Vec<Item>) -> Result<Vec<Entry>, TableError>,
) -> Result<ListPage, Problem> {
    let request = ListRequest::read(parameters, &collection.schema)?;
    let (after, size) = request.start(&key(asker), &asker.company.id, collection.name, asker.now)?;
    let query = Query { table, collection, asker, request: &request, after: after.as_ref(), size };
    match Lookup::of(&request, collection.indexed) {
        Lookup::Straight { list, is_descending } => straight::page(&query, list, is_descending, present).await,
        Lookup::Walk { lists, created } => walk::page(&query, lists, created.as_ref(), present).await,
    }
}

/// As [`page`], of a list that is known as a whole because it is small: the cards of a loan. `name` tells it from other lists in page tokens,
/// as `loans/7/cards`; `entries` are in the order in which they come where none is asked for.
pub fn page_within(
    name: &str,
    schema: &Schema,
    asker: Asker<'_>,
    parameters: &Parameters,
    entries: Vec<Entry>,
) -> Result<ListPage, Problem> {
    let request = ListRequest::read(parameters, schema)?;
    let (after, size) = request.start(&key(asker), &asker.company.id, name, asker.now)?;
    select(&request, schema, name, asker, (after.as_ref(), size), entries)
}

/// What is asked, and of what.
struct Query<'a> {
    table: &'a Table,
    collection: &'a Collection,
    asker: Asker<'a>,
    request: &'a ListRequest,
    after: Option<&'a Position>,
    size: PageSize,
}

fn key(asker: Asker<'_>) -> domain::listing::TokenKey {
    asker.company.page_token_secret.key()
}

/// The page of a list whose resources are all known.
fn select(
    request: &ListRequest,
    schema: &Schema,
    name: &str,
    asker: Asker<'_>,
    (after, size): (Option<&Position>, PageSize),
    entries: Vec<Entry>,
) -> Result<ListPage, Problem> {
    let selection = Selection::of(entries, request, schema);
    let total = selection.total();
    let (page, remaining, next) = selection.page(after, size);
    Ok(ListPage {
        total: u64::try_from(total).unwrap_or(u64::MAX),
        remaining: u64::try_from(remaining).unwrap_or(u64::MAX),
        resources: page.into_iter().map(|entry| entry.object).collect(),
        next_page_token: next_page_token(request, name, asker, next.as_ref(), size)?,
    })
}

fn next_page_token(
    request: &ListRequest,
    name: &str,
    asker: Asker<'_>,
    next: Option<&Position>,
    size: PageSize,
) -> Result<String, Problem> {
    let Some(next) = next else { return Ok(String::new()) };
    // What is too long for a token is too long for a key of the table.
    request.token(&key(asker), &asker.company.id, name, (next, size), asker.now).map_err(|_| Problem::internal())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_both_add_to_is_added_to_once() {
        let key = |sk: &str| Key { pk: "c".to_owned(), sk: sk.to_owned() };
        let add = |sk, by| Write::Add { key: key(sk), by };
        let tally = |sk, by: &[(&str, i64)]| {
            let by = by.iter().map(|(name, by)| ((*name).to_owned(), Decimal::from(*by))).collect();
            Write::Tally { key: key(sk), by }
        };
        let delete = || Write::Delete { key: key("x"), condition: Condition::None };
        let adds = vec![add("a", 1), delete(), add("b", -1), add("a", 1), add("b", 1)];
        assert_eq!(summed(adds), [delete(), add("a", 2)]);
        let tallies = vec![
            tally("t", &[("n", 1), ("m", 2)]),
            tally("u", &[("n", 1)]),
            tally("t", &[("n", -1), ("m", 3)]),
            tally("u", &[("n", -1)]),
        ];
        assert_eq!(summed(tallies), [tally("t", &[("m", 5)])]);
    }
}
