//! Money that is paid in advance and kept: it lowers the balance that bears interest, pays installments when they fall
//! due, and may be taken out again until then.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::book::Book;
use super::row;
use crate::servicing::allocation::order::{AllocationOrder, Component, DueState};
use crate::servicing::transaction::{Components, RepaymentKind, Transaction};

impl Book<'_> {
    /// Whether a payment of a kind is kept beyond what is due.
    pub fn keeps(&self, kind: RepaymentKind) -> bool {
        self.terms.redraw.allowed && matches!(kind, RepaymentKind::Repayment | RepaymentKind::ExternalRepayment)
    }

    /// Takes a payment: what is due is paid, and the rest is kept. With what is kept it may be all that is owed: then it
    /// pays the loan off.
    pub fn repay_and_keep(&mut self, of: &Transaction, kind: RepaymentKind, amount: Decimal) {
        let on = of.value_date;
        if amount >= self.owed_beyond_kept(on).total() {
            return self.pay_off_with_kept(of, kind, amount);
        }
        let order = due_alone(self.terms.allocation.order(kind));
        let (taken, left) = self.spread(on, amount, &order);
        self.keep(on, left);
        self.post(of, amount, taken, Decimal::ZERO, -taken.principal);
    }

    /// Whether an amount is all that is owed beside what is kept.
    pub fn is_all_beside_kept(&self, on: NaiveDate, amount: Decimal) -> bool {
        !self.kept.is_zero() && amount >= self.owed_beyond_kept(on).total()
    }

    /// Spreads installments anew as if nothing were kept: what is kept lowers the balance of the new ones as it did
    /// that of the others.
    pub fn without_kept<T>(&mut self, on: NaiveDate, spread_anew: impl FnOnce(&mut Self) -> T) -> T {
        let kept = self.kept;
        self.keep(on, -kept);
        let result = spread_anew(self);
        self.keep(on, kept);
        result
    }

    /// What is kept is used first, and what is left of it and of a payment in the end was overpaid.
    pub fn pay_off_with_kept(&mut self, of: &Transaction, kind: RepaymentKind, amount: Decimal) {
        let spare = self.use_kept(of.value_date);
        self.repay_with(of, kind, amount, spare);
    }

    /// What is owed when all of it is paid on a day, beside what is kept for the borrower.
    pub fn owed_beyond_kept(&self, on: NaiveDate) -> Components {
        if self.kept.is_zero() {
            return self.owed_in_all(on);
        }
        let mut seen = self.clone();
        let mut spare = seen.use_kept(on);
        let mut owed = seen.owed_in_all(on);
        // Interest to the end of a period may be owed by a payoff alone.
        for component in [Component::Interest, Component::Penalty, Component::Fee, Component::Principal] {
            let part = row::part(&mut owed, component);
            let covered = spare.min(*part);
            *part -= covered;
            spare -= covered;
        }
        owed
    }

    /// What is kept pays what is owed, and how much of it was not needed for that. It bore no interest before, so that it
    /// counts from the day, however long a payoff bears interest.
    fn use_kept(&mut self, on: NaiveDate) -> Decimal {
        let (kept, pays_off) = (self.kept, std::mem::take(&mut self.pays_off));
        self.keep(on, -kept);
        let order = self.terms.allocation.default.clone();
        let (taken, left) = self.spread(on, kept, &order);
        self.balance -= taken.principal;
        self.pays_off = pays_off;
        left
    }

    /// Money that was kept is taken out. Where payments that are entered later have paid the loan off, it is what they were
    /// beyond that; where they have left nothing of it, nothing is taken out.
    pub fn redraw(&mut self, of: &Transaction, amount: Decimal) {
        let taken = amount.min(self.kept);
        let overpaid = self.overpaid.min(amount - taken);
        if taken.is_zero() && overpaid.is_zero() {
            return;
        }
        self.keep(of.value_date, -taken);
        self.overpaid -= overpaid;
        self.post(of, taken + overpaid, Components::default(), overpaid, Decimal::ZERO);
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
            self.penalize_till(day);
            let kept = self.kept;
            let (taken, left) = self.spread(day, kept, &order);
            if left == kept {
                return;
            }
            self.balance -= taken.principal;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::servicing::account::{Account, Standing};
    use crate::servicing::hand_built::{amount, date, disbursement, entered, recalculating, repayment};
    use crate::servicing::replay::replay;
    use crate::servicing::transaction::Event;

    /// 340.02 are due on 1 February, and 100 more come in.
    fn account(events: Vec<(&str, Event)>, as_of: &str) -> Account {
        let mut terms = recalculating();
        terms.redraw.allowed = true;
        let mut happened = vec![disbursement(1, "2024-01-01", "1000"), repayment(2, "2024-02-01", "440.02")];
        for (id, (on, event)) in (3..).zip(events) {
            happened.push(entered(id, on, event));
        }
        replay(&terms, &happened, date(as_of)).unwrap()
    }

    #[test]
    fn what_is_paid_in_advance_is_kept_and_bears_no_interest() {
        let account = account(Vec::new(), "2024-02-10");
        assert_eq!((account.redraw, account.overpaid), (amount("100.00"), Decimal::ZERO));
        assert_eq!(account.installments[1].paid.total(), Decimal::ZERO);
        // (669.98 - 100) x 1%
        assert_eq!(account.installments[1].expected.interest, amount("5.70"));
    }

    #[test]
    fn it_pays_the_installment_that_falls_due() {
        let account = account(Vec::new(), "2024-03-01");
        assert_eq!(account.redraw, Decimal::ZERO);
        assert_eq!(account.installments[1].paid.total(), amount("100"));
    }

    #[test]
    fn what_is_taken_out_again_bears_interest_from_its_day() {
        let out = Event::Redraw { amount: amount("40") };
        let account = account(vec![("2024-02-16", out)], "2024-02-16");
        assert_eq!(account.redraw, amount("60.00"));
        // 569.98 x 1% x 15/29 + 609.98 x 1% x 14/29
        assert_eq!(account.installments[1].expected.interest, amount("5.89"));
        assert_eq!(account.postings.last().unwrap().amount, amount("40"));
    }

    #[test]
    fn no_more_is_taken_out_than_is_kept() {
        let account = account(vec![("2024-02-16", Event::Redraw { amount: amount("400") })], "2024-02-16");
        assert_eq!((account.redraw, account.postings.last().unwrap().amount), (Decimal::ZERO, amount("100.00")));
    }

    #[test]
    fn all_that_is_owed_pays_the_loan_off() {
        // 669.98 are owed, of which 100 are kept.
        let paid = |of: &str| {
            account(
                vec![("2024-02-01", Event::Repayment { amount: amount(of), kind: RepaymentKind::Repayment })],
                "2024-02-01",
            )
        };
        let off = paid("569.98");
        assert_eq!((off.standing, off.redraw, off.overpaid), (Standing::Repaid, Decimal::ZERO, Decimal::ZERO));
        assert_eq!(paid("569.97").redraw, amount("669.97"), "a cent is missing");
        assert_eq!((paid("570").standing, paid("570").overpaid), (Standing::Overpaid, amount("0.02")));
    }
}
