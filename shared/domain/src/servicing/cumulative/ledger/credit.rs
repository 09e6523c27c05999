//! Principal that is owed again.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{Effect, Ledger};
use crate::servicing::allocation::order::Component;
use crate::servicing::allocation::transaction_order::{pay, settle};
use crate::servicing::cumulative::charges::empty;
use crate::servicing::installment::{Installment, InstallmentKind};
use crate::servicing::transaction::Components;

impl Ledger<'_> {
    /// Puts an amount back: first what was overpaid, then principal of the next installment that is still to come due, else
    /// of an additional one.
    pub(super) fn credit(&mut self, on: NaiveDate, amount: Decimal) -> Effect {
        let from_overpaid = amount.min(self.overpaid).max(Decimal::ZERO);
        self.overpaid -= from_overpaid;
        let principal = amount - from_overpaid;
        if principal > Decimal::ZERO {
            let at = self.credited_installment(on);
            if let Some(installment) = self.installments.get_mut(at) {
                put_back(installment, on, amount);
                pay(installment, Component::Principal, on, from_overpaid);
            }
            self.sort();
        }
        (amount, Components { principal, ..Components::default() }, from_overpaid)
    }

    /// The position of the installment that takes what is put back.
    fn credited_installment(&mut self, on: NaiveDate) -> usize {
        let is_scheduled = |installment: &Installment| installment.kind != InstallmentKind::DownPayment;
        let takes = |installment: &Installment| installment.kind == InstallmentKind::Additional || installment.due > on;
        let found = self.installments.iter().position(|installment| is_scheduled(installment) && takes(installment));
        let last = self.installments.iter().rposition(is_scheduled);
        let last_due = last.and_then(|at| self.installments.get(at)).map_or(on, |installment| installment.due);
        found.or(last.filter(|_| last_due == on)).unwrap_or_else(|| {
            self.installments.push(empty(InstallmentKind::Additional, last_due, on));
            self.installments.len() - 1
        })
    }
}

/// Adds principal that was put back; an additional installment is due on the day of the last one of it.
fn put_back(installment: &mut Installment, on: NaiveDate, amount: Decimal) {
    if installment.kind == InstallmentKind::Additional {
        installment.due = installment.due.max(on);
    }
    installment.credited.principal += amount;
    installment.expected.principal += amount;
    settle(installment, on);
}
