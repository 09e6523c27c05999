//! The annual percentage rate of a loan: what it costs in a year, from what is advanced and what is paid.
//!
//! Three ways in: [`actuarial::rate`] on flows whose place in time is known, [`regulation_z::rate`] on dates, with the
//! unit-period found from them, and [`consumer_credit::rate`] for the European Union's rate. [`spread_fee::rate`] is a
//! rough one beside them.

use chrono::NaiveDate;
use rust_decimal::Decimal;

pub mod actuarial;
pub mod consumer_credit;
mod equation;
pub mod regulation_z;
pub mod spread_fee;
mod unit_period;

pub use unit_period::UnitPeriod;

/// The most advances and payments that a rate is found from.
pub const MAX_FLOWS: usize = 2_400;

/// Why there is no rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AprError {
    /// Nothing is advanced.
    #[error("a rate needs an advance")]
    NoAdvance,
    /// Nothing is paid.
    #[error("a rate needs a payment")]
    NoPayment,
    /// An advance or a payment is below zero.
    #[error("an advance or a payment is below zero")]
    NegativeAmount,
    /// The fraction of a unit-period is below zero or above one.
    #[error("a fraction of a unit-period is from 0 to 1")]
    NotAFraction,
    /// More than `MAX_FLOWS`.
    #[error("a rate is found from at most 2400 advances and payments")]
    TooManyFlows,
    /// An advance or a payment before the loan begins.
    #[error("an advance or a payment is before the beginning of the loan")]
    BeforeStart,
    /// No rate makes the advances worth the payments, as where all is paid before the first advance.
    #[error("no rate makes the advances worth the payments")]
    NoRate,
    /// A number too large to compute with.
    #[error("an amount or a rate is too large")]
    OutOfRange,
}

/// Money on a day: an advance to the borrower, or a payment by the borrower.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DatedAmount {
    /// The day it is advanced or due.
    pub date: NaiveDate,
    /// In units of the currency, not below zero.
    pub amount: Decimal,
}

/// A rate that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Apr {
    /// Percent per year, not rounded for display. Below zero where less is paid than advanced.
    pub percent: Decimal,
    /// The rate per unit-period, as a fraction: 0.01 is one percent.
    pub unit_rate: Decimal,
    /// How many unit-periods a year has.
    pub unit_periods_per_year: Decimal,
}

/// The total cost of the credit: what is paid beyond what is advanced, in units of the currency. Below zero where less
/// is paid than advanced; `None` where a sum is too large.
pub fn total_cost_of_credit(
    advances: impl IntoIterator<Item = Decimal>,
    payments: impl IntoIterator<Item = Decimal>,
) -> Option<Decimal> {
    sum(payments)?.checked_sub(sum(advances)?)
}

fn sum(amounts: impl IntoIterator<Item = Decimal>) -> Option<Decimal> {
    amounts.into_iter().try_fold(Decimal::ZERO, Decimal::checked_add)
}

#[cfg(test)]
mod tests;
