//! Trying payments on the installments that are drawn up so far.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::calendar::Calendar;
use super::charges::empty;
use super::course::{Course, Row};
use super::following::{Following, Paid, add};
use super::period::Changes;
use crate::servicing::allocation::order::Component;
use crate::servicing::allocation::transaction_order::{DueCharges, Spent, is_open, pay, spend};
use crate::servicing::installment::{Installment, InstallmentKind};
use crate::servicing::replay::ReplayError;
use crate::servicing::transaction::{Charge, ChargeAmount, ChargeDue, Event, TransactionId};

impl Following<'_> {
    /// Tries a payment; what it paid and what it left over.
    pub(super) fn try_payment(&mut self, paid: Paid) -> Spent {
        let due_charges = self.due_charges(paid.on);
        spend(self.order, &mut self.tried, due_charges, paid.on, paid.amount)
    }

    /// What a payment would leave over after those that were put off.
    pub(super) fn rest_with_pending(&self, paid: Paid) -> Decimal {
        let mut installments = self.tried.clone();
        let payments = self.pending.iter().chain([&paid]);
        let spent = payments
            .map(|paid| spend(self.order, &mut installments, self.due_charges(paid.on), paid.on, paid.amount).rest);
        spent.sum()
    }

    /// Tries the payments that were put off on an installment; how much of its principal they paid beyond it.
    pub(super) fn try_pending(
        &mut self,
        course: &mut Course<'_>,
        row: &mut Row,
        due: NaiveDate,
    ) -> Result<Decimal, ReplayError> {
        if self.rule.is_none() {
            return Ok(Decimal::ZERO);
        }
        self.raise_late(course, self.bears_until(due))?;
        self.try_on(row, course.number == 1);
        let mut all_beyond = Decimal::ZERO;
        for paid in std::mem::take(&mut self.pending) {
            let rest = self.try_payment(paid).rest;
            if rest <= Decimal::ZERO {
                continue;
            }
            course.outstanding -= rest;
            if course.outstanding <= Decimal::ZERO {
                row.due = row.due.min(paid.on);
            }
            let too_much = course.outstanding.min(Decimal::ZERO);
            course.outstanding -= too_much;
            self.keep_for_coming(course, due, -too_much);
            let beyond = rest + too_much;
            let counts_from = self.rest_on(&course.calendar, paid.on)?;
            add(&mut self.reductions, counts_from, beyond);
            self.pay_beyond(paid.on, beyond);
            let own = row.principal - all_beyond;
            row.principal += beyond;
            all_beyond += beyond;
            course.repaid += beyond;
            self.reduction += rest;
            self.spread_early(course, course.repaid + own)?;
        }
        self.note_late(&course.calendar, due)?;
        Ok(all_beyond)
    }

    /// What a payment left of all that had been lent by then pays early what is lent next.
    fn keep_for_coming(&mut self, course: &Course<'_>, due: NaiveDate, amount: Decimal) {
        let Some(lent_on) = course.coming.keys().next().filter(|_| amount > Decimal::ZERO) else { return };
        let on = due.max(*lent_on);
        let at = self.payments.partition_point(|paid| paid.on < on);
        self.payments.insert(at, Paid { on, amount });
    }

    /// Takes up the down payments among the installments.
    pub(super) fn note_down_payments(&mut self, course: &Course<'_>) {
        let missing: Vec<_> = course.rows.iter().skip(self.tried.len()).map(tried).collect();
        self.tried.extend(missing);
    }

    fn try_on(&mut self, row: &Row, is_first: bool) {
        let mut installment = tried(row);
        [installment.expected.fees, installment.expected.penalties] = self.charged_in(row, is_first);
        self.tried.push(installment);
    }

    fn pay_beyond(&mut self, on: NaiveDate, amount: Decimal) {
        let last = self.tried.iter_mut().rev().find(|installment| installment.kind != InstallmentKind::DownPayment);
        if let Some(last) = last {
            last.expected.principal += amount;
            pay(last, Component::Principal, on, amount);
        }
    }

    /// Principal that is late goes on bearing interest from its due date to today, but not after the last due date.
    fn note_late(&mut self, calendar: &Calendar<'_>, until: NaiveDate) -> Result<(), ReplayError> {
        self.late = Changes::new();
        if self.late_interest.is_some() || self.rule.is_some_and(|rule| rule.ignore_past_due) {
            return Ok(());
        }
        let mut sum = Decimal::ZERO;
        for installment in self.tried.iter().filter(|installment| is_open(installment) && installment.due <= until) {
            let from = self.rest_on(calendar, installment.due)?;
            if from < self.today {
                let principal = installment.outstanding().principal;
                add(&mut self.late, from, principal);
                sum += principal;
            }
        }
        if sum > Decimal::ZERO {
            let last_rest = self.last_rest(calendar)?;
            add(&mut self.late, last_rest, -sum);
        }
        Ok(())
    }

    /// Late principal that is paid after all bore interest until the payment, and the rest of it goes on doing so.
    pub(super) fn pays_late(
        &mut self,
        calendar: &Calendar<'_>,
        principal: Decimal,
        counts_from: NaiveDate,
    ) -> Result<(), ReplayError> {
        let last_rest = self.last_rest(calendar)?;
        let mut left = principal;
        let mut still_late = Changes::new();
        for (from, amount) in std::mem::take(&mut self.late).into_iter().filter(|(from, _)| *from < last_rest) {
            let paid = amount.min(left);
            left -= paid;
            if from < counts_from {
                add(&mut self.reductions, from, -paid);
                add(&mut self.reductions, counts_from, paid);
            }
            if paid < amount {
                add(&mut still_late, from, amount - paid);
                add(&mut still_late, last_rest, paid - amount);
            }
        }
        self.late = still_late;
        Ok(())
    }

    fn due_charges(&self, on: NaiveDate) -> DueCharges {
        let mut due_charges = DueCharges::default();
        for (_, charge) in self.charges() {
            let amount = match charge.due {
                ChargeDue::On(due) if due <= on => self.bases.amount(charge.amount, charge.penalty, due),
                ChargeDue::EachInstallment => self.tried.iter().map(|tried| tried.expected.total()).sum(),
                _ => Decimal::ZERO,
            };
            *if charge.penalty { &mut due_charges.penalties } else { &mut due_charges.fees } += amount;
        }
        due_charges
    }

    /// Fees and penalties in the period of an installment, without those that depend on the interest of the whole loan.
    pub(super) fn charged_in(&self, row: &Row, is_first: bool) -> [Decimal; 2] {
        let [mut fees, mut penalties] = [Decimal::ZERO; 2];
        for (_, charge) in self.charges() {
            let amount = match charge.due {
                ChargeDue::On(due) if due <= row.due && (is_first || due > row.from) && !is_of_interest(charge) => {
                    self.bases.amount(charge.amount, charge.penalty, due)
                }
                ChargeDue::EachInstallment => self.bases.amount_in(charge.amount, row.principal, row.interest),
                _ => Decimal::ZERO,
            };
            *if charge.penalty { &mut penalties } else { &mut fees } += amount;
        }
        [fees, penalties]
    }

    /// Charges that are still asked for.
    fn charges(&self) -> impl Iterator<Item = (TransactionId, &Charge)> {
        let is_waived =
            |id| self.facts.money.iter().any(|money| matches!(money.event, Event::ChargeWaiver { of } if of == id));
        self.facts.charges.iter().copied().filter(move |(id, _)| !is_waived(*id))
    }
}

fn is_of_interest(charge: &Charge) -> bool {
    matches!(charge.amount, ChargeAmount::PercentOfInterest(_) | ChargeAmount::PercentOfAmountAndInterest(_))
}

/// An installment on which payments are tried.
pub(super) fn tried(row: &Row) -> Installment {
    let mut installment = empty(row.kind, row.from, row.due);
    installment.expected.principal = row.principal;
    installment.expected.interest = row.interest;
    installment
}
