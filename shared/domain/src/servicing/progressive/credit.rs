//! Money that is owed again: chargebacks, and overpayments that are paid out.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::book::Book;
use super::row;
use super::schedule;
use crate::servicing::allocation::order::Component;
use crate::servicing::installment::{Installment, InstallmentKind};
use crate::servicing::transaction::{Components, Event, Transaction, TransactionId};

impl Book<'_> {
    /// A repayment is taken back by the payer's bank: its amount is owed again.
    pub fn charge_back(&mut self, of: &Transaction, payment: TransactionId, amount: Decimal) {
        if self.terms.allocation.chargeback.is_empty() && !self.is_to_recalculate() {
            self.owe_beyond_overpayment(of, amount);
            return;
        }
        let on = of.value_date;
        let mut components = self.charged_back(of, payment, amount);
        let overpaid = self.overpaid.min(amount);
        // What of the payment had been beyond what was owed is there still, or was paid out and is owed.
        let beyond = amount - components.total();
        let held = beyond.min(self.overpaid);
        self.overpaid -= held;
        components.principal += beyond - held;
        if self.recalculates() && self.plan.maturity().is_some_and(|maturity| on <= maturity) {
            if components.principal > Decimal::ZERO {
                self.plan.credit(on, components.principal, Decimal::ZERO);
            }
            if components.interest > Decimal::ZERO {
                self.plan.credit(on, Decimal::ZERO, components.interest);
            }
            self.plan.spare_interest_paid_ahead(on);
            self.sync_after_payment(on);
            self.owe_again(on, components.charges());
        } else {
            self.owe_again(on, components);
        }
        let used = self.use_overpayment(on);
        let change = components.principal - used.principal;
        self.post(of, amount, components, overpaid, change);
    }

    /// An overpayment is paid out. What is paid out beyond it is owed.
    pub fn refund_credit_balance(&mut self, of: &Transaction, amount: Decimal) {
        self.owe_beyond_overpayment(of, amount);
    }

    /// An overpayment covers an amount as far as it goes; what is beyond it is principal that is owed again.
    fn owe_beyond_overpayment(&mut self, of: &Transaction, amount: Decimal) {
        let on = of.value_date;
        let used = self.overpaid.min(amount);
        self.overpaid -= used;
        let principal = amount - used;
        if principal > Decimal::ZERO {
            let components = Components { principal: amount, ..Components::default() };
            if self.recalculates() && self.plan.maturity().is_some_and(|maturity| on <= maturity) {
                self.plan.refund(on, amount);
                self.sync_after_payment(on);
            } else {
                self.owe_again(on, components);
            }
            self.pay_again(on, used);
        }
        let components = Components { principal, ..Components::default() };
        self.post(of, amount, components, used, principal);
    }

    /// The part of a refund that the overpayment covered counts as paid in the row that took the refund.
    fn pay_again(&mut self, on: NaiveDate, used: Decimal) {
        if used.is_zero() {
            return;
        }
        let recalculates = self.recalculates();
        let Some(at) = self.row_owing_again(on) else { return };
        let Some(row) = self.rows.get_mut(at) else { return };
        row::pay(row, Component::Principal, on, used);
        let (from, due) = (row.from, row.due);
        if recalculates && self.plan.maturity().is_some_and(|maturity| due <= maturity) {
            self.plan.pay_principal(from, due, on, used);
            self.sync_after_payment(on);
        }
    }

    /// Adds components to the row that is due next; after the last one to an additional row.
    fn owe_again(&mut self, on: NaiveDate, components: Components) {
        if components.total().is_zero() {
            return;
        }
        let at = self.row_owing_again(on).or_else(|| {
            let last = self.rows.iter().map(|row| row.due).max()?;
            self.rows.push(schedule::row(InstallmentKind::Additional, last, on));
            schedule::number(&mut self.rows);
            self.rows.iter().position(|row| row.kind == InstallmentKind::Additional)
        });
        let Some(row) = at.and_then(|at| self.rows.get_mut(at)) else { return };
        if row.kind == InstallmentKind::Additional {
            row.due = row.due.max(on);
        }
        row.expected += components;
        row.credited += components;
        row::decide(row, on);
        // It may be due after another one beside the schedule now.
        schedule::number(&mut self.rows);
    }

    /// The row that is due next after a day, or that is due last on it.
    fn row_owing_again(&self, on: NaiveDate) -> Option<usize> {
        let fits = |row: &Installment| match row.kind {
            InstallmentKind::DownPayment | InstallmentKind::AppliedInterest => false,
            InstallmentKind::Additional => true,
            InstallmentKind::Regular | InstallmentKind::ReAged => row.due > on,
        };
        self.rows
            .iter()
            .position(fits)
            .or_else(|| self.rows.iter().rposition(|row| row.kind != InstallmentKind::DownPayment && row.due == on))
    }

    /// What a chargeback puts back of each component: principal alone, or in the account's order what the payment had
    /// paid and earlier chargebacks have not put back.
    fn charged_back(&self, of: &Transaction, payment: TransactionId, amount: Decimal) -> Components {
        let order = &self.terms.allocation.chargeback;
        if order.is_empty() {
            return Components { principal: amount, ..Components::default() };
        }
        let mut paid =
            self.postings.iter().find(|posting| posting.id == payment).map(|p| p.components).unwrap_or_default();
        for earlier in self.transactions {
            if earlier.id == of.id {
                break;
            }
            if let Event::Chargeback { of: same, amount } = earlier.event
                && same == payment
            {
                take(&mut paid, order, amount);
            }
        }
        take(&mut paid, order, amount)
    }
}

/// Takes an amount out of components in an order, and says what was taken of each.
fn take(from: &mut Components, order: &[Component], mut amount: Decimal) -> Components {
    let mut taken = Components::default();
    for component in order {
        let available = row::part(from, *component);
        let part = amount.min(*available);
        *available -= part;
        amount -= part;
        *row::part(&mut taken, *component) += part;
    }
    taken
}
