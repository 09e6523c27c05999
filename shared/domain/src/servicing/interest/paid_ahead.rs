//! Interest that was paid with an installment whose days are still to come: it was borne before, when the installments
//! of those days were paid and had no place for it.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::period::Period;
use super::plan::Plan;
use crate::servicing::terms::InterestMethod;

impl Plan {
    /// Where installments of days that have passed ask for interest again, as more was lent, or as they are due later,
    /// they ask for as much less as was paid of it with those whose days begin on a day or after it, and these for as
    /// much more. So do those that were paid more than they came to bear.
    pub fn spare_interest_paid_ahead(&mut self, day: NaiveDate) {
        let to_period_end = self.counts_to_period_end(true);
        if self.total_paid_interest().is_zero() || to_period_end || self.settings.method == InterestMethod::Flat {
            return;
        }
        let mut changed = false;
        for at in (0..self.periods.len()).rev() {
            let Some(period) = self.periods.get(at) else { break };
            let ahead = if period.from >= day { period.paid_ahead() } else { period.paid_beyond() };
            if ahead > Decimal::ZERO {
                changed |= self.move_place_of_interest(at, ahead);
            }
        }
        if changed {
            self.refresh();
            self.settle(day);
        }
    }

    /// Earlier installments that are open ask for less interest, and one for what it was paid of that. True where any
    /// does.
    fn move_place_of_interest(&mut self, to: usize, ahead: Decimal) -> bool {
        let mut left = ahead;
        for at in 0..to {
            let asks = |period: &&Period| !period.interest_grace && !period.is_fully_paid();
            let Some(period) = self.periods.get(at).filter(asks) else { continue };
            let spared = period.outstanding_interest().min(left);
            if spared <= Decimal::ZERO {
                continue;
            }
            left -= spared;
            if let Some(period) = self.periods.get_mut(at) {
                period.paid_before += spared;
                period.installment -= spared;
            }
        }
        let moved = ahead - left;
        if let Some(period) = self.periods.get_mut(to).filter(|_| !moved.is_zero()) {
            period.fixed_interest += moved;
            period.installment += moved;
        }
        !moved.is_zero()
    }
}

impl Period {
    /// What was paid of its interest beyond what does not come from its balance.
    fn paid_ahead(&self) -> Decimal {
        self.paid_interest - self.fixed_interest - self.deferred_interest - self.late.raised
    }

    /// What was paid of its interest beyond what it came to bear.
    fn paid_beyond(&self) -> Decimal {
        let is_its_own = !self.is_interest_elsewhere() && !self.holds_early_payments;
        if is_its_own { self.paid_interest - self.calculated_interest } else { Decimal::ZERO }
    }
}
