//! What is outstanding is moved out of the periods up to a day, into new ones.

use std::ops::Range;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::change::Change;
use super::due::Due;
use super::equal_parts::EqualParts;
use super::factor::{counts_days, whole_periods_a_year};
use super::period::Period;
use super::plan::Plan;
use super::settings::PlanSettings;
use crate::servicing::due_dates::RepaymentPeriod;
use crate::servicing::rounding::Rounding;

/// New periods.
#[derive(Debug, Clone, Copy)]
pub struct NewPeriods {
    /// The due date of the first one.
    pub first_due: NaiveDate,
    /// How many.
    pub count: u32,
    /// The time between them.
    pub every: RepaymentPeriod,
}

/// An installment that is given instead of computed.
#[derive(Debug, Clone, Copy)]
pub struct FixedInstallment {
    /// The day after which it begins.
    pub from: NaiveDate,
    /// The day on which it is due.
    pub due: NaiveDate,
    /// What is due.
    pub expected: Due,
    /// What of it was paid.
    pub paid: Due,
}

impl NewPeriods {
    /// The due dates, in order, each counted from the one before it: the day of a short month stays.
    fn dues(&self) -> impl Iterator<Item = NaiveDate> + '_ {
        std::iter::successors(Some(self.first_due), |due| self.every.after(*due, 1))
            .zip(0..self.count)
            .map(|(due, _)| due)
    }
}

impl Plan {
    /// Spreads the outstanding principal over new periods, in which it goes on bearing interest.
    pub fn re_age(&mut self, on: NaiveDate, new: NewPeriods) {
        let principal = self.outstanding_principal();
        let early = self.paid_for_periods_from(on);
        let credited = self.end_at(on);
        // Installments are left what they were: what is late is open in its own.
        if !credited.is_zero() {
            self.credit(on, credited, Decimal::ZERO);
        }
        // After the last due date late principal has been taken into account up to that.
        let on = self.maturity().map_or(on, |maturity| maturity.min(on));
        self.close_periods_until(on);
        self.join_empty_holders();
        if early != Due::default() {
            self.hold_early_payments(early, false);
        }
        self.leave_balance(on, principal);
        let first = self.periods.len();
        self.append_level(principal, new);
        self.compute_factors(0..self.periods.len());
        // Equal parts of principal are asked for beside interest that is where it will be.
        self.take_back_deferred(self.periods.len().saturating_sub(1));
        self.refresh();
        self.settle(on);
        self.smooth(first.min(self.periods.len())..self.periods.len());
        if principal.is_zero() {
            self.ask_for_unplaced_interest_in(first);
        }
    }

    /// New periods begin with what is outstanding: what was paid on the day itself has lowered the balance.
    fn leave_balance(&mut self, on: NaiveDate, principal: Decimal) {
        self.refresh();
        let left = self.periods.last().and_then(Period::closing_balance).unwrap_or(principal);
        if left != principal && self.change_balance(on, Change::correction(principal - left)).is_some() {
            self.compute_factors(0..self.periods.len());
            self.refresh();
        }
    }

    /// Spreads outstanding principal and interest over new periods in equal parts, which bear no interest.
    pub fn re_age_in_equal_parts(&mut self, on: NaiveDate, new: NewPeriods, amounts: Due, charges: EqualParts) {
        let maturity = self.maturity();
        let early = self.paid_for_periods_from(on);
        let credited = self.end_at(on);
        self.credit(on, credited, Decimal::ZERO);
        let mut put_back = Decimal::ZERO;
        for period in self.periods.iter_mut() {
            let moved = period.outstanding_interest().min(period.credited_interest());
            if let Some(last) = period.segments.last_mut() {
                last.credited_interest -= moved;
            }
            put_back += moved;
            period.late.raised = Decimal::ZERO;
            period.installment = period.paid();
            period.equal_part = None;
            period.move_interest_down();
        }
        if maturity.is_some_and(|maturity| maturity >= on) {
            self.hold_early_payments(early, true);
        }
        self.join_empty_holders();
        self.refresh();
        let first = self.periods.len();
        self.append_empty(new);
        self.set_equal_parts(first..self.periods.len(), amounts, charges);
        self.put_back_in_equal_parts(first, put_back);
        self.refresh();
        self.add_rate(maturity.map_or(on, |maturity| maturity.min(on)), Decimal::ZERO);
        self.settle(on);
    }

    /// What has been paid for periods that are due on or after a day.
    fn paid_for_periods_from(&self, day: NaiveDate) -> Due {
        let later = || self.periods.iter().filter(|period| period.due >= day);
        Due {
            principal: later().map(|period| period.paid_principal).sum(),
            interest: later().map(|period| period.paid_interest).sum(),
        }
    }

