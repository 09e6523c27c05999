//! Interest as it is earned, day by day, whenever it is due.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::replay::ReplayError;
use super::terms::{ScheduleEngine, Terms};
use super::transaction::Transaction;
use super::{cumulative, progressive, range};

/// Interest earned up to the end of a day, in units of the account's currency, with the account as it is known on
/// `as_of`. What was put back by a chargeback was earned before, and does not count again.
pub fn interest_earned(
    terms: &Terms,
    transactions: &[Transaction],
    as_of: NaiveDate,
    till: NaiveDate,
) -> Result<Decimal, ReplayError> {
    let of_installments = interest_earned_of_installments(terms, transactions, as_of, till)?;
    Ok(of_installments.into_iter().map(|(_, interest)| interest).sum())
}

/// The same for each installment that has begun, with its due date, in the order of due dates.
pub fn interest_earned_of_installments(
    terms: &Terms,
    transactions: &[Transaction],
    as_of: NaiveDate,
    till: NaiveDate,
) -> Result<Vec<(NaiveDate, Decimal)>, ReplayError> {
    range::check(terms, transactions, till)?;
    match terms.schedule.engine {
        ScheduleEngine::Progressive => progressive::interest_earned(terms, transactions, as_of, till),
        ScheduleEngine::Cumulative => cumulative::interest_earned(terms, transactions, as_of, till),
    }
}
