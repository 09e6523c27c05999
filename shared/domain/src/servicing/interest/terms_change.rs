//! Terms that change while the loan runs: the rate, pauses of interest, due dates, the number of installments.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::change::{Change, split};
use super::period::{Period, at_least_zero};
use super::plan::Plan;
use crate::servicing::due_dates::RepaymentPeriod;

impl Plan {
    /// Another rate in percent a year, from a day on, that day included.
    pub fn change_rate(&mut self, from: NaiveDate, annual_rate: Decimal) {
        let Some(after) = from.pred_opt() else { return };
        self.add_rate(after, annual_rate);
        self.agree_on_parts_before(self.first_due_from(from));
        let Some(at) = self.change_balance(after, Change::default()) else { return };
        // Also of periods that ask for nothing any more: late principal bears at their rate.
        self.compute_factors(self.due_from(after));
        if self.total_lent() > Decimal::ZERO && self.outstanding_principal().is_zero() {
            // Nothing is left that installments could repay.
            self.refresh();
            // Interest that is not borne after all makes no principal.
            return self.settle(after);
        }
        self.plan_installments(self.first_affected(at, after), false);
    }

    /// No interest from one day to another, both included. Installments stay, the last one takes the difference.
    pub fn pause_interest(&mut self, first: NaiveDate, last: NaiveDate) {
        // The day after which they begin is the one before the first of them.
        let after = first.pred_opt().unwrap_or(first);
        self.pauses.push((after, last));
        let mut begins = None;
        for period in self.periods.iter_mut().filter(|period| period.from < last && period.due >= first) {
            begins = begins.or(Some(period.from));
            pause_after(period, after, last);
        }
        let Some(begins) = begins else { return };
        self.compute_factors(self.due_from(begins));
        self.refresh();
        self.settle(begins);
    }

    /// The first periods bear no interest. Installments stay, the last one takes the difference.
    pub fn free_first_periods(&mut self, count: u32) {
        let count = usize::try_from(count).unwrap_or(usize::MAX);
        for segment in self.periods.iter_mut().take(count).flat_map(|period| &mut period.segments) {
            segment.paused = true;
        }
    }

    /// An amount that is kept for later installments lowers the balance that bears interest; taken out it raises it.
    pub fn keep(&mut self, on: NaiveDate, amount: Decimal) {
        self.correct_balance(on, -amount);
    }

    /// Interest of a period that is due elsewhere: the period and its installment ask for as much less.
    pub fn take_out_interest(&mut self, from: NaiveDate, due: NaiveDate, on: NaiveDate, amount: Decimal) {
        if let Some(period) = self.period_between(from, due).and_then(|at| self.periods.get_mut(at)) {
            // What found no place in the installment is due later, and not part of it.
            let placed = amount.min(period.outstanding_interest());
            // What late principal bore is beside the installment.
            let of_late = amount.min(period.late.raised);
            period.late.raised -= of_late;
            period.fixed_interest -= amount - of_late;
            period.taken_until = Some(on.min(due));
            period.installment -= at_least_zero(placed - of_late);
        }
        self.refresh();
        self.settle(on);
    }

    /// More periods at the end; installments from a day on are computed anew. Due dates are counted from `seed`, of
    /// which `counted` periods are there already.
    pub fn add_periods(&mut self, from: NaiveDate, more: u32, seed: NaiveDate, counted: u32, every: RepaymentPeriod) {
        let end = self.end_of_installments(0);
        // The last part has taken what rounding left of the others, and goes on asking for it.
        if let Some(last) = self.periods.last_mut() {
            let asked = last.due_principal() - last.credited_principal();
            last.equal_part = last.equal_part.map(|_| asked);
        }
        for count in counted..counted.saturating_add(more) {
            let (Some(begins), Some(due)) = (every.after(seed, count), every.after(seed, count.saturating_add(1)))
            else {
                break;
            };
            let disbursed = self.periods.last().map_or(Decimal::ZERO, |last| last.disbursed_before + last.disbursed());
            self.append(Period::new(begins, due, disbursed));
        }
        let Some(after) = from.pred_opt() else { return };
        let Some(at) = self.change_balance(after, Change::default()) else { return };
        let (first, all) = (self.first_affected(at, after), self.periods.len());
        // Also of those that ask for nothing: late principal bears in them.
        self.compute_factors(first..all);
        let end = end.saturating_add(usize::try_from(more).unwrap_or(usize::MAX)).min(all);
        self.plan_range(first..if end > first { end } else { all }, false);
    }
}

/// Splits a period where rates change, and cuts out paused days.
pub(super) fn split_by_terms(period: &mut Period, rates: &[(NaiveDate, Decimal)], pauses: &[(NaiveDate, NaiveDate)]) {
    for (day, _) in rates {
        let is_within = *day > period.from && *day < period.due;
        if is_within && !period.segments.iter().any(|segment| segment.to == *day) {
            split(period, *day);
        }
    }
    for (after, until) in pauses {
        pause_after(period, *after, *until);
    }
}

/// Cuts out paused days of a period, those after one date up to another, as far as they are the period's.
pub(super) fn pause_after(period: &mut Period, first: NaiveDate, last: NaiveDate) {
    let begins = first.max(period.from);
    let ends = last.min(period.due);
    if begins >= ends {
        return;
    }
    if !period.segments.iter().any(|segment| segment.from == begins) {
        split(period, begins);
    }
    if !period.segments.iter().any(|segment| segment.to == ends) {
        split(period, ends);
    }
    for segment in period.segments.iter_mut().filter(|segment| segment.from >= begins && segment.to <= ends) {
        segment.paused = true;
    }
}
