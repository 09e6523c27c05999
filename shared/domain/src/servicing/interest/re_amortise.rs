//! What is overdue is moved out of the periods that were due, into those that remain.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::change::Change;
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
        self.lift_principal_grace();
        let overdue: Vec<usize> = (0..self.periods.len())
            .filter(|at| self.periods.get(*at).is_some_and(|period| period.due <= on && !period.is_fully_paid()))
            .collect();
        let interest: Decimal = overdue
            .iter()
            .filter_map(|at| self.periods.get(*at))
            .map(|period| period.due_interest() - period.paid_interest)
            .sum();
        let range = self.due_from(on.succ_opt().unwrap_or(on));
        let part = if range.is_empty() || interest <= Decimal::ZERO {
            Decimal::ZERO
        } else {
            self.settings.rounding.money(interest / Decimal::from(range.len()))
        };
        let passed_on = self.pass_nothing_on(range.start);
        self.rebuild_corrections(on);
        let borne_until = self.late_until;
        let mut late = Decimal::ZERO;
        for at in overdue {
            let Some(period) = self.periods.get_mut(at) else { continue };
            // What late principal bore beside the plan is spread; the balance bears from then on.
            let open = if period.is_late_on(borne_until) { period.outstanding_principal() } else { Decimal::ZERO };
            late += open;
            if let Some(last) = period.segments.last_mut() {
                last.correction -= period.paid_principal + open;
            }
            period.late.raised = Decimal::ZERO;
            period.installment = period.paid();
            period.equal_part = None;
            period.move_interest_down();
        }
        self.bear_from(borne_until, late);
        self.compute_factors(range.clone());
        for period in self.periods.iter_mut().skip(range.start).take(range.len()) {
            period.fixed_interest += part;
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

    /// Interest that found no place in periods that are paid is overdue in those after them, and counts there alone. Says
    /// how much of it periods up to one have no place for at all.
    fn pass_nothing_on(&mut self, end: usize) -> Decimal {
        let last = end.checked_sub(1).and_then(|at| self.periods.get(at));
        let passed_on = last.map(|last| at_least_zero(last.unrecognized_interest())).unwrap_or_default();
        for at in 0..end {
            let passes = |period: &&Period| period.is_fully_paid() && period.unrecognized_interest() > Decimal::ZERO;
            if self.periods.get(at).is_some_and(|period| passes(&period))
                && let Some(period) = self.periods.get_mut(at)
            {
                period.interest_moved_down = true;
                period.fixed_interest = period.fixed_interest.min(period.paid_interest);
            }
        }
        passed_on
    }

    /// Of what corrected the balance up to a day, what was paid in advance for periods that are due later stays: the
    /// latest of it, because what is due sooner is paid sooner.
    fn keep_advance_corrections(&mut self, on: NaiveDate) {
        let mut paid: Decimal =
            self.periods.iter().filter(|period| period.due > on).map(|period| period.paid_principal).sum();
        for segment in self.periods.iter_mut().rev().flat_map(|period| period.segments.iter_mut().rev()) {
            let lowers = if segment.to <= on { at_least_zero(-segment.correction).min(paid) } else { Decimal::ZERO };
            paid -= lowers;
            segment.correction = -lowers;
        }
        if paid > Decimal::ZERO {
            self.change_balance(on, Change::correction(-paid));
        }
    }

    /// Corrections of the balance are what was paid for each period, at its end, beside what was paid in advance: what
    /// was late is no more.
    fn rebuild_corrections(&mut self, on: NaiveDate) {
        self.keep_advance_corrections(on);
        let put_back: Vec<Decimal> = self.periods.iter().skip(1).map(Period::credited_principal).collect();
        for (at, period) in self.periods.iter_mut().enumerate() {
            if !period.is_fully_paid() || period.due > on {
                continue;
            }
            let paid = period.paid_principal - put_back.get(at).copied().unwrap_or_default();
            if let Some(last) = period.segments.last_mut().filter(|_| paid > Decimal::ZERO) {
                last.correction -= paid;
            }
        }
    }

    /// From a day on all that is outstanding bears interest: what was paid late on the day itself counted, with what else
    /// was late, as paid on it.
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
