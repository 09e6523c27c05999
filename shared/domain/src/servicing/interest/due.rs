//! What is due on a day, seen from that day: no interest of later days counts.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::period::{Period, at_least_zero, days};
use super::plan::Plan;

/// Principal and interest, in units of the currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Due {
    /// Of the amount lent.
    pub principal: Decimal,
    /// For the use of it.
    pub interest: Decimal,
}

impl Plan {
    /// The same from the periods up to it alone; `None` where the whole plan has to be looked at.
    pub fn due_at_a_glance(&self, from: NaiveDate, due: NaiveDate, on: NaiveDate) -> Option<Due> {
        self.glance(self.period_between(from, due)?, on)
    }

    /// What a period asks for when it is paid on a day, what was paid for it included.
    pub fn due_on(&self, from: NaiveDate, due: NaiveDate, on: NaiveDate) -> Option<Due> {
        let at = self.period_between(from, due)?;
        if let Some(due) = self.glance(at, on) {
            return Some(due);
        }
        let mut seen = self.seen_on(on);
        seen.restore_installment(at, on, self);
        let period = seen.periods.get(at)?;
        if !self.settings.vertical {
            return Some(Due { principal: period.due_principal(), interest: period.due_interest() });
        }
        let is_another_open = seen.periods.open().nth(1).is_some();
        let principal = if is_another_open { period.payable() } else { period.due_principal() };
        Some(Due {
            principal: cap(principal, seen.total_lent(), seen.total_paid_principal(), period.paid_principal),
            interest: cap(
                period.due_interest(),
                seen.total_interest(),
                seen.total_paid_interest(),
                period.paid_interest,
            ),
        })
    }

    /// Interest of a period up to a day.
    pub fn interest_till(&self, from: NaiveDate, due: NaiveDate, till: NaiveDate, with_credited: bool) -> Decimal {
        let seen = self.seen_on(till);
        let Some(period) = seen.period_between(from, due).and_then(|at| seen.periods.get(at)) else {
            return Decimal::ZERO;
        };
        let interest = period.calculated_interest;
        if with_credited { interest } else { interest - period.credited_interest() }
    }

    /// Interest that a period has earned up to a day, without what was put back; interest that was agreed as an amount is
    /// earned in equal parts a day. Nothing where there is no such period.
    pub fn earned_till(&self, from: NaiveDate, due: NaiveDate, till: NaiveDate) -> Option<Decimal> {
        let fixed = self.period_between(from, due).and_then(|at| self.periods.get(at))?.fixed_interest;
        let interest = self.interest_till(from, due, till, false);
        let length = days(from, due);
        if fixed.is_zero() || length.is_zero() || till >= due {
            return Some(interest);
        }
        let earned = self.settings.rounding.money(fixed * days(from, till) / length);
        Some(at_least_zero(interest - fixed + earned))
    }

    /// Principal and interest that are left to pay when everything is paid on a day.
    pub fn outstanding_on(&self, on: NaiveDate) -> Due {
        self.outstanding_at_a_glance(on).unwrap_or_else(|| self.as_of_payoff(on).left_to_pay(on))
    }

    /// Interest that is due and unpaid in all periods that began before a day, up to that day.
    pub fn outstanding_interest_till(&self, till: NaiveDate) -> Decimal {
        let seen = self.seen_on(till);
        seen.periods.iter().filter(|period| period.from < till).map(Period::outstanding_interest).sum()
    }

    /// Interest due over all periods, each as it is due on a day.
    pub fn interest_due_on(&self, on: NaiveDate) -> Decimal {
        self.periods.iter().filter_map(|period| self.due_on(period.from, period.due, on)).map(|due| due.interest).sum()
    }

    /// The balance at the end of a day.
    pub fn balance_on(&self, on: NaiveDate) -> Decimal {
        let seen = self.seen_on(on);
        let first = seen.start().is_some_and(|start| on < start);
        let at = seen.period_of(on).unwrap_or(if first { 0 } else { seen.periods.len().saturating_sub(1) });
        seen.periods.get(at).and_then(Period::closing_balance).unwrap_or_default()
    }

    /// The plan without the days after one.
    pub(super) fn seen_on(&self, on: NaiveDate) -> Self {
        let mut seen = self.clone();
        if seen.start().is_some_and(|start| on < start) {
            for period in seen.periods.iter_mut() {
                period.segments.clear();
            }
            seen.refresh();
            return seen;
        }
        if seen.maturity().is_none_or(|maturity| on >= maturity) {
            return seen;
        }
        let Some(current) = seen.period_of(on) else { return seen };
        let (first, len) = (seen.first_due_after(on), seen.periods.len());
        for (at, period) in seen.periods.range_mut(first..len).enumerate().map(|(at, period)| (first + at, period)) {
            if at == current {
                cut_after(period, at, on);
            } else {
                keep_credits(period, at == current.saturating_add(1));
            }
        }
        seen.compute_factors(first..len);
        seen.refresh();
        seen.settle(on);
        seen
    }

    /// A period that has not begun asks for its level installment, as long as that much is outstanding.
    fn restore_installment(&mut self, at: usize, on: NaiveDate, source: &Self) {
        let Some(period) = self.periods.get(at).filter(|period| on <= period.from) else { return };
        let open = self.periods.open().take(2).count();
        let outstanding = self.outstanding_principal();
        let (re_aged, fully_paid, level) = (period.re_aged, period.is_fully_paid(), period.level);
        let owed = self.total_lent() - self.total_paid_principal() + period.paid_principal + period.due_interest();
        let Some(period) = self.periods.get_mut(at) else { return };
        if re_aged {
            if let Some(own) = source.periods.get(at) {
                period.installment = own.installment;
            }
        } else if open > 1 {
            period.installment = period.with_equal_part(level);
            self.refresh();
            let Some(period) = self.periods.get_mut(at) else { return };
            period.installment -= at_least_zero(period.outstanding_principal() - outstanding);
        } else if fully_paid && open == 1 {
            period.installment = period.with_equal_part(level).min(owed);
        }
        self.refresh();
    }
}

/// No more than is left in all beside what was paid of it.
fn cap(due: Decimal, total: Decimal, total_paid: Decimal, paid: Decimal) -> Decimal {
    due.min(paid + at_least_zero(total - total_paid))
}

/// Ends a period's segments on a day; what was put back on that day stays.
pub(super) fn cut_after(period: &mut Period, at: usize, on: NaiveDate) {
    let Some(index) = period.segment_of(on, at == 0) else { return };
    let next = period.segments.get(index.saturating_add(1));
    let credits = next.map(|next| (next.credited_principal, next.credited_interest));
    let Some(segment) = period.segments.get_mut(index) else { return };
    segment.to = on;
    if let Some((principal, interest)) = credits {
        segment.credited_principal += principal;
        segment.credited_interest += interest;
    }
    period.segments.truncate(index.saturating_add(1));
}

/// A period that has not begun keeps what was put back on the day it begins, and bears nothing.
fn keep_credits(period: &mut Period, is_next: bool) {
    let has_credits = period
        .segments
        .first()
        .is_some_and(|first| first.credited_principal > Decimal::ZERO || first.credited_interest > Decimal::ZERO);
    if is_next && has_credits {
        period.segments.truncate(1);
        if let Some(first) = period.segments.first_mut() {
            first.to = first.from;
        }
    } else {
        period.segments.clear();
    }
}
