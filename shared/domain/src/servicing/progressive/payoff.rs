//! What it takes to pay off an account with a progressive schedule.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::operation;
use super::run;
use crate::servicing::replay::ReplayError;
use crate::servicing::terms::{PayoffInterest, Terms};
use crate::servicing::transaction::{Components, Transaction};

/// What it takes on a day: all principal, fees and penalties, and interest up to the day that the terms say.
pub(in crate::servicing) fn payoff(
    terms: &Terms,
    transactions: &[Transaction],
    on: NaiveDate,
) -> Result<Components, ReplayError> {
    let standing = operation::in_order(transactions)?;
    let mut book = run::run(terms, &standing)?;
    book.recalculate_till(on);
    let rows = book.outstanding();
    if !book.recalculates() {
        return Ok(rows);
    }
    let to_period_end = terms
        .interest
        .recalculation
        .is_some_and(|recalculation| recalculation.payoff_interest == PayoffInterest::TillPeriodEnd);
    let till = if to_period_end { book.row_of(on).map_or(on, |row| row.due) } else { on };
    let due = book.plan.outstanding_on(till);
    // Rows beside the plan: down payments, and what came to be owed after the last due date.
    let beside: Decimal = book
        .rows
        .iter()
        .filter(|row| !book.plan.periods().iter().any(|period| period.due == row.due && period.from == row.from))
        .map(|row| row.outstanding().principal)
        .sum();
    Ok(Components { principal: due.principal + beside, interest: due.interest, ..rows })
}
