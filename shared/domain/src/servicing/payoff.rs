//! What it takes to pay an account off on a day.

use chrono::NaiveDate;

use super::replay::ReplayError;
use super::terms::{ScheduleEngine, Terms};
use super::transaction::{Components, Transaction};
use super::{cumulative, progressive, range};

/// What it takes to pay the account off on a day, by component, in units of the account's currency.
pub fn payoff(terms: &Terms, transactions: &[Transaction], on: NaiveDate) -> Result<Components, ReplayError> {
    range::check(terms, transactions, on)?;
    match terms.schedule.engine {
        ScheduleEngine::Progressive => progressive::payoff(terms, transactions, on),
        ScheduleEngine::Cumulative => cumulative::payoff(terms, transactions, on),
    }
}
