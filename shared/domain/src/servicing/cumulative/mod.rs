//! Schedules as older systems draw them up: from the terms at once.

use chrono::NaiveDate;

use super::account::Account;
use super::replay::ReplayError;
use super::terms::Terms;
use super::transaction::Transaction;

/// The account of terms whose engine is [`super::terms::ScheduleEngine::Cumulative`].
pub(super) fn replay(
    _terms: &Terms,
    _transactions: &[Transaction],
    _as_of: NaiveDate,
) -> Result<Account, ReplayError> {
    Err(ReplayError::Unsupported("schedules of older systems"))
}
