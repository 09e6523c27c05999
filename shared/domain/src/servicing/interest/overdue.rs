//! Principal that is not paid when it is due goes on bearing interest: the schedule assumed that it would be gone.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::change::Change;
use super::course::Shape;
use super::plan::{OverdueCorrection, Plan};
use crate::servicing::terms::{InterestMethod, PayoffInterest, RestFrequency};

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
        let at_end = self.takes_after(current);
        let mut changed = false;
        let mut principal = Decimal::ZERO;
        let mut sum = Decimal::ZERO;
        for at in overdue {
            if let Some(begins) = self.bears_from(until, at).filter(|_| !principal.is_zero()) {
                self.let_bear(begins, principal, at_end);
                changed = true;
            }
            principal = self.periods.get(at).map(super::period::Period::outstanding_principal).unwrap_or_default();
            sum += principal;
        }
        if let Some(begins) = self.bears_from(until, current) {
            let ends = self.overdue_ends(until, current, pays_off);
            let one_follows = at_end && ends.is_some();
            // What begins with the period ended with the one before it, where nothing is to be split.
            let is_whole = current > 0 && self.periods.get(current).is_some_and(|period| period.from == begins);
            if !(one_follows && is_whole && principal.is_zero()) {
                self.let_bear(begins, principal, one_follows);
            }
            if let Some(ends) = ends {
                self.correct_overdue(ends, -sum);
                self.overdue_until = Some(ends);
            }
            changed = true;
        }
        if sum > Decimal::ZERO && self.overdue_until.is_none_or(|day| day < until) {
            self.overdue_until = Some(until);
        }
        changed
    }

    /// Whether an installment after one takes what corrections change, and that is all that comes of them: then it need not do
    /// so between one and the next.
    fn takes_after(&mut self, at: usize) -> bool {
        let is_level = self.settings.method != InterestMethod::DecliningBalance;
        let last = self.periods.last_open().filter(|last| is_level && *last > at);
        let last = last.and_then(|last| self.periods.waiting_period(last));
        last.is_some_and(|last| last.shape == Shape::Plain && last.interest == last.calculated_interest)
    }

    /// The day to which it bears in a period that a day lies in; `None` where the day lies outside of it.
    fn overdue_ends(&self, until: NaiveDate, at: usize, pays_off: bool) -> Option<NaiveDate> {
        let period = self.periods.get(at).filter(|period| until > period.from && until <= period.due)?;
        Some(if self.counts_to_period_end(pays_off) { period.due } else { until })
    }

    /// The day after which late principal begins to bear interest in a period; `None` where that has been taken into account.
    fn bears_from(&self, until: NaiveDate, at: usize) -> Option<NaiveDate> {
        let from = self.periods.get(at)?.from;
        let begins = self.overdue_until.filter(|day| *day >= from).unwrap_or(from);
        (self.overdue_until != Some(until)).then_some(begins)
    }

    /// Late principal bears from a day on. Installments are let add up, unless that is left to a correction that follows.
    fn let_bear(&mut self, from: NaiveDate, principal: Decimal, one_follows: bool) {
        if !one_follows {
            self.correct_overdue(from, principal);
        } else if let Some(at) = self.put_overdue(from, principal) {
            self.compute_factors(at..at.saturating_add(1));
            self.refresh();
        }
    }

    fn correct_overdue(&mut self, on: NaiveDate, amount: Decimal) {
        let at = self.put_overdue(on, amount);
        if self.is_known_to_add_up(on) || self.is_settled() {
            return;
        }
        if let Some(at) = at {
            self.compute_factors(at..at.saturating_add(1));
        }
        self.refresh();
        // Where nothing is late, periods that wait are left what they were, and installments go on adding up.
        if !(amount.is_zero() && self.periods.any_waits()) {
            self.settle(on);
        }
    }

    pub(super) fn put_overdue(&mut self, on: NaiveDate, amount: Decimal) -> Option<usize> {
        let at = self.change_balance(on, Change::correction(amount))?;
        if let Some(period) = self.periods.get(at) {
            self.latest_overdue = self.latest_overdue.max(Some(period.due));
            self.overdue_corrections.push(OverdueCorrection { on, amount, due: period.due });
        }
        Some(at)
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
