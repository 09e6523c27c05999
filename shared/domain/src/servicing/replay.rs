//! From terms and transactions to an account.

use chrono::NaiveDate;
use thiserror::Error;

use super::account::Account;
use super::terms::{ScheduleEngine, Terms};
use super::transaction::{Transaction, TransactionId};
use super::{cumulative, progressive, range};

/// Why terms and transactions make no account. A retry does not help.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ReplayError {
    /// The terms contradict themselves.
    #[error("the terms make no schedule: {0}")]
    Terms(String),
    /// A transaction refers to one that is not there.
    #[error("transaction {0:?} refers to a transaction that is not on the account")]
    UnknownTransaction(TransactionId),
    /// Amounts or dates leave the range of numbers.
    #[error("an amount or a date of the account is out of range")]
    OutOfRange,
    /// The terms and what happened do not go together.
    #[error("not supported: {0}")]
    Unsupported(&'static str),
}

/// Computes the account as it stands on a day from its terms and its transactions, in whatever order these are listed.
pub fn replay(terms: &Terms, transactions: &[Transaction], as_of: NaiveDate) -> Result<Account, ReplayError> {
    range::check(terms, transactions, as_of)?;
    match terms.schedule.engine {
        ScheduleEngine::Progressive => progressive::replay(terms, transactions, as_of),
        ScheduleEngine::Cumulative => cumulative::replay(terms, transactions, as_of),
    }
}
