//! Money that is paid in advance and kept: it lowers the balance that bears interest, pays installments when they fall
//! due, and may be taken out again until then.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::book::Book;
use crate::servicing::allocation::order::{AllocationOrder, DueState};
use crate::servicing::transaction::{Components, RepaymentKind, Transaction};

impl Book<'_> {
    /// Whether a payment of a kind is kept beyond what is due.
    pub fn keeps(&self, kind: RepaymentKind) -> bool {
        self.terms.redraw.allowed && matches!(kind, RepaymentKind::Repayment | RepaymentKind::ExternalRepayment)
    }

    /// Takes a payment: what is due is paid, and the rest is kept.
    pub fn repay_and_keep(&mut self, of: &Transaction, kind: RepaymentKind, amount: Decimal) {
        let on = of.value_date;
        let order = due_alone(self.terms.allocation.order(kind));
        let (taken, left) = self.spread(on, amount, &order);
        self.keep(on, left);
        self.post(of, amount, taken, Decimal::ZERO, -taken.principal);
    }

    /// Money that was kept is taken out.
    pub fn redraw(&mut self, of: &Transaction, amount: Decimal) {
        let taken = amount.min(self.kept);
        self.keep(of.value_date, -taken);
        self.post(of, taken, Components::default(), Decimal::ZERO, Decimal::ZERO);
    }

    /// Pays what fell due up to a day out of what is kept, each on its due date.
    pub fn pay_from_kept(&mut self, until: NaiveDate) {
        let order = due_alone(&self.terms.allocation.default);
        while self.kept > Decimal::ZERO {
            let due = self
                .rows
                .iter()
                .filter(|row| row.obligations_met_on.is_none() && row.due <= until && row.due >= self.kept_since)
                .map(|row| row.due)
                .next();
            let Some(day) = due else { return };
            self.recalculate_till(day);
            let kept = self.kept;
            let (_, left) = self.spread(day, kept, &order);
            if left == kept {
                return;
            }
            self.keep(day, left - kept);
        }
    }

    fn keep(&mut self, on: NaiveDate, amount: Decimal) {
        if amount.is_zero() {
            return;
        }
        if self.kept.is_zero() {
            self.kept_since = on;
        }
        self.kept += amount;
        if self.recalculates() {
            self.plan.keep(on, amount);
            self.sync_after_payment(on);
        }
    }
}

/// An order without what is paid in advance.
fn due_alone(order: &AllocationOrder) -> AllocationOrder {
    let steps = order.steps.iter().copied().filter(|(state, _)| *state != DueState::InAdvance).collect();
    AllocationOrder { steps, future: order.future }
}
