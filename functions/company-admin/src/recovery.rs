//! The command that counts defaults of before there were figures of a company's recovery.

use std::collections::HashMap;

use domain::json::Json;
use domain::listing::ListOf;
use domain::recovery::default::LoanDefault;
use futures_util::stream::{self, StreamExt, TryStreamExt};
use platform::keys::{list, loan, recovery as keys};
use platform::recovery::{DEFAULTS, KnownCase, LookFailed, Looked, look_at};
use platform::table::{BATCH_KEYS_MAX, Key, Order, TableError};

use crate::App;
use crate::command::object;
use crate::error::CommandError;
use crate::race::Stored;

/// Defaults that one command looks through where it does not say how many.
pub(crate) const COUNTED: u64 = 500;
/// The most that it can ask for.
pub(crate) const COUNTED_MAX: u64 = 2_000;
/// Loans that are looked at at the same time.
const AT_ONCE: usize = 8;
/// Who is named as the author of what a look brings about.
const AUTHOR: &str = "company-admin";

/// Looks through a page of a company's defaults, the oldest first, and has each live one counted that never was, by a look at its loan.
/// `next` is where another command goes on, by its `after`. Who is counted is not counted again, so it can be called at any time and twice.
pub(crate) async fn recount(
    app: &App,
    company_id: &str,
    after: Option<String>,
    limit: u64,
) -> Result<Json, CommandError> {
    let company = Stored::load(app, company_id).await?.company;
    let name = list::name(company_id, DEFAULTS, &ListOf::All);
    // The least text that sorts after the last place of the page before.
    let from = after.map_or_else(|| "0".to_owned(), |after| format!("{after}\u{1}"));
    let limit = i32::try_from(limit).unwrap_or(i32::MAX);
    let page = app.table.list(&name, (&from, "\u{10FFFF}"), Order::Ascending, Some(limit)).await?;
    let next = page.items.last().filter(|_| page.more).and_then(|item| item.listed.as_ref());
    let next = next.map(|entry| entry.place.clone());
    let mut live = Vec::new();
    for item in &page.items {
        let default: LoanDefault = item.read()?;
        live.extend(default.status.is_live().then_some(default.loan_id));
    }
    let uncounted = uncounted(app, company_id, &live).await?;
    let looks =
        uncounted.iter().map(async |loan_id| look_at(&app.table, &company, loan_id, AUTHOR, app.clock.now()).await);
    let looks: Vec<Looked> = stream::iter(looks).buffer_unordered(AT_ONCE).try_collect().await.map_err(failed)?;
    let number = |count: usize| Json::integer(i64::try_from(count).unwrap_or(i64::MAX));
    // Who won a race has counted.
    Ok(object([
        ("company_id", Json::text(company_id)),
        ("looked_through", number(page.items.len())),
        ("counted", number(looks.len())),
        ("next", next.into()),
    ]))
}

/// Those of some loans whose cases have not been counted.
async fn uncounted(app: &App, company_id: &str, loan_ids: &[String]) -> Result<Vec<String>, TableError> {
    let key = |loan_id: &String| (keys::case(&loan::loan(company_id, loan_id)), loan_id.clone());
    let mut loans: HashMap<Key, String> = loan_ids.iter().map(key).collect();
    let asked: Vec<Key> = loans.keys().cloned().collect();
    let mut found = Vec::new();
    for keys in asked.chunks(BATCH_KEYS_MAX) {
        for item in app.table.get_many(keys).await? {
            let is_uncounted = KnownCase::of(&item)?.is_some_and(|known| known.case.counted.is_none());
            found.extend(loans.remove(&item.key).filter(|_| is_uncounted));
        }
    }
    Ok(found)
}

fn failed(failed: LookFailed) -> CommandError {
    match failed {
        LookFailed::Table(error) => error.into(),
        LookFailed::Uncomputable(_) => TableError::refused("UncomputableAccount").into(),
    }
}
