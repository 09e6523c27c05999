//! What of an account's interest is owed to lateness: the interest that is there only because late principal bears some.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::servicing::replay::ReplayError;
use crate::servicing::summary::{Summary, summary};
use crate::servicing::terms::Terms;
use crate::servicing::transaction::Transaction;

/// What of the interest is owed to lateness, in units of the currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LateInterest {
    /// Of what has accrued and is not due.
    pub accrued: Decimal,
    /// Of what is left to pay.
    pub outstanding: Decimal,
    /// Of what is due.
    pub due: Decimal,
    /// Of what was paid.
    pub paid: Decimal,
}

impl LateInterest {
    /// The difference to the same account under terms by which late principal bears nothing.
    pub(super) fn of(
        with: &Summary,
        terms: &Terms,
        transactions: &[Transaction],
        day: NaiveDate,
    ) -> Result<Self, ReplayError> {
        if !terms.interest.accrue_late_interest {
            return Ok(Self::default());
        }
        let mut in_time = terms.clone();
        in_time.interest.accrue_late_interest = false;
        in_time.arrears.late_payment = None;
        let without = summary(&in_time, transactions, day)?;
        let more = |with: Decimal, without: Decimal| (with - without).max(Decimal::ZERO);
        Ok(Self {
            accrued: more(with.accrued_interest, without.accrued_interest),
            outstanding: more(with.balances.outstanding.interest, without.balances.outstanding.interest),
            due: more(with.balances.due.interest, without.balances.due.interest),
            paid: more(with.balances.paid.interest, without.balances.paid.interest),
        })
    }
}
