//! What being late costs: the penalty that has accrued on an account.
//!
//! A penalty is borne on the days after the tolerance by what is overdue then, at a rate in percent a year over the
//! account's day count; days of pauses bear none. What the penalty is computed from changes as installments fall due and
//! are paid, so it is summed up over [`OverdueSegment`]s, stretches of days with one base, and rounded once for each
//! installment. Nothing is charged here: charging, and what has been charged already, is the caller's.

mod late_fee;
mod paid;
mod segment;
#[cfg(test)]
mod tests;
mod year_fraction;

use rust_decimal::Decimal;

pub use late_fee::{LateFee, late_fees};
pub use segment::{InstallmentOverdue, OverdueSegment, overdue_segments};

use super::account::Account;
use super::terms::{InterestTerms, PenaltyBase, Terms};
use super::transaction::Transaction;

/// The penalty that has accrued on an account up to its day. Amounts are in units of its currency.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AccruedPenalty {
    /// All of it.
    pub total: Decimal,
    /// By installment, in the order of due dates, without those that bear none.
    pub installments: Vec<InstallmentPenalty>,
}

/// The penalty that one installment has borne.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InstallmentPenalty {
    /// The number of the installment.
    pub number: u32,
    /// Rounded to the minor units of the currency.
    pub amount: Decimal,
}

/// The penalty that has accrued on an account up to and including its day, since the loan was paid out.
///
/// With [`PenaltyBase::OutstandingPrincipal`] each day's penalty belongs to the installment that was the oldest late one.
pub fn accrued(account: &Account, terms: &Terms, transactions: &[Transaction]) -> AccruedPenalty {
    if terms.penalty.base == PenaltyBase::None || terms.penalty.rate.is_zero() {
        return AccruedPenalty::default();
    }
    let installments: Vec<InstallmentPenalty> = overdue_segments(account, &terms.penalty, transactions)
        .into_iter()
        .map(|overdue| InstallmentPenalty {
            number: overdue.number,
            amount: terms.rounding.money(borne(&overdue.segments, terms.penalty.rate, &terms.interest)),
        })
        .filter(|penalty| !penalty.amount.is_zero())
        .collect();
    AccruedPenalty { total: installments.iter().map(|penalty| penalty.amount).sum(), installments }
}

/// What segments bear at a rate in percent a year over a day count, not rounded.
pub fn borne(segments: &[OverdueSegment], annual_rate: Decimal, days: &InterestTerms) -> Decimal {
    segments
        .iter()
        .map(|segment| {
            let years = year_fraction::year_fraction(segment.from, segment.to, days.day_count, days.leap_day);
            segment.base * annual_rate / Decimal::ONE_HUNDRED * years
        })
        .sum()
}
