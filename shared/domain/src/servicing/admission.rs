//! Whether a transaction may be entered on an account.

use chrono::NaiveDate;
use thiserror::Error;

use super::terms::Terms;
use super::transaction::Transaction;

/// Why a transaction is not taken. Trying it again does not help.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Inadmissible {
    /// Its value date lies after today.
    #[error("the value date lies in the future")]
    FutureDate,
}

/// Whether a transaction may be entered today on an account with these terms and transactions.
pub fn admit(
    _terms: &Terms,
    _transactions: &[Transaction],
    new: &Transaction,
    today: NaiveDate,
) -> Result<(), Inadmissible> {
    if new.value_date > today { Err(Inadmissible::FutureDate) } else { Ok(()) }
}
