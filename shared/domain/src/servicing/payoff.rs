//! What it takes to pay an account off on a day.

use chrono::NaiveDate;

use super::replay::ReplayError;
use super::terms::Terms;
use super::transaction::{Components, Transaction};

/// What it takes to pay the account off on a day, by component.
pub fn payoff(_terms: &Terms, _transactions: &[Transaction], _on: NaiveDate) -> Result<Components, ReplayError> {
    Err(ReplayError::Unsupported("not written yet"))
}
