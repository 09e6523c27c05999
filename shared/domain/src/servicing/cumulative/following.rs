//! Interest that follows what was really paid: how payments change the installments that are drawn up.
//!
//! Payments are tried on the installments so far. What they leave over was paid early: it lowers the balance from the day
//! of the payment, or from the next due date where the balance is brought up to date on due dates only. Principal that is
//! not paid in time goes on bearing interest until today.

use std::collections::VecDeque;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::calendar::Calendar;
use super::charges::Bases;
use super::course::{Amounts, Course, Row};
use super::facts::Facts;
use super::late::LateInterest;
use super::period::Changes;
use crate::servicing::allocation::order::TransactionOrder;
use crate::servicing::installment::{Installment, InstallmentKind};
use crate::servicing::replay::ReplayError;
use crate::servicing::terms::{
    LatePaymentRecalculation, PayoffInterest, PrepaymentEffect, Recalculation, RestFrequency,
};

/// A payment that is still to be tried.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Paid {
    pub on: NaiveDate,
    pub amount: Decimal,
}

/// How installments follow payments, and to which day they are drawn up. Amounts are in units of the currency.
pub(super) struct Following<'a> {
    /// `None` where payments change nothing.
    pub(super) rule: Option<Recalculation>,
    pub(super) order: TransactionOrder,
    pub(super) facts: &'a Facts<'a>,
    pub(super) bases: Bases<'a>,
    pub(super) today: NaiveDate,
    /// Everything is due on this day at the latest: for what it takes to pay the loan off.
    pub(super) till: Option<NaiveDate>,
    pub(super) payments: VecDeque<Paid>,
    /// Payments of the period that are tried when its installment is there.
    pub(super) pending: Vec<Paid>,
    /// Installments so far, on which payments are tried.
    pub(super) tried: Vec<Installment>,
    /// Principal that lowers the balance, by the day after which it does.
    pub(super) reductions: Changes,
    /// Late principal, and on the day up to which it bears interest all of it below zero.
    pub(super) late: Changes,
    /// What late principal bore, where that is owed beside the installments.
    pub(super) late_interest: Option<LateInterest>,
    /// Early principal that later installments are lowered by.
    pub(super) reduction: Decimal,
    /// What was paid before the due date of the period.
    pub(super) early: Decimal,
    /// The day of the payment that pays the loan off in the period, and the day to which interest is due then.
    pub(super) closing: Option<(NaiveDate, NaiveDate)>,
}

impl<'a> Following<'a> {
    /// Installments that follow payments up to today where a rule says so.
    pub fn new(
        rule: Option<Recalculation>,
        order: TransactionOrder,
        facts: &'a Facts<'a>,
        bases: Bases<'a>,
        payments: Vec<Paid>,
        today: NaiveDate,
    ) -> Self {
        Self {
            rule,
            order,
            facts,
            bases,
            today,
            till: None,
            payments: payments.into(),
            pending: Vec::new(),
            tried: Vec::new(),
            reductions: Changes::new(),
            late: Changes::new(),
            late_interest: None,
            reduction: Decimal::ZERO,
            early: Decimal::ZERO,
            closing: None,
        }
    }

    /// The same with interest of late principal that raises installments.
    pub fn raising(self, method: LatePaymentRecalculation) -> Self {
        Self { late_interest: Some(LateInterest::new(method)), ..self }
    }

    /// The same with everything due on a day.
    pub fn till(self, day: NaiveDate) -> Self {
        Self { till: Some(day), ..self }
    }

    /// The due date of an installment that is planned for a day.
    pub fn until(&self, planned: NaiveDate) -> NaiveDate {
        self.till.map_or(planned, |till| till.min(planned))
    }

    /// Early principal that later installments are lowered by.
    pub fn reduction(&self) -> Decimal {
        self.reduction
    }

    /// How the balance that bears interest changes from the start of the period on.
    pub fn changes(&self, course: &Course<'_>) -> Changes {
        let mut changes = self.late.clone();
        for (on, amount) in &course.coming {
            add(&mut changes, *on, *amount);
        }
        for (on, amount) in &self.reductions {
            add(&mut changes, *on, -amount);
        }
        changes
    }

    /// Tries the payments of a period that lie before its due date; whether there is anything left to draw up.
    pub fn before_due(&mut self, course: &mut Course<'_>, due: NaiveDate) -> Result<bool, ReplayError> {
        self.early = Decimal::ZERO;
        self.closing = None;
        self.pending.clear();
        let Some(rule) = self.rule else { return Ok(true) };
        self.note_down_payments(course);
        let mut put_off = Vec::new();
        while let Some(paid) = self.payments.pop_front_if(|paid| paid.on <= due) {
            let counts_from = self.rest_on(&course.calendar, paid.on)?;
            let till = match rule.payoff_interest {
                PayoffInterest::TillDate => paid.on,
                PayoffInterest::TillPeriodEnd => counts_from,
            };
            self.raise_late(course, till.min(due))?;
            self.closing = self.closes(course, till, paid, due)?;
            if self.closing.is_some() || paid.on >= due || counts_from >= due {
                self.pending.push(paid);
            } else {
                self.raise_late(course, counts_from)?;
                let spent = self.try_payment(paid);
                self.pays_early(course, counts_from, spent.rest);
                put_off.extend((spent.rest > Decimal::ZERO).then_some(Paid { on: due, amount: spent.rest }));
                if spent.components.principal > Decimal::ZERO && counts_from < self.last_rest(&course.calendar)? {
                    self.pays_late(&course.calendar, spent.components.principal, counts_from)?;
                }
            }
            if self.closing.is_some() {
                break;
            }
        }
        while let Some(paid) = self.payments.pop_front_if(|paid| paid.on <= due) {
            self.pending.push(paid);
        }
        let is_left = !put_off.is_empty() || !course.outstanding.is_zero() || !course.coming.is_empty();
        self.pending.append(&mut put_off);
        Ok(is_left)
    }

