//! Equal parts of principal: each installment repays the same part of the loan, and asks for the interest of its period
//! beside it, so that installments fall as the balance does.
//!
//! `p = B / n` and `i_k = B_k * r_k`, where `B` is the balance that `n` installments repay, `B_k` what is left of it in
//! period `k`, and `r_k` the interest of one unit over that period: the constant amortization (straight-line) mortgage of
//! the textbooks. The last installment takes what rounding leaves.

use std::ops::Range;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::course::Shape;
use super::period::{Period, at_least_zero};
use super::plan::Plan;
use crate::servicing::terms::InterestMethod;

impl Plan {
    /// Sets equal parts of principal over a range, for the balance before it and what is paid out at its beginning.
    pub(super) fn equal_principal(&mut self, range: Range<usize>) {
        let rounding = self.settings.rounding;
        let mut balance = self.balance_to_spread(&range);
        let beyond = self.count_beyond();
        let part_of = |count: usize| {
            let count = Decimal::from(count.saturating_add(beyond).max(1));
            rounding.multiple(rounding.money(balance / count))
        };
        let all = part_of(range.len());
        // More was paid of it in advance, which is not among what is spread: it asks for what it did.
        let keeps = |period: &Period| all + period.prepaid < period.paid_principal;
        let in_range = self.periods.iter().skip(range.start).take(range.len());
        let part = part_of(in_range.filter(|period| !keeps(period)).count());
        for period in self.periods.iter_mut().skip(range.start).take(range.len()) {
            if keeps(period) {
                continue;
            }
            balance -= part;
            let factor: Decimal = period.segments.iter().map(|segment| segment.factor).sum();
            period.equal_part = Some(part + period.prepaid);
            period.level = part + period.prepaid;
            // A first guess, with which few installments have to be corrected.
            let guess = part + period.prepaid + rounding.money(at_least_zero(balance + part) * factor);
            period.installment = guess.max(period.paid());
        }
        self.refresh();
        self.follow_equal_principal();
    }

    /// Installments ask for their part of principal and for the interest that their period has come to bear.
    pub(super) fn follow_equal_principal(&mut self) {
        if self.settings.method != InterestMethod::DecliningBalance {
            return;
        }
        self.refresh();
        self.periods.adjust_installments(&self.settings, |period| {
            let is_met = period.shape == Shape::Paid || (!period.paid().is_zero() && period.is_fully_paid());
            let asked = if is_met { period.installment } else { period.with_equal_part(period.installment) };
            (asked != period.installment).then_some(asked)
        });
    }

    /// Equal parts that came before what is lent or put back, or before another rate, may have been less for the last of
    /// them, as multiples or payments in advance have it: it does not ask for more after all.
    pub(super) fn agree_on_parts_before(&mut self, first: usize) {
        if first == 0 || self.settings.method != InterestMethod::DecliningBalance {
            return;
        }
        for period in self.periods.iter_mut().take(first) {
            let asked = period.due_principal() - period.credited_principal();
            period.equal_part = period.equal_part.map(|part| part.min(asked));
        }
    }

    /// A period whose part is paid before it is due, with the interest up to that day, asks for no more: interest that the
    /// rest of it comes to bear is due with the next installment.
    pub(super) fn meet_equal_part(&mut self, at: Option<usize>, on: NaiveDate) {
        // No period waits where parts were agreed.
        let Some((at, period)) = at.and_then(|at| Some((at, self.periods.waiting_period(at)?))) else { return };
        let Some(part) = period.equal_part.filter(|_| on < period.due) else { return };
        // There is no next one for what the last one leaves.
        let asked = if self.periods.find_last_open() == Some(at) { period.due_principal() } else { part };
        let is_met = period.paid_principal >= asked.min(period.due_principal())
            && period.paid_principal > Decimal::ZERO
            && period.paid_interest >= self.interest_till(period.from, period.due, on, true);
        if let Some(period) = self.periods.get_mut(at).filter(|_| is_met) {
            period.equal_part = None;
            period.installment = period.paid() - period.credited() - period.deferred_interest - period.late.raised;
            self.refresh();
            self.settle(on);
        }
    }
}

impl Period {
    /// The installment of a period with an equal part of principal, no less than was paid; another one as it is given.
    pub(super) fn with_equal_part(&self, installment: Decimal) -> Decimal {
        let Some(part) = self.equal_part else { return installment };
        // What late principal bore is asked for beside the installment, and put off by nothing.
        let late = self.late.raised;
        let interest = if self.interest_grace { self.interest_beside_installment() } else { self.calculated_interest };
        let principal = part.max(self.paid_principal - self.credited_principal());
        principal + interest.max(self.paid_interest) - self.deferred_interest - self.credited_interest() - late
    }
}
