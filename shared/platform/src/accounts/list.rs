//! Lists of accounts, each computed as of now from its entries.

use std::collections::HashMap;

use domain::accounts::account::{Account, Ledger};
use domain::listing::{Entry, ListOf};
use futures_util::future::try_join_all;

use super::read::{KnownAccount, of_items};
use super::write::collection;
use crate::http::incoming::Parameters;
use crate::http::problem::Problem;
use crate::keys::account::{self as keys, ENTRIES_PER_ITEM};
use crate::keys::list as list_keys;
use crate::lists::{Asker, ListPage, page_of};
use crate::table::{BATCH_KEYS_MAX, Item, Key, Order, Table, TableError};

/// One page of the accounts of a company; `present` shows an account with its entries.
pub async fn page(
    table: &Table,
    asker: Asker<'_>,
    parameters: &Parameters,
    present: impl Fn(&Ledger) -> Result<Entry, TableError>,
) -> Result<ListPage, Problem> {
    let shown = async |items: Vec<Item>| ledgers(table, items).await?.iter().map(&present).collect();
    page_of(table, &collection(), asker, parameters, shown).await
}

/// Most accounts that are computed for one page of something that all of them have.
pub const ACROSS_MAX: usize = 500;

/// All accounts of a company with their entries, in the order of creation; `None` where there are more than [`ACROSS_MAX`].
pub async fn all(table: &Table, company_id: &str) -> Result<Option<Vec<Ledger>>, TableError> {
    let list = list_keys::name(company_id, collection().name, &ListOf::All);
    let limit = i32::try_from(ACROSS_MAX.saturating_add(1)).ok();
    let (mut from, mut items) = ("0".to_owned(), Vec::new());
    loop {
        let page = table.list(&list, (&from, "\u{10FFFF}"), Order::Ascending, limit).await?;
        let end = page.items.last().and_then(|item| item.listed.as_ref()).map(|entry| entry.place.clone());
        items.extend(page.items);
        if items.len() > ACROSS_MAX {
            return Ok(None);
        }
        match end.filter(|_| page.more) {
            // The least text after it.
            Some(end) => from = format!("{end}\0"),
            None => return ledgers(table, items).await.map(Some),
        }
    }
}

/// Accounts with their entries, from their own items, in the same order.
pub async fn ledgers(table: &Table, items: Vec<Item>) -> Result<Vec<Ledger>, TableError> {
    let mut wanted = Vec::new();
    for item in &items {
        let account: Account = item.read()?;
        let entries = usize::try_from(account.entries).unwrap_or(usize::MAX);
        wanted.extend((0..entries.div_ceil(ENTRIES_PER_ITEM)).map(|number| keys::entries(&item.key.pk, number)));
    }
    let batches = wanted.chunks(BATCH_KEYS_MAX).map(|keys: &[Key]| table.get_many(keys));
    let mut parts: HashMap<String, Vec<Item>> = HashMap::new();
    for part in try_join_all(batches).await?.into_iter().flatten() {
        parts.entry(part.key.pk.clone()).or_default().push(part);
    }
    let whole = |item: Item| {
        let mut of_account = parts.remove(&item.key.pk).unwrap_or_default();
        of_account.push(item);
        of_items(of_account)
    };
    let known = items.into_iter().map(whole).collect::<Result<Vec<Option<KnownAccount>>, _>>()?;
    Ok(known.into_iter().flatten().map(|known| known.ledger).collect())
}