    /// Whether a payment pays the whole loan off before the due date, with interest to a day: its day, and that one.
    fn closes(
        &self,
        course: &mut Course<'_>,
        till: NaiveDate,
        paid: Paid,
        due: NaiveDate,
    ) -> Result<Option<(NaiveDate, NaiveDate)>, ReplayError> {
        let rest = self.rest_with_pending(paid);
        if till >= due || course.outstanding > rest {
            return Ok(None);
        }
        let (repaid, carried) = (course.repaid - self.reduction, course.carried);
        let amounts = course.amounts(repaid, carried, &self.changes(course), till)?;
        let interest = amounts.interest + amounts.carried + self.late_interest_of_last();
        let (kind, from) = (InstallmentKind::Regular, course.start);
        let row = Row { kind, from, due: till, principal: course.outstanding, interest };
        let charged: Decimal = self.charged_in(&row, course.number == 1).into_iter().sum();
        Ok((row.principal + interest + charged <= rest).then_some((paid.on, till)))
    }

    /// The day to which the period of a due date bears interest.
    pub fn bears_until(&self, due: NaiveDate) -> NaiveDate {
        self.closing.map_or(due, |(_, till)| till)
    }

    /// Takes an early payment up.
    fn pays_early(&mut self, course: &mut Course<'_>, counts_from: NaiveDate, rest: Decimal) {
        let taken = rest.min(course.outstanding);
        if rest > Decimal::ZERO {
            add(&mut self.reductions, counts_from, taken);
            self.early += taken;
            course.outstanding -= taken;
        }
    }

    /// Draws the installment up and tries the payments that were put off to it.
    pub fn settle(&mut self, course: &mut Course<'_>, amounts: Amounts, due: NaiveDate) -> Result<(), ReplayError> {
        let lowered = amounts.principal.min(self.reduction).max(Decimal::ZERO);
        self.reduction -= lowered;
        let early = self.early;
        let scheduled = amounts.principal - lowered;
        if self.rule.is_some() && early > scheduled {
            self.reduction += early - scheduled;
            self.spread_early(course, course.repaid + early)?;
        }
        let mut principal = if self.rule.is_some() { scheduled.max(early) } else { scheduled };
        course.outstanding -= principal - early;
        let is_cut = self.till.is_some_and(|till| till == due);
        if course.outstanding < Decimal::ZERO || is_cut || self.closing.is_some() {
            principal += std::mem::take(&mut course.outstanding);
        }
        if is_cut {
            course.coming.clear();
        }
        let (from, interest) = (course.start, amounts.interest);
        let row_due = self.closing.map_or(due, |(on, _)| on);
        let mut row = Row { kind: InstallmentKind::Regular, from, due: row_due, principal, interest };
        let beyond = self.try_pending(course, &mut row, due)?;
        let own = row.principal - beyond;
        let effective = if self.rule.is_some() { self.rest_on(&course.calendar, row.due)? } else { due };
        add(&mut self.reductions, effective, own - early);
        course.repaid += own;
        course.charged += row.interest;
        course.rows.push(row);
        self.bring_up_to_date(course, due);
        course.start = due;
        Ok(())
    }

    /// What was paid early lowers the installments after this one, or makes them fewer.
    pub(super) fn spread_early(&mut self, course: &mut Course<'_>, repaid: Decimal) -> Result<(), ReplayError> {
        if self.reduction <= Decimal::ZERO {
            return Ok(());
        }
        match self.rule.map(|rule| rule.prepayment) {
            None | Some(PrepaymentEffect::ReduceNextInstallments) => return Ok(()),
            Some(PrepaymentEffect::ReduceInstallmentAmount) => {
                course.spread_rest(repaid, course.number + 1)?;
            }
            // Installments stay, and the last ones have as much less to ask for.
            Some(PrepaymentEffect::ReduceNumberOfInstallments | PrepaymentEffect::AdjustLastInstallment) => {}
        }
        self.reduction = Decimal::ZERO;
        Ok(())
    }

    /// Takes into the balance that bears interest what counts by a day.
    pub(super) fn bring_up_to_date(&mut self, course: &mut Course<'_>, day: NaiveDate) {
        course.bearing -= take_until(&mut self.reductions, day);
        course.bearing += take_until(&mut course.coming, day);
    }

    /// The day from which a payment of a day lowers the balance that bears interest.
    pub(super) fn rest_on(&self, calendar: &Calendar<'_>, day: NaiveDate) -> Result<NaiveDate, ReplayError> {
        match self.rule.map(|rule| rule.rest) {
            Some(RestFrequency::SameAsRepaymentPeriod) => calendar.due_from(day),
            _ => Ok(day),
        }
    }

    /// The day up to which late principal bears interest as of today.
    pub(super) fn last_rest(&self, calendar: &Calendar<'_>) -> Result<NaiveDate, ReplayError> {
        self.rest_on(calendar, self.today)
    }
}

/// Adds to the amount of a day.
pub(super) fn add(changes: &mut Changes, on: NaiveDate, amount: Decimal) {
    *changes.entry(on).or_default() += amount;
}

/// Takes out the amounts up to a day; their sum.
fn take_until(changes: &mut Changes, day: NaiveDate) -> Decimal {
    let taken: Vec<_> = changes.range(..=day).map(|(on, amount)| (*on, *amount)).collect();
    for (on, _) in &taken {
        changes.remove(on);
    }
    taken.iter().map(|(_, amount)| *amount).sum()
}