    /// Everything is due on a day: the last period takes what later ones asked for.
    ///
    /// Where whole periods bear interest, or months of 30 days, what is cut short bears a part of it, by its days.
    pub fn accelerate(&mut self, on: NaiveDate) {
        let in_shares = whole_periods_a_year(&self.settings).is_some() || !counts_days(&self.settings);
        let cut = self.period_of(on).filter(|_| in_shares);
        if let Some(period) = cut.and_then(|at| self.periods.get_mut(at)) {
            period.whole_until = Some(period.measured_to());
        }
        let last = self.period_of(on).map_or(0, |at| at.saturating_add(1));
        let (mut principal, mut interest) = (Decimal::ZERO, Decimal::ZERO);
        for dropped in self.periods.iter().skip(last) {
            principal += dropped.paid_principal;
            interest += dropped.paid_interest;
        }
        let credited = self.end_at(on);
        if let Some(last) = self.periods.last_mut() {
            last.holds_early_payments = false;
            last.interest_grace = false;
            last.paid_principal += principal;
            last.paid_interest += interest;
            last.installment += credited;
        }
        self.fixes_installments = false;
        self.refresh();
        self.settle(on);
    }

    /// Ends the plan on a day: the period that it lies in is due on it, and later ones are dropped. Says what had been
    /// put back in these.
    fn end_at(&mut self, day: NaiveDate) -> Decimal {
        self.principal_grace_lifted = true;
        for period in self.periods.iter_mut() {
            period.principal_grace = false;
            period.mid_term_grace = false;
        }
        let Some(at) = self.period_of(day) else { return Decimal::ZERO };
        let dropped = self.periods.iter().skip(at.saturating_add(1));
        let credited = dropped.filter(|period| period.from >= day).map(Period::credited_principal).sum();
        if let Some(period) = self.periods.get_mut(at) {
            period.holds_early_payments = true;
            if period.due != day {
                period.due = day;
                period.segments.retain(|segment| segment.from <= day);
                if let Some(last) = period.segments.last_mut() {
                    last.to = day;
                }
            }
        }
        self.compute_factors(at..at.saturating_add(1));
        let dropped = || self.periods.iter().skip(at.saturating_add(1));
        let raised: Decimal = dropped().map(|period| period.late.raised).sum();
        let agreed: Decimal = dropped().map(|period| period.fixed_interest).sum();
        self.periods.truncate(at.saturating_add(1));
        if let Some(last) = self.periods.last_mut() {
            last.late.raised += raised;
            // It was borne before, and is owed whatever becomes of the installments that were to ask for it.
            last.fixed_interest += agreed;
        }
        self.refresh();
        credited
    }

    /// Periods that began by a day ask for no more than was paid for them; what they leave open is moved on.
    ///
    /// Where late principal bore interest beside the plan, that moves on too, and the balance bears from then on.
    pub(super) fn close_periods_until(&mut self, day: NaiveDate) {
        let borne_until = self.late_until;
        let overdue_until = self.overdue_until;
        let mut late = Decimal::ZERO;
        for period in self.periods.iter_mut().filter(|period| period.from <= day) {
            period.equal_part = None;
            if period.is_fully_paid() {
                continue;
            }
            let open = period.outstanding_principal();
            for segment in period.segments.iter_mut().filter(|segment| segment.to == day) {
                segment.correction = Decimal::ZERO;
            }
            let is_borne = period.is_late_on(borne_until);
            let is_in_balance = overdue_until.is_some_and(|until| period.due < until) && !period.holds_early_payments;
            if let Some(last) = period.segments.last_mut().filter(|_| is_borne || is_in_balance) {
                last.correction -= open;
            }
            if is_borne {
                late += open;
            }
            period.move_late_interest_on();
            period.installment = period.paid();
            period.move_credits_out();
        }
        self.bear_from(borne_until, late);
    }

    /// The last period holds what had been paid for periods that are no more.
    fn hold_early_payments(&mut self, early: Due, re_aged: bool) {
        let Some(at) = self.periods.len().checked_sub(1) else { return };
        if let Some(period) = self.periods.get_mut(at) {
            period.paid_interest = early.interest;
            period.paid_principal = early.principal;
            period.installment = period.paid();
            period.equal_part = None;
            period.re_aged |= re_aged;
            period.holds_early_payments = true;
        }
        self.compute_factors(at..at.saturating_add(1));
    }

    /// Periods that earlier re-ageing cut off, and that hold nothing, become one.
    fn join_empty_holders(&mut self) {
        self.refresh();
        let mut at = 0_usize;
        while let Some(next) = self.periods.get(at.saturating_add(1)) {
            let joins = next.is_empty_holder() && self.periods.get(at).is_some_and(Period::is_empty_holder);
            if !joins {
                at = at.saturating_add(1);
                continue;
            }
            let Some(joined) = self.periods.remove(at.saturating_add(1)) else { break };
            if let Some(period) = self.periods.get_mut(at) {
                period.due = joined.due;
                for segment in &joined.segments {
                    period.segments.insert(period.segments.len(), segment.clone());
                }
                period.fixed_interest += joined.fixed_interest;
                period.credited_moved += joined.credited_moved;
            }
            self.compute_factors(at..at.saturating_add(1));
        }
        self.refresh();
    }

