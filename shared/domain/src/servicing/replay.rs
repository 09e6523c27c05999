//! From terms and transactions to an account.

use chrono::NaiveDate;
use thiserror::Error;

use super::account::Account;
use super::terms::Terms;
use super::transaction::{Transaction, TransactionId};

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
pub fn replay(_terms: &Terms, _transactions: &[Transaction], _as_of: NaiveDate) -> Result<Account, ReplayError> {
    Err(ReplayError::Unsupported("not written yet"))
}
