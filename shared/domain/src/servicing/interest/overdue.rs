//! Principal that is not paid when it is due goes on bearing interest: the schedule assumed that it would be gone.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::change::Change;
use super::plan::{OverdueCorrection, Plan};
use crate::servicing::terms::{PayoffInterest, RestFrequency};

impl Plan {
    /// Takes late principal into account up to a day, as if it were paid on that day. `pays_off` says that a payment on
    /// that day would settle the loan. True where the plan changed.
    pub fn recalculate_overdue(&mut self, until: NaiveDate, pays_off: bool) -> bool {
        let Some(maturity) = self.maturity() else { return false };
        let until = until.min(maturity);
        let due_before = self.first_due_from(until);
        let counts = |at: usize| self.periods.get(at).is_some_and(|period| !period.holds_early_payments);
        if !(0..due_before).any(counts) {
            return false;
        }
        // Nothing is late of what has been paid.
        let first = self.periods.first_open().unwrap_or(due_before);
        let overdue: Vec<usize> = (first..due_before)
            .filter(|at| self.periods.get(*at).is_some_and(|period| !period.holds_early_payments))
            .collect();
        let current = self.period_of(until).unwrap_or(self.periods.len().saturating_sub(1));
        let mut changed = false;
        let mut principal = Decimal::ZERO;
        let mut sum = Decimal::ZERO;
        for at in overdue {
            if !principal.is_zero() {
                changed |= self.carry_overdue(until, at, principal, sum, pays_off);
            }
            principal = self.periods.get(at).map(super::period::Period::outstanding_principal).unwrap_or_default();
            sum += principal;
        }
        changed |= self.carry_overdue(until, current, principal, sum, pays_off);
        if sum > Decimal::ZERO && self.overdue_until.is_none_or(|day| day < until) {
            self.overdue_until = Some(until);
        }
        changed
    }

    /// Lets late principal bear interest in a period, up to the day.
    fn carry_overdue(&mut self, until: NaiveDate, at: usize, principal: Decimal, sum: Decimal, pays_off: bool) -> bool {
        if self.overdue_until == Some(until) {
            return false;
        }
        let Some((from, due)) = self.periods.get(at).map(|period| (period.from, period.due)) else { return false };
        let begins = self.overdue_until.filter(|day| *day >= from).unwrap_or(from);
        self.correct_overdue(begins, principal);
        if until > from && until <= due {
            let ends = if self.counts_to_period_end(pays_off) { due } else { until };
            self.correct_overdue(ends, -sum);
            self.overdue_until = Some(ends);
        }
        true
    }

    fn correct_overdue(&mut self, on: NaiveDate, amount: Decimal) {
        let Some(at) = self.change_balance(on, Change::correction(amount)) else { return };
        if let Some(period) = self.periods.get(at) {
            self.latest_overdue = self.latest_overdue.max(Some(period.due));
            self.overdue_corrections.push(OverdueCorrection { on, amount, due: period.due });
        }
        if self.is_known_to_add_up(on) || self.is_settled() {
            return;
        }
        self.compute_factors(at..at.saturating_add(1));
        self.refresh();
        self.settle(on);
    }

    /// Whether a payment counts as made at the end of its period.
    pub(super) fn counts_to_period_end(&self, pays_off: bool) -> bool {
        let to_end = self.settings.payoff_interest == PayoffInterest::TillPeriodEnd;
        match self.settings.rest {
            RestFrequency::Daily => pays_off && to_end,
            RestFrequency::SameAsRepaymentPeriod => to_end,
        }
    }

    /// Forgets that anything was late.
    pub(super) fn reverse_overdue(&mut self) {
        for correction in std::mem::take(&mut self.overdue_corrections) {
            self.change_balance(correction.on, Change::correction(-correction.amount));
        }
        self.overdue_until = None;
        self.latest_overdue = None;
    }
}
