//! What is overdue is moved out of the periods that were due, into those that remain.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::period::{Period, at_least_zero};
use super::plan::Plan;

impl Plan {
    /// Spreads what is overdue as the level installments of the remaining periods do.
    pub fn re_amortise(&mut self, on: NaiveDate) {
        self.lift_principal_grace();
        self.close_periods_until(on);
        self.bear_outstanding_after(on);
        let range = self.due_from(on.succ_opt().unwrap_or(on));
        self.refresh();
        if range.is_empty() {
            return;
        }
        self.level_installments(range.clone());
        self.refresh();
        self.settle(on);
        self.smooth(range);
    }

    /// Spreads overdue principal over the level installments of the remaining periods, and overdue interest over them
    /// in equal parts that bear nothing.
    pub fn re_amortise_with_equal_interest(&mut self, on: NaiveDate) {
        let is_open = |period: &Period| !period.is_fully_paid();
        let asks = |period: &Period| is_open(period) || period.paid().is_zero();
        self.lift_principal_grace();
        let overdue: Vec<usize> = (0..self.periods.len())
            .filter(|at| self.periods.get(*at).is_some_and(|period| period.due <= on && is_open(period)))
            .collect();
        let interest: Decimal = overdue
            .iter()
            .filter_map(|at| self.periods.get(*at))
            .map(|period| period.due_interest() - period.paid_interest)
            .sum();
        let range = self.due_from(on.succ_opt().unwrap_or(on));
        // What is paid asks for nothing more.
        let open: Vec<usize> = range.clone().filter(|at| self.periods.get(*at).is_some_and(asks)).collect();
        let part = if open.is_empty() || interest <= Decimal::ZERO {
            Decimal::ZERO
        } else {
            self.settings.rounding.money(interest / Decimal::from(open.len()))
        };
        let passed_on = self.pass_nothing_on(range.start);
        // What late principal bore beside the plan is spread with the rest.
        let raised: Vec<Decimal> = overdue.iter().filter_map(|at| Some(self.periods.get(*at)?.late.raised)).collect();
        self.close_periods_until(on);
        for (at, raised) in overdue.into_iter().zip(raised) {
            if let Some(period) = self.periods.get_mut(at) {
                period.fixed_interest -= raised;
                period.move_interest_down();
            }
        }
        self.bear_outstanding_after(on);
        self.compute_factors(range.clone());
        for at in open {
            if let Some(period) = self.periods.get_mut(at) {
                period.fixed_interest += part;
            }
        }
        if let Some(first) = self.periods.get_mut(range.start).filter(|_| !passed_on.is_zero()) {
            first.fixed_interest += passed_on;
        }
        self.refresh();
        if range.is_empty() {
            return;
        }
        self.level_installments(range.clone());
        self.refresh();
        self.settle(on);
        self.smooth(range);
    }

    /// Interest that found no place in periods that are paid is overdue in those after them, and counts there alone.
    /// Says how much of it periods up to one have no place for at all.
    fn pass_nothing_on(&mut self, end: usize) -> Decimal {
        let last = end.checked_sub(1).and_then(|at| self.periods.get(at));
        let passed_on = last.map(|last| at_least_zero(last.unrecognized_interest())).unwrap_or_default();
        for at in 0..end {
            let passes = |period: &Period| period.is_fully_paid() && period.unrecognized_interest() > Decimal::ZERO;
            if self.periods.get(at).is_some_and(passes)
                && let Some(period) = self.periods.get_mut(at)
            {
                period.interest_moved_down = true;
                period.fixed_interest = period.fixed_interest.min(period.paid_interest);
            }
        }
        passed_on
    }

    /// From a day on all that is outstanding bears interest: what was paid late on the day itself counted, with what
    /// else was late, as paid on it.
    fn bear_outstanding_after(&mut self, day: NaiveDate) {
        self.refresh();
        let outstanding = self.outstanding_principal();
        let bears = self.period_of(day).and_then(|at| self.periods.get(at)?.balance_after(day, at == 0));
        if let Some(bears) = bears.filter(|bears| *bears != outstanding) {
            self.correct_balance(day, outstanding - bears);
        }
    }

    fn lift_principal_grace(&mut self) {
        self.principal_grace_lifted = true;
        for period in self.periods.iter_mut() {
            period.principal_grace = false;
            period.mid_term_grace = false;
        }
    }
}
