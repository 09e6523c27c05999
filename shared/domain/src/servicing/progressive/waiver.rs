//! What is not asked for any more: charges, and interest.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::book::Book;
use super::row;
use crate::servicing::allocation::order::Component;
use crate::servicing::installment::InstallmentKind;
use crate::servicing::transaction::{ChargeDue, Components, Transaction, TransactionId};

impl Book<'_> {
    /// What is unpaid of a charge is not asked for.
    pub fn waive_charge(&mut self, of: &Transaction, charge: TransactionId) {
        let Some(at) = self.charges.iter().position(|charged| charged.state.id == charge) else { return };
        let Some(charged) = self.charges.get(at) else { return };
        let component = if charged.charge.penalty { Component::Penalty } else { Component::Fee };
        let left = charged.state.amount - charged.state.paid - charged.state.waived;
        let rows = self.rows_of_charge(at);
        let mut waived = Decimal::ZERO;
        for (number, of_row) in rows {
            let Some(row) = self.rows.iter_mut().find(|row| row.number == number) else { continue };
            let part = of_row.min(left - waived).min(row::outstanding(row, component)).max(Decimal::ZERO);
            *row::part(&mut row.waived, component) += part;
            row::update(row, of.value_date);
            waived += part;
        }
        if let Some(charged) = self.charges.get_mut(at) {
            charged.state.waived += waived;
        }
        let mut components = Components::default();
        *row::part(&mut components, component) = waived;
        self.post(of, waived, components, Decimal::ZERO, Decimal::ZERO);
    }

    /// A charge is paid by itself. What is beyond it is a repayment.
    pub fn pay_charge(&mut self, of: &Transaction, charge: TransactionId, amount: Decimal) {
        let on = of.value_date;
        let Some(at) = self.charges.iter().position(|charged| charged.state.id == charge) else { return };
        let Some(charged) = self.charges.get(at) else { return };
        let component = if charged.charge.penalty { Component::Penalty } else { Component::Fee };
        let mut left = amount;
        let mut components = Components::default();
        for (number, of_row) in self.rows_of_charge(at) {
            let Some(row) = self.rows.iter_mut().find(|row| row.number == number) else { continue };
            let paid = row::pay(row, component, on, of_row.min(left));
            let due = row.due;
            left -= paid;
            *row::part(&mut components, component) += paid;
            *self.paid_rows.entry((at, due)).or_default() += paid;
            if let Some(charged) = self.charges.get_mut(at) {
                charged.state.paid += paid;
            }
        }
        let order = self.terms.allocation.default.clone();
        let (taken, overpaid) = self.spread(on, left, &order);
        components.principal += taken.principal;
        components.interest += taken.interest;
        components.fees += taken.fees;
        components.penalties += taken.penalties;
        self.overpaid += overpaid;
        self.post(of, amount, components, overpaid, -components.principal);
    }

    /// The rows in which a charge is due, by number, with what is unpaid of it in each.
    fn rows_of_charge(&self, at: usize) -> Vec<(u32, Decimal)> {
        let Some(charged) = self.charges.get(at) else { return Vec::new() };
        let left = charged.state.amount - charged.state.paid - charged.state.waived;
        let first = self.rows.iter().find(|row| row.kind != InstallmentKind::DownPayment).map(|row| row.number);
        let begins = |number: u32, from: NaiveDate, day: NaiveDate| {
            if Some(number) == first { day >= from } else { day > from }
        };
        let rows = self.rows.iter().filter(|row| row.kind != InstallmentKind::DownPayment);
        match charged.charge.due {
            ChargeDue::On(day) => rows
                .filter(|row| begins(row.number, row.from, day) && day <= row.due)
                .take(1)
                .map(|row| (row.number, left))
                .collect(),
            ChargeDue::EachInstallment => rows
                .filter_map(|row| {
                    let of_row = self.charged_rows.get(&(at, row.due)).copied()?;
                    let paid = self.paid_rows.get(&(at, row.due)).copied().unwrap_or_default();
                    Some((row.number, of_row - paid))
                })
                .collect(),
            ChargeDue::AtDisbursement => Vec::new(),
        }
    }

    /// Interest that is due is not asked for, oldest first; what is beyond it is not waived.
    pub fn waive_interest(&mut self, of: &Transaction, amount: Decimal) {
        let on = of.value_date;
        let recalculates = self.recalculates();
        let mut left = amount;
        for at in 0..self.rows.len() {
            let Some(row) = self.rows.get_mut(at).filter(|row| row.from < on || row.due <= on) else { continue };
            let part = row::outstanding(row, Component::Interest).min(left).max(Decimal::ZERO);
            if part.is_zero() {
                continue;
            }
            row.waived.interest += part;
            row::update(row, on);
            left -= part;
            let (from, due) = (row.from, row.due);
            if recalculates {
                self.plan.pay_interest(from, due, on, part);
                self.sync_after_payment(on);
            }
        }
        let waived = amount - left;
        let components = Components { interest: waived, ..Components::default() };
        self.post(of, waived, components, Decimal::ZERO, Decimal::ZERO);
    }

    /// Money after the loan was given up: it pays nothing that is still asked for.
    pub fn recover(&mut self, of: &Transaction, amount: Decimal) {
        self.recovered += amount;
        self.post(of, amount, Components::default(), Decimal::ZERO, Decimal::ZERO);
    }
}
