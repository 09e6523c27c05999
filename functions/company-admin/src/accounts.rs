//! The command that compares what is kept of accounts with what their entries say.

use domain::accounts::account::{AtRest, Ledger};
use domain::company::Company;
use domain::json::Json;
use domain::listing::ListOf;
use futures_util::stream::{self, StreamExt, TryStreamExt};
use platform::accounts::{collection, load};
use platform::keys::index::{self, Timer};
use platform::keys::{list, loan};
use platform::table::{Item, Order, TableError};

use crate::App;
use crate::command::object;
use crate::error::CommandError;
use crate::race::Stored;

/// Accounts that one command looks at where it does not say how many.
pub(crate) const CHECKED: u64 = 100;
/// The most that it can ask for: so many are computed within the function's time.
pub(crate) const CHECKED_MAX: u64 = 500;
/// Accounts that are read at the same time.
const AT_ONCE: usize = 8;

/// Looks at a page of a company's accounts, the oldest first: `next` is where another command goes on, by its `after`.
pub(crate) async fn check(
    app: &App,
    company_id: &str,
    after: Option<String>,
    limit: u64,
) -> Result<Json, CommandError> {
    let company = Stored::load(app, company_id).await?.company;
    let name = list::name(company_id, collection().name, &ListOf::All);
    // The least text that sorts after the last place of the page before.
    let from = after.map_or_else(|| "0".to_owned(), |after| format!("{after}\u{1}"));
    let limit = i32::try_from(limit).unwrap_or(i32::MAX);
    let page = app.table.list(&name, (&from, "\u{10FFFF}"), Order::Ascending, Some(limit)).await?;
    let last = page.items.last().filter(|_| page.more).and_then(|item| item.listed.as_ref());
    let next = last.map(|entry| entry.place.clone());
    let checked = page.items.len();
    let looks = page.items.into_iter().map(|item| differences(app, &company, item));
    let found: Vec<Option<Json>> = stream::iter(looks).buffered(AT_ONCE).try_collect().await?;
    let differences: Json = found.into_iter().flatten().collect();
    Ok(object([
        ("company_id", Json::text(company_id)),
        ("checked", Json::integer(i64::try_from(checked).unwrap_or(i64::MAX))),
        ("differences", differences),
        ("next", next.into()),
    ]))
}

/// What is wrong with an account, by the names of its fields; `None` where nothing is, or where it has been removed.
async fn differences(app: &App, company: &Company, listed: Item) -> Result<Option<Json>, TableError> {
    let Some((_, account_id)) = loan::loan_of(&listed.key.pk) else { return Ok(None) };
    let fields = match load(&app.table, &company.id, &account_id).await {
        Ok(Some(known)) => of_account(company, &known.ledger, &listed),
        Ok(None) => return Ok(None),
        Err(TableError::Corrupt { .. }) => vec!["unreadable".to_owned()],
        Err(error) => return Err(error),
    };
    let told = || object([("account_id", Json::text(account_id)), ("fields", fields.iter().map(Json::text).collect())]);
    Ok((!fields.is_empty()).then(told))
}

fn of_account(company: &Company, ledger: &Ledger, listed: &Item) -> Vec<String> {
    let kept = &ledger.account.at_rest;
    let Ok(computed) = AtRest::of(ledger, kept.on) else { return vec!["uncomputable".to_owned()] };
    let mut fields = kept.differences(&computed);
    // A list is a moment behind: what it holds is compared with itself.
    let of_list = listed.read::<domain::accounts::account::Account>();
    let day = of_list.ok().and_then(|account| account.at_rest.next_change);
    let due = day.map(|day| index::clock(Timer::Accounts, &listed.key, company.settings.time_zone.start_of(day)));
    if listed.clock != due {
        fields.push("clock".to_owned());
    }
    fields
}