    /// A plan of given installments that bear no interest of their own, for a loan whose payments do not move interest.
    pub fn of_installments(&mut self, installments: &[FixedInstallment], lent: Decimal) {
        self.periods = installments
            .iter()
            .map(|fixed| {
                let mut period = Period::new(fixed.from, fixed.due, lent);
                period.installment = fixed.expected.principal + fixed.expected.interest;
                period.level = period.installment;
                period.fixed_interest = fixed.expected.interest;
                period.paid_principal = fixed.paid.principal;
                period.paid_interest = fixed.paid.interest;
                period
            })
            .collect();
        let Some(first) = self.periods.first_mut() else { return };
        let start = first.from;
        super::change::split(first, start);
        if let Some(segment) = first.segments.first_mut() {
            segment.disbursed = lent;
        }
        for period in self.periods.iter_mut() {
            if let Some(last) = period.segments.last_mut() {
                last.correction = -period.paid_principal;
            }
        }
        self.rates = vec![(start, Decimal::ZERO)];
        self.refresh();
    }

    /// Appends periods with level installments for an amount.
    fn append_level(&mut self, principal: Decimal, new: NewPeriods) {
        let start = self.start();
        let begins = if start == Some(new.first_due) { Some(new.first_due) } else { before(new.every, new.first_due) };
        let Some(begins) = begins else { return };
        let settings = PlanSettings {
            period: new.every,
            installments: new.count,
            full_term_tranches: false,
            principal_grace: 0,
            interest_grace: 0,
            amortization_installments: None,
            // Fixed days, and what installments are agreed to be multiples of, are those of the loan's own schedule.
            on_fixed_day: false,
            rounding: Rounding { installment_multiple: None, ..self.settings.rounding },
            ..self.settings.clone()
        };
        let mut dates = Vec::new();
        let mut from = begins;
        // Due dates are counted from the first one: the month before it may be too short to have its day.
        let (counted_from, passed) = if begins == new.first_due { (begins, 1) } else { (new.first_due, 0) };
        for at in (passed..).take(usize::try_from(new.count).unwrap_or(usize::MAX)) {
            let Some(due) = new.every.after(counted_from, at) else { break };
            dates.push((from, due));
            from = due;
        }
        let mut draft = Self::new(settings, &dates);
        draft.rates.clone_from(&self.rates);
        draft.lend_at_start(begins, principal);
        let disbursed = self.periods.first().map_or(Decimal::ZERO, |first| first.disbursed_before);
        for (at, planned) in draft.periods.iter().enumerate() {
            let last_due = self.periods.last().map(|last| last.due);
            let from = if at == 0 { last_due.unwrap_or(planned.from) } else { planned.from };
            let mut period = Period::new(from, planned.due, disbursed);
            period.installment = planned.due_principal() + planned.due_interest();
            period.level = period.installment;
            if planned.equal_part.is_some() {
                period.equal_part = Some(planned.due_principal());
            }
            self.append(period);
        }
    }

    fn lend_at_start(&mut self, on: NaiveDate, amount: Decimal) {
        for period in self.periods.iter_mut().filter(|period| on <= period.from) {
            period.disbursed_before += amount;
        }
        self.change_balance(on, Change { disbursed: amount, ..Change::default() });
        self.plan_installments(0, false);
    }

    /// Appends periods without amounts.
    fn append_empty(&mut self, new: NewPeriods) {
        for due in new.dues() {
            let Some(last) = self.periods.last() else { return };
            let mut period = Period::new(last.due, due, last.disbursed_before + last.disbursed());
            period.re_aged = true;
            self.periods.push(period);
        }
    }

    /// Of the interest that periods from one on ask for in equal parts, the first ones ask for so much as interest that was put
    /// back.
    fn put_back_in_equal_parts(&mut self, first: usize, mut left: Decimal) {
        for period in self.periods.iter_mut().skip(first) {
            let part = left.min(period.fixed_interest);
            if let Some(segment) = period.segments.first_mut().filter(|_| part > Decimal::ZERO) {
                segment.credited_interest += part;
                period.fixed_interest -= part;
                period.installment -= part;
                period.level = period.installment;
                left -= part;
            }
        }
    }

    /// Sets installments that add up to amounts in equal parts; with charges that are due beside them, the sums of all
    /// are equal.
    fn set_equal_parts(&mut self, range: Range<usize>, amounts: Due, charges: EqualParts) {
        let rounding = self.settings.rounding;
        let count = range.len();
        let interest = EqualParts::of(amounts.interest, count, &rounding);
        let all = EqualParts::of(amounts.principal + amounts.interest + charges.total, count, &rounding).part;
        let principal = EqualParts::with_part(amounts.principal, count, all - interest.part - charges.part);
        for (at, period) in self.periods.iter_mut().skip(range.start).take(count).enumerate() {
            period.fixed_interest = interest.at(at);
            period.installment = principal.and(&interest).at(at);
            period.level = period.installment;
        }
    }
}

fn before(every: RepaymentPeriod, date: NaiveDate) -> Option<NaiveDate> {
    super::factor::minus(every.unit, date, every.every)
}
