//! The figures of a company's recovery: added to in the transactions that change cases and actions, added up when they are asked for.
//!
//! A month's figures are in 16 items by the hash of the loan. What stands in default is what every month so far has added; so that nobody
//! reads all of them, what stood when a month ended is kept by the first reader after the month that follows it. By then nothing is added to it.

use std::collections::{BTreeMap, HashMap};

use domain::calendar::Month;
use domain::company::Company;
use domain::moment::Moment;
use domain::recovery::action::RecoveryAction;
use domain::recovery::execution::Outcome;
use domain::recovery::summary::{Figure, Overview, Tally};
use rust_decimal::Decimal;

use crate::keys::figures as keys;
use crate::table::{Condition, Item, Key, Table, TableError, Write};

/// Months of which one batch reads the figures, and what stood when they ended.
const MONTHS_AT_ONCE: usize = 5;
/// Most months that are gone back to find what stood: a hundred years.
const MONTHS_MAX: usize = 1_200;

/// What a change adds to the figures of a month; nothing, where it changes none.
pub(super) fn write(company_id: &str, loan_id: &str, month: Month, tally: &Tally) -> Option<Write> {
    let by: BTreeMap<String, Decimal> = tally.iter().map(|(figure, by)| (figure.code(), by)).collect();
    (!by.is_empty()).then(|| Write::Tally { key: keys::of_loan(company_id, month, loan_id), by })
}

/// What an execution adds to the figures of its month.
pub(super) fn executed(company: &Company, became: Outcome, action: &RecoveryAction, now: Moment) -> Option<Write> {
    let figure = Figure::executed(became, action.action_type)?;
    let month = Month::of(company.settings.time_zone.date_at(now));
    write(&company.id, &action.loan_id, month, &[(figure, Decimal::ONE)].into_iter().collect())
}

/// What a company's recovery comes to at a moment. One `BatchGetItem` and one `GetItem`, at once; by the first who asks in a month, two reads
/// at once more for each five months since somebody did, and one `TransactWriteItems`.
pub async fn overview(table: &Table, company: &Company, now: Moment) -> Result<Overview, TableError> {
    let this = Month::of(company.settings.time_zone.date_at(now));
    let last = this.previous();
    let months = [this, last].map(|month| keys::of_month(&company.id, month)).concat();
    let closing = keys::closing(&company.id, last.previous());
    let (found, closed) = tokio::try_join!(table.tallied(&months), table.get(&closing))?;
    let opening = match closed {
        Some(item) => kept(&item)?,
        None => close(table, company, last.previous()).await?,
    };
    let month = |month| (month, sum(&keys::of_month(&company.id, month), &found));
    Ok(Overview::of(&opening, month(last), month(this)))
}

/// What stood when a month ended, from the last month of which that is kept, or the company's first; and keeps it.
async fn close(table: &Table, company: &Company, month: Month) -> Result<Tally, TableError> {
    let first = Month::of(company.settings.time_zone.date_at(company.created_at));
    let months: Vec<Month> = std::iter::successors(Some(month), |month| Some(month.previous()))
        .take_while(|month| *month >= first)
        .take(MONTHS_MAX)
        .collect();
    let mut standing = Tally::default();
    for some in months.chunks(MONTHS_AT_ONCE) {
        if add_months(table, &company.id, some, &mut standing).await? {
            break;
        }
    }
    if month >= first {
        let codes: BTreeMap<String, String> =
            standing.iter().map(|(figure, number)| (figure.code(), number.to_string())).collect();
        let item = Item::of(keys::closing(&company.id, month), None, &codes)?;
        // Whoever else keeps it comes to the same.
        table.transact(vec![Write::Put { item, condition: Condition::None }]).await?;
    }
    Ok(standing)
}

/// Adds what some months, the latest first, have added to what stands; up to the one of which it is kept what stood when it ended, if there is
/// one, whose answer is then that nothing of before is missing.
async fn add_months(
    table: &Table,
    company_id: &str,
    months: &[Month],
    standing: &mut Tally,
) -> Result<bool, TableError> {
    let asked = months.iter().flat_map(|month| keys::of_month(company_id, *month)).collect::<Vec<_>>();
    let closings: Vec<Key> = months.iter().map(|month| keys::closing(company_id, *month)).collect();
    let (found, closed) = tokio::try_join!(table.tallied(&asked), table.get_many(&closings))?;
    for (month, closing) in months.iter().zip(&closings) {
        if let Some(item) = closed.iter().find(|item| item.key == *closing) {
            standing.add_all(&kept(item)?);
            return Ok(true);
        }
        standing.add_all(&sum(&keys::of_month(company_id, *month), &found).only(Figure::is_standing));
    }
    Ok(false)
}

fn kept(item: &Item) -> Result<Tally, TableError> {
    let codes: BTreeMap<String, String> = item.read()?;
    let figure = |(code, number): (&String, &String)| Some((Figure::from_code(code)?, number.parse().ok()?));
    let figures: Option<Tally> = codes.iter().map(figure).collect();
    figures.ok_or_else(|| TableError::Corrupt { key: item.key.clone() })
}

/// What the parts of a month come to.
fn sum(parts: &[Key], found: &HashMap<Key, BTreeMap<String, Decimal>>) -> Tally {
    let codes = parts.iter().filter_map(|key| found.get(key)).flatten();
    codes.filter_map(|(code, number)| Some((Figure::from_code(code)?, *number))).collect()
}
