//! Money that is paid out, or added to the principal.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::change::Change;
use super::period::Period;
use super::plan::Plan;
use crate::servicing::amounts::plus;
use crate::servicing::terms::InterestCalculation;

impl Plan {
    /// Pays out an amount on a day: installments that are due after it grow.
    pub fn disburse(&mut self, on: NaiveDate, amount: Decimal) {
        let on = self.counted_from(on);
        let amount = self.settings.rounding.with_all_decimals(amount);
        for period in self.periods.iter_mut().filter(|period| on <= period.from) {
            period.disbursed_before = plus(period.disbursed_before, amount);
        }
        if self.settings.full_term_tranches {
            return self.disburse_full_term(on, amount);
        }
        self.lend(on, Change { disbursed: amount, ..Change::default() });
    }

    /// Adds an amount to the principal on a day.
    pub fn capitalize(&mut self, on: NaiveDate, amount: Decimal) {
        let amount = self.settings.rounding.with_all_decimals(amount);
        for period in self.periods.iter_mut().filter(|period| on <= period.from) {
            period.disbursed_before = plus(period.disbursed_before, amount);
        }
        self.lend(on, Change { capitalized: amount, ..Change::default() });
    }

    /// An amount that was lent outside the plan counts in it from a day on: the last installment asks for it.
    pub fn lend_at_end(&mut self, on: NaiveDate, amount: Decimal) {
        let change = Change { disbursed: amount, ..Change::default() };
        let Some(at) = self.change_balance(on, change) else { return };
        if let Some(last) = self.periods.last_mut() {
            last.installment += amount;
        }
        self.compute_factors(at..at.saturating_add(1));
        self.refresh();
        self.settle(on);
    }

    fn lend(&mut self, on: NaiveDate, change: Change) {
        let in_draft = !self.is_empty() && self.lowering.is_none();
        let Some(at) = self.period_of(on) else { return };
        let first = self.first_affected(at, on);
        self.agree_on_parts_before(first);
        if self.change_balance(on, change).is_some() {
            self.plan_installments(first, in_draft);
            self.spare_interest_paid_ahead(on);
        }
    }

    /// The period whose installment a change on a day affects first: on a due date the next one.
    pub(super) fn first_affected(&self, at: usize, on: NaiveDate) -> usize {
        let is_due_date = self.periods.get(at).is_some_and(|period| period.due == on);
        let next = at.saturating_add(1);
        if is_due_date && next < self.periods.len() { next } else { at }
    }

    /// The day from which an amount bears interest: with whole periods, and no parts of them, the beginning of one.
    fn counted_from(&self, on: NaiveDate) -> NaiveDate {
        if self.settings.calculation != InterestCalculation::SameAsRepaymentPeriod || self.settings.partial_periods {
            return on;
        }
        self.periods.iter().find(|period| period.due > on).map_or(on, |period| period.from)
    }

    /// A disbursement with a schedule of the full term of its own, added to the others.
    fn disburse_full_term(&mut self, on: NaiveDate, amount: Decimal) {
        let first = self.periods.iter().find(|period| on >= period.from && on < period.due);
        let Some(start) = first.map(|period| period.from).or_else(|| self.maturity()) else { return };
        self.interest_grace();
        let mut own = self.full_term_plan(start);
        for period in own.periods.iter_mut().filter(|period| on <= period.from) {
            period.disbursed_before = plus(period.disbursed_before, amount);
        }
        own.lend(on, Change { disbursed: amount, ..Change::default() });
        let change = Change { disbursed: amount, ..Change::default() };
        let placed = self.change_balance(on, change);
        for planned in own.periods.iter() {
            self.add_installment(planned);
        }
        // After the last due date there was no period for it before.
        if placed.is_none() {
            self.change_balance(on, change);
        }
        self.compute_factors(0..self.periods.len());
        self.refresh();
        self.settle(on);
    }

    fn full_term_plan(&self, start: NaiveDate) -> Self {
        let count = usize::try_from(self.settings.installments).unwrap_or(usize::MAX);
        let known = self.periods.iter().filter(|period| period.from >= start).take(count);
        let mut dates: Vec<_> = known.map(|period| (period.from, period.due)).collect();
        let last = dates.last().map_or(start, |(_, due)| *due);
        let after = |day, periods: usize| self.settings.period.after(day, u32::try_from(periods).ok()?);
        // Counted from its beginning, unless due dates have moved since: a short month may have cut the last one.
        let known = dates.len();
        let (seed, passed) = if after(start, known) == Some(last) { (start, known) } else { (last, 0) };
        let mut from = last;
        for more in 1..=count.saturating_sub(known) {
            let Some(due) = after(seed, passed.saturating_add(more)) else { break };
            dates.push((from, due));
            from = due;
        }
        let settings = super::settings::PlanSettings { full_term_tranches: false, ..self.settings.clone() };
        Self::new(settings, &dates)
    }

    /// Adds an installment of one disbursement to the period with its dates, or as a new one at the end.
    fn add_installment(&mut self, planned: &Period) {
        let installment = planned.due_principal() + planned.due_interest();
        // The last one's is what the others leave.
        let part = planned.equal_part.map(|_| planned.due_principal());
        let known = self.periods.iter().position(|period| period.from == planned.from && period.due == planned.due);
        if let Some(period) = known.and_then(|at| self.periods.get_mut(at)) {
            period.installment += installment;
            period.level = period.installment;
            if let (Some(known), Some(more)) = (period.equal_part.as_mut(), part) {
                *known += more;
            } else {
                period.equal_part = part;
            }
            return;
        }
        let Some(last) = self.periods.last() else { return };
        let from = if planned.from < last.due { last.due } else { planned.from };
        let mut period = Period::new(from, planned.due, last.disbursed_before + last.disbursed());
        period.installment = installment;
        period.level = installment;
        period.equal_part = part;
        self.append(period);
    }
}
