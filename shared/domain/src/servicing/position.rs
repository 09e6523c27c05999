//! An account as it stands on a day, with what it takes to pay it off and what it has earned: all that is told of it,
//! from going through its transactions once.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::account::Account;
use super::replay::ReplayError;
use super::terms::{ScheduleEngine, Terms};
use super::transaction::{Components, Transaction};
use super::{cumulative, progressive, range};

/// An account on a day. Amounts are in units of its currency.
#[derive(Debug, Clone, PartialEq)]
pub struct Position {
    /// The account as it stands on the day: what [`replay`](super::replay::replay) computes.
    pub account: Account,
    /// What it takes to pay it off on the day, by component: what [`payoff`](super::payoff::payoff) computes.
    pub payoff: Components,
    /// Interest earned up to the end of the day: what [`interest_earned`](super::accrual::interest_earned) computes.
    pub interest_earned: Decimal,
}

/// Computes what is told of an account on a day. The same as asking for each by itself, at the cost of one.
pub fn position(terms: &Terms, transactions: &[Transaction], as_of: NaiveDate) -> Result<Position, ReplayError> {
    range::check(terms, transactions, as_of)?;
    match terms.schedule.engine {
        ScheduleEngine::Progressive => progressive::position(terms, transactions, as_of),
        ScheduleEngine::Cumulative => cumulative::position(terms, transactions, as_of),
    }
}
