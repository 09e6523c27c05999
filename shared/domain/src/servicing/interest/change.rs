//! Changes of the balance at a date: each splits the segment that it falls in.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::period::{Period, Segment};
use super::plan::Plan;
use crate::servicing::amounts::plus;

/// Amounts that change the balance on one day.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Change {
    pub disbursed: Decimal,
    pub capitalized: Decimal,
    pub correction: Decimal,
}

impl Change {
    pub(super) fn correction(amount: Decimal) -> Self {
        Self { correction: amount, ..Self::default() }
    }

    pub(super) fn is_nothing(&self) -> bool {
        self.disbursed.is_zero() && self.capitalized.is_zero() && self.correction.is_zero()
    }
}

impl Plan {
    /// Puts a change where its day lies, and says in which period; none for a day outside the plan.
    pub(super) fn change_balance(&mut self, on: NaiveDate, change: Change) -> Option<usize> {
        let at = self.period_of(on)?;
        let last = at.checked_add(1)? == self.periods.len();
        if change.is_nothing() && segment_ending(self.periods.get(at)?, on, last).is_some() {
            return Some(at);
        }
        let period = self.periods.get_mut(at)?;
        let segment = segment_ending(period, on, last).unwrap_or_else(|| split(period, on));
        let segment = period.segments.get_mut(segment)?;
        segment.disbursed = plus(segment.disbursed, change.disbursed);
        segment.capitalized = plus(segment.capitalized, change.capitalized);
        segment.correction = plus(segment.correction, change.correction);
        Some(at)
    }

    /// A change of the balance by principal, and what follows from it.
    pub(super) fn correct_balance(&mut self, on: NaiveDate, amount: Decimal) {
        let Some(at) = self.change_balance(on, Change::correction(amount)) else { return };
        self.compute_factors(at..at.saturating_add(1));
        self.refresh();
        self.settle(on);
    }

    /// Principal that is put back on a day by a refund of a credit balance.
    pub fn refund(&mut self, on: NaiveDate, principal: Decimal) {
        self.refunds = true;
        self.credit(on, principal, Decimal::ZERO);
        self.refunds = false;
    }

    /// Principal and interest that are put back on a day: by a chargeback, or a refund of money that had been used.
    pub fn credit(&mut self, on: NaiveDate, principal: Decimal, interest: Decimal) {
        self.agree_on_parts_before(self.first_due_from(on));
        let Some(at) = self.change_balance(on, Change::correction(principal)) else { return };
        self.note_put_back(on, principal, interest);
        self.compute_factors(at..at.saturating_add(1));
        self.refresh();
        self.settle(on);
    }

    /// What is put back on a day is due with the period that has the day, beside its installment.
    pub(super) fn note_put_back(&mut self, on: NaiveDate, principal: Decimal, interest: Decimal) {
        let last = self.periods.len().saturating_sub(1);
        let credited = self.periods.iter().enumerate().position(|(index, period)| {
            on >= period.from && if index == last { on <= period.due } else { on < period.due }
        });
        let is_refund = self.refunds;
        if let Some(period) = credited.and_then(|index| self.periods.get_mut(index))
            && let Some(segment) = period.segments.iter_mut().rev().find(|segment| segment.from == on)
        {
            period.refunded |= is_refund;
            segment.credited_principal += principal;
            segment.credited_interest += interest;
        }
    }
}

/// The segment that ends on a day. On the last due date only one without length: what happens then bears no interest.
fn segment_ending(period: &Period, on: NaiveDate, is_last: bool) -> Option<usize> {
    if is_last && on == period.due {
        let at = period.segments.len().checked_sub(1)?;
        return period.segments.get(at).filter(|segment| segment.from == segment.to).map(|_| at);
    }
    period.segments.iter().rposition(|segment| segment.to == on)
}

/// Splits the segment that a day lies in, and says which one ends on it.
pub(super) fn split(period: &mut Period, on: NaiveDate) -> usize {
    let at = period.segments.iter().rposition(|segment| on > segment.from && on <= segment.to).unwrap_or(0);
    let Some(segment) = period.segments.get_mut(at) else { return at };
    let end = on.min(segment.to).max(segment.from);
    let mut rest = Segment::empty(end, segment.to, segment.paused);
    if end < segment.to {
        // What happens on the day on which it ended happens on that day still.
        rest.disbursed = std::mem::take(&mut segment.disbursed);
        rest.capitalized = std::mem::take(&mut segment.capitalized);
        rest.correction = std::mem::take(&mut segment.correction);
    }
    segment.to = end;
    period.segments.insert(at.saturating_add(1), rest);
    at
}
