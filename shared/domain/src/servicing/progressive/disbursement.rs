//! Money that is paid out, and the part of it that is due at once.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::book::Book;
use super::row;
use super::schedule;
use crate::servicing::installment::{Installment, InstallmentKind};
use crate::servicing::interest::Period;
use crate::servicing::transaction::{Components, Transaction};

impl Book<'_> {
    /// Pays out an amount.
    pub fn disburse(&mut self, of: &Transaction, amount: Decimal) {
        let on = of.value_date;
        self.disbursements.push((on, amount));
        let down_payment = self.down_payment(on, amount);
        self.lend(of, amount - down_payment);
        self.take_charges_at_disbursement();
        self.recompute_charges_each(on);
        let used = self.overpaid;
        let taken = self.use_overpayment(on);
        let used = used - self.overpaid;
        self.post(of, amount, Components::default(), used, amount - taken.principal);
    }

    /// An amount that is added to the principal. Where the disbursement that came before it has been taken back, it
    /// counts from the first day of the schedule.
    pub fn capitalize(&mut self, of: &Transaction, amount: Decimal) {
        let on = of.value_date.max(self.start);
        self.capitalized.push((on, amount));
        if self.re_amortised {
            self.lend_in_equal_parts(of, amount);
        } else {
            let before = self.planned();
            self.plan.capitalize(on, amount);
            if !self.is_covered(on) {
                self.lend_after_the_end(on, amount);
            }
            self.sync_from(on, &before, amount);
        }
        let used = self.overpaid;
        let taken = self.use_overpayment(on);
        let used = used - self.overpaid;
        let components = Components { principal: amount, ..Components::default() };
        self.post(of, amount, components, used, amount - taken.principal);
    }

    /// Spreads what is not due at once over the installments.
    fn lend(&mut self, of: &Transaction, amount: Decimal) {
        let on = of.value_date;
        if self.re_amortised {
            return self.lend_in_equal_parts(of, amount);
        }
        let before = self.planned();
        self.plan.disburse(on, amount);
        self.add_missing_rows();
        if !self.is_covered(on) {
            self.lend_after_the_end(on, amount);
        }
        if amount > Decimal::ZERO {
            self.sync_from(on, &before, amount);
        }
    }

    /// Whether an installment of the schedule is due on a day or after it.
    fn is_covered(&self, on: NaiveDate) -> bool {
        let of_schedule = |kind| !matches!(kind, InstallmentKind::DownPayment | InstallmentKind::Additional);
        self.rows.iter().any(|row| row.due >= on && of_schedule(row.kind))
    }

    /// What is paid out after the last installment is due on its day, in a row of its own.
    pub fn lend_after_the_end(&mut self, on: NaiveDate, amount: Decimal) {
        let mut extra = schedule::row(InstallmentKind::Additional, on, on);
        extra.expected.principal = amount;
        row::decide(&mut extra, on);
        self.rows.push(extra);
        schedule::number(&mut self.rows);
    }

    /// Adds the row of what is due at once, and says how much that is.
    fn down_payment(&mut self, on: NaiveDate, amount: Decimal) -> Decimal {
        let Some(down_payment) = self.terms.schedule.down_payment else { return Decimal::ZERO };
        let due = down_payment.of(amount, &self.terms.rounding);
        let mut extra = schedule::row(InstallmentKind::DownPayment, on, on);
        extra.expected.principal = due;
        row::decide(&mut extra, on);
        self.rows.push(extra);
        schedule::number(&mut self.rows);
        due
    }

    /// The last due date of the schedule.
    pub fn last_of_schedule(&self) -> NaiveDate {
        let of_schedule = self.rows.iter().filter(|row| row.kind.is_of_schedule());
        of_schedule.map(|row| row.due).max().unwrap_or(self.start)
    }

    /// Rows for periods that the plan has beyond those it began with.
    pub fn add_missing_rows(&mut self) {
        let mut next = 0;
        let mut is_shown = |period: &&Period| {
            let shows =
                |row: &Installment| (row.from, row.due) == (period.from, period.due) && row.kind.is_of_schedule();
            // Most of them follow one another.
            let found =
                if self.rows.get(next).is_some_and(shows) { Some(next) } else { self.rows.iter().position(shows) };
            next = found.map_or(next, |at| at.saturating_add(1));
            found.is_some()
        };
        let missing: Vec<_> = self
            .plan
            .periods()
            .iter()
            .filter(|period| !is_shown(period))
            .map(|period| {
                let mut row = schedule::row(InstallmentKind::Regular, period.from, period.due);
                row.expected.principal = period.due_principal();
                row.expected.interest = period.due_interest();
                row
            })
            .collect();
        if !missing.is_empty() {
            let last = self.last_of_schedule();
            let added: Vec<_> = missing.iter().map(|row| (row.from, row.due)).collect();
            self.rows.extend(missing);
            self.place_charges_in_new_rows(&added, last);
            schedule::number(&mut self.rows);
        }
    }
}
