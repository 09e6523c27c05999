//! Fees and penalties, in the rows in whose days they fall due.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::book::{Book, Charged};
use super::row;
use super::schedule;
use crate::servicing::account::ChargeState;
use crate::servicing::installment::{Installment, InstallmentKind};
use crate::servicing::life_cycle::LockedOperation;
use crate::servicing::transaction::{Charge, ChargeAmount, ChargeDue, Components, Transaction};

impl Book<'_> {
    /// Charges a fee or a penalty, unless that is locked.
    pub fn charge_unless_locked(&mut self, of: &Transaction, charge: &Charge) {
        let operation = if charge.penalty { LockedOperation::ApplyPenalties } else { LockedOperation::ApplyFees };
        if !self.is_locked(operation, of.value_date) {
            self.charge(of, charge);
        }
    }

    fn charge(&mut self, of: &Transaction, charge: &Charge) {
        let (amount, kept_in) = match charge.due {
            ChargeDue::On(due) => self.charge_on(charge, due),
            ChargeDue::EachInstallment => (self.charge_each(charge), None),
            ChargeDue::AtDisbursement => (self.charge_at_disbursement(charge), None),
        };
        let due = match charge.due {
            ChargeDue::On(due) => Some(due),
            ChargeDue::EachInstallment | ChargeDue::AtDisbursement => None,
        };
        let paid = if charge.due == ChargeDue::AtDisbursement && self.is_paid_out() { amount } else { Decimal::ZERO };
        let state = ChargeState {
            id: of.id,
            amount,
            paid,
            waived: Decimal::ZERO,
            due,
            at_disbursement: charge.due == ChargeDue::AtDisbursement,
        };
        let (charge, entered_on) = (charge.clone(), of.entered_on);
        self.charges.push(Charged { charge, entered_on, kept_in, is_spread: false, state });
        self.pay_by_overpaid();
    }

    /// Asks for a charge in the row of its day. Where no row has the day, as between those of money that was paid out
    /// after the schedule ended, it is kept in the next one; the due date of that is given with the amount.
    fn charge_on(&mut self, charge: &Charge, due: NaiveDate) -> (Decimal, Option<NaiveDate>) {
        let expected = self.expected_sum();
        let amount = self.charge_amount(charge.amount, expected.principal, expected.interest);
        self.extend_rows_to(due);
        let takes = |row: &&Installment| row.kind != InstallmentKind::DownPayment;
        let own = self.rows.iter().filter(takes).find(|row| self.lies_in(due, row)).map(|row| row.number);
        let next = || self.rows.iter().filter(takes).find(|row| row.due >= due).map(|row| row.number);
        let Some(row) = own.or_else(next).and_then(|number| self.rows.iter_mut().find(|row| row.number == number))
        else {
            return (amount, None);
        };
        add(row, charge.penalty, amount);
        (amount, own.is_none().then_some(row.due))
    }

    fn charge_each(&mut self, charge: &Charge) -> Decimal {
        let terms = self.terms;
        let mut sum = Decimal::ZERO;
        let at = self.charges.len();
        for row in self.rows.iter_mut().filter(|row| row.kind == InstallmentKind::Regular) {
            let amount = terms.rounding.money(of_row(charge.amount, row));
            // Two installments may be due on one day.
            self.parts.entry((at, row.due)).or_default().asked += amount;
            add(row, charge.penalty, amount);
            sum += amount;
        }
        sum
    }

    fn charge_at_disbursement(&self, charge: &Charge) -> Decimal {
        let disbursed = self.disbursements.first().map_or(self.terms.principal, |(_, amount)| *amount);
        let expected = self.expected_sum();
        self.charge_amount(charge.amount, disbursed, expected.interest)
    }

    /// Charges of each installment follow the installments when more is paid out; where interest is recalculated, on the
    /// day they were entered alone.
    pub fn recompute_charges_each(&mut self, on: NaiveDate) {
        let only_then = self.recalculates() && self.disbursements.len() > 1;
        let each: Vec<Charge> = self
            .charges
            .iter()
            .filter(|charged| charged.charge.due == ChargeDue::EachInstallment && charged.entered_on <= on)
            .filter(|charged| !only_then || charged.entered_on == on)
            .map(|charged| charged.charge.clone())
            .collect();
        if each.is_empty() {
            return;
        }
        let rounding = self.terms.rounding;
        let open = |row: &Installment| {
            row.kind == InstallmentKind::Regular && (row.obligations_met_on.is_none() || row.expected.total().is_zero())
        };
        for at in 0..self.charges.len() {
            let Some(charged) = self.charges.get(at) else { break };
            let (charge, component) = (charged.charge.clone(), charged.component());
            if !each.contains(&charge) {
                continue;
            }
            let mut difference = Decimal::ZERO;
            let mut asked: BTreeMap<NaiveDate, Decimal> = BTreeMap::new();
            for row in self.rows.iter().filter(|row| open(row)) {
                *asked.entry(row.due).or_default() += rounding.money(of_row(charge.amount, row));
            }
            for (due, asked) in asked {
                let part = self.parts.entry((at, due)).or_default();
                let Some(row) = self.rows.iter_mut().rfind(|row| row.due == due && open(row)) else {
                    continue;
                };
                let given_up = *row::part(&mut row.written_off, component);
                let least = part.settled().asked + given_up.min(part.open());
                let more = asked.max(least) - part.asked;
                difference += more;
                add(row, charge.penalty, more);
                part.asked += more;
            }
            if let Some(charged) = self.charges.get_mut(at) {
                charged.state.amount += difference;
            }
        }
    }

    /// Charges of each installment that were entered before a day follow what installments ask for after a charge-off or a
    /// termination on it, where interest is not recalculated.
    pub fn recompute_charges_each_before(&mut self, on: NaiveDate) {
        if !self.is_to_recalculate()
            && let Some(day_before) = on.pred_opt()
        {
            self.recompute_charges_each(day_before);
        }
    }

    /// Charges that are taken out of the first disbursement are what they come to then, and paid.
    pub fn take_charges_at_disbursement(&mut self) {
        if !self.is_paid_out() || self.disbursements.len() > 1 {
            return;
        }
        for at in 0..self.charges.len() {
            let Some(charge) = self.charges.get(at).map(|charged| charged.charge.clone()) else { break };
            if charge.due != ChargeDue::AtDisbursement {
                continue;
            }
            let amount = self.charge_at_disbursement(&charge);
            if let Some(charged) = self.charges.get_mut(at) {
                charged.state.amount = amount;
                charged.state.paid = amount;
            }
        }
    }

    fn is_paid_out(&self) -> bool {
        !self.is_quote && !self.disbursements.is_empty()
    }

    /// What a charge comes to for an amount of principal and interest.
    fn charge_amount(&self, amount: ChargeAmount, principal: Decimal, interest: Decimal) -> Decimal {
        self.terms.rounding.money(amount.of(principal, principal + interest, interest))
    }

    fn expected_sum(&self) -> Components {
        let mut sum = Components::default();
        for row in &self.rows {
            sum.principal += row.expected.principal;
            sum.interest += row.expected.interest;
        }
        sum
    }

    /// Whether what is due on a day is due with a row: with the first one also what was due before it began.
    pub fn lies_in(&self, day: NaiveDate, row: &Installment) -> bool {
        let is_first = || Some(row.number) == self.first_regular();
        day <= row.due && (day > row.from || is_first())
    }

    pub fn first_regular(&self) -> Option<u32> {
        self.rows.iter().find(|row| row.kind.is_of_periods()).map(|row| row.number)
    }

    /// What is due after the last row gets a row of its own.
    fn extend_rows_to(&mut self, due: NaiveDate) {
        let Some(last) = self.rows.iter().map(|row| row.due).max().filter(|last| *last < due) else { return };
        match self.rows.iter_mut().rfind(|row| row.kind == InstallmentKind::Additional) {
            Some(extra) => extra.due = due,
            None => self.rows.push(schedule::row(InstallmentKind::Additional, last, due)),
        }
        schedule::number(&mut self.rows);
    }
}

/// A charge that is computed for each row by itself.
fn of_row(amount: ChargeAmount, row: &Installment) -> Decimal {
    let (principal, interest) = (row.expected.principal, row.expected.interest);
    amount.of(principal, principal + interest, interest)
}

/// Adds an amount to what a row asks for in fees or penalties.
pub(super) fn add(row: &mut Installment, penalty: bool, amount: Decimal) {
    if penalty {
        row.expected.penalties += amount;
    } else {
        row.expected.fees += amount;
    }
    let met_on = row.obligations_met_on;
    row.obligations_met_on = None;
    if let Some(on) = met_on {
        row::decide(row, on);
    }
}
