//! Principal and interest that are paid.

use std::cmp::Ordering;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::due_date_change::LatePayment;
use super::period::at_least_zero;
use super::plan::Plan;
use crate::servicing::amounts::{compare, is_identical, minus, plus, same};

impl Plan {
    /// Interest of a period is paid on a day.
    pub fn pay_interest(&mut self, from: NaiveDate, due: NaiveDate, on: NaiveDate, amount: Decimal) {
        let at = self.period_between(from, due);
        if at.is_some_and(|at| self.pay_interest_alone(at, on, amount)) {
            return;
        }
        if let Some(open) = self.last_open_before(on)
            && at == Some(open)
        {
            self.defer_interest(open, on);
        }
        if let Some(period) = at.filter(|_| !amount.is_zero()).and_then(|at| self.periods.get_mut(at)) {
            period.paid_interest += amount;
        }
        self.refresh();
        self.ask_for_what_is_paid(at);
        self.settle(on);
        self.meet_equal_part(at, on);
    }

    /// Interest of a period is paid that it asks for, while installments add up without it as they do with it. False where
    /// anything else may come of it.
    fn pay_interest_alone(&mut self, at: usize, on: NaiveDate, amount: Decimal) -> bool {
        // The last period takes what the others leave.
        let is_last = at.saturating_add(1) >= self.periods.len();
        !is_last
            && !amount.is_sign_negative()
            && !self.periods.waits(at)
            && self.is_known_to_add_up(on)
            && self.periods.pay_interest_alone(&self.settings, at, amount)
    }

    /// Principal of a period is paid on a day. Late, it counts from the due date: what it bore since is kept apart.
    pub fn pay_principal(&mut self, from: NaiveDate, due: NaiveDate, on: NaiveDate, amount: Decimal) {
        if amount.is_zero() {
            return;
        }
        let at = self.period_between(from, due);
        let totals = self.periods.totals();
        let (lent, paid) = (totals.lent(), at_least_zero(totals.paid_principal));
        let owed = plus(lent, at_least_zero(totals.credited));
        let is_beyond = compare(plus(paid, amount), owed) == Ordering::Greater;
        let recorded = if is_beyond { minus(lent, paid) } else { amount };
        if let Some(period) = at.and_then(|at| self.periods.get_mut(at)) {
            period.paid_principal = plus(period.paid_principal, recorded);
        }
        self.ask_for_what_is_paid(at);
        self.note_late_payment((from, due), on, amount);
        let counts_from = due.min(on);
        self.correct_balance(counts_from, -amount);
        if let Some(at) = at.filter(|_| self.fixes_installments) {
            self.fix_prepaid_installment(at, on);
            // Interest of later periods up to the day stays due, although the payment counts from an earlier one.
            self.settle(on);
        }
        self.meet_equal_part(at, on);
    }

    /// Takes a payment of a period back, as if it had not been made.
    pub fn undo_payment(
        &mut self,
        from: NaiveDate,
        due: NaiveDate,
        on: NaiveDate,
        principal: Decimal,
        interest: Decimal,
    ) {
        if let Some(period) = self.period_between(from, due).and_then(|at| self.periods.get_mut(at)) {
            period.paid_principal -= principal.min(period.paid_principal);
            period.paid_interest -= interest.min(period.paid_interest);
        }
        self.note_late_payment((from, due), on, -principal);
        self.correct_balance(due.min(on), principal);
    }

    fn note_late_payment(&mut self, period: (NaiveDate, NaiveDate), on: NaiveDate, amount: Decimal) {
        if on > period.1 && !amount.is_zero() {
            self.late_payments.push(LatePayment { period, on, amount });
        }
    }

    /// A period that was paid before it began keeps what was paid as its installment, so that it counts as paid.
    fn fix_prepaid_installment(&mut self, at: usize, on: NaiveDate) {
        let Some(period) = self.periods.get(at).filter(|period| on < period.from) else { return };
        let paid = period.paid();
        let is_settled =
            compare(paid, period.payable()) == Ordering::Greater || same(paid, plus(period.level, period.credited()));
        let installment = minus(paid, period.credited());
        if !is_settled || is_identical(installment, period.installment) {
            return;
        }
        let more_than_one_is_open = self.periods.first_open() != self.periods.last_open();
        if more_than_one_is_open && let Some(period) = self.periods.get_mut(at) {
            period.installment = installment;
            self.refresh();
        }
    }

    /// A period asks for no less than was paid for it: component by component, more principal may have been paid than the
    /// installment leaves beside interest.
    fn ask_for_what_is_paid(&mut self, at: Option<usize>) {
        let Some((at, period)) = at.and_then(|at| Some((at, self.periods.get(at)?))) else { return };
        // Beside its installment it only asks for more.
        if compare(period.paid(), period.installment) != Ordering::Greater {
            return;
        }
        let asked = minus(period.payable(), period.late.raised);
        let beyond = minus(minus(period.paid(), period.late_paid()), asked);
        if beyond > Decimal::ZERO
            && let Some(period) = self.periods.get_mut(at)
        {
            period.installment += beyond;
            self.refresh();
        }
    }

    /// The last period that is open, where it is not the last of all and its due date has come.
    fn last_open_before(&mut self, on: NaiveDate) -> Option<usize> {
        let open = self.periods.last_open()?;
        let is_last = open.saturating_add(1) == self.periods.len();
        let has_come = self.periods.waiting_period(open).is_some_and(|period| on >= period.due);
        (!is_last && has_come).then_some(open)
    }
}

impl Plan {
    /// A payoff that counts to the end of its period: where the period's installment has been paid, the interest to
    /// that day that is not paid yet is due with it.
    pub fn defer_to_period_end(&mut self, on: NaiveDate) {
        let current = Some(self.first_due_from(on.succ_opt().unwrap_or(on)));
        let current = current.filter(|at| self.periods.get(*at).is_some_and(|period| on >= period.from));
        // An installment that is open asks for it.
        let current = current.filter(|_| self.periods.find_last_open().is_none());
        let Some(at) = current.filter(|at| self.periods.get(*at).is_some_and(super::period::Period::is_fully_paid))
        else {
            return;
        };
        let Some(due) = self.periods.get(at).map(|period| period.due) else { return };
        let interest = self.outstanding_on(due).interest;
        if let Some(period) = self.periods.get_mut(at).filter(|_| interest > Decimal::ZERO) {
            period.installment += interest;
            self.refresh();
        }
    }
}
