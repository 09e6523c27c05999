//! Money beyond what was owed, and what becomes of it when more comes to be owed.

use std::collections::VecDeque;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::book::Book;
use super::row;
use crate::servicing::allocation::order::Component;
use crate::servicing::transaction::{Components, Event, RepaymentKind, Transaction, TransactionId};

const COMPONENTS: [Component; 4] = [Component::Penalty, Component::Fee, Component::Interest, Component::Principal];

impl Book<'_> {
    /// Spreads an overpayment that is still there over what has come to be owed by money that was paid out.
    pub fn use_overpayment(&mut self, on: NaiveDate) -> Components {
        if self.overpaid <= Decimal::ZERO {
            return Components::default();
        }
        let order = self.terms.allocation.default.clone();
        let (taken, left) = self.spread(on, self.overpaid, &order);
        self.overpaid = left;
        taken
    }

    /// The payments that were beyond what was owed pay a charge that was added since, oldest first: each in the order of
    /// its kind and as of its own day, as if the charge had been there.
    pub fn pay_by_overpaid(&mut self) {
        let mut waiting = VecDeque::from(std::mem::take(&mut self.overpaid_by));
        while self.overpaid > Decimal::ZERO {
            let Some(id) = waiting.pop_front() else { break };
            if self.pay_again_by(id) > Decimal::ZERO {
                // It is still the oldest when the next charge comes.
                waiting.push_front(id);
                break;
            }
        }
        self.overpaid_by = waiting.into();
        self.pay_by_what_was_kept();
    }

    /// What had been kept when the loan was paid off, and was not needed, is of no single payment: it pays from the day of
    /// the last one.
    fn pay_by_what_was_kept(&mut self) {
        let Some(on) = self.postings.last().map(|posting| posting.value_date).filter(|_| self.overpaid_by.is_empty())
        else {
            return;
        };
        let taken = self.use_overpayment(on);
        self.balance -= taken.principal;
    }

    /// Spreads what a payment was beyond what was owed once more, and says what is still beyond it.
    fn pay_again_by(&mut self, id: TransactionId) -> Decimal {
        let Some(payment) = self.transactions.iter().copied().find(|transaction| transaction.id == id) else {
            return Decimal::ZERO;
        };
        let Some(at) = self.postings.iter().position(|posting| posting.id == id) else { return Decimal::ZERO };
        let Some(overpaid) = self.postings.get(at).map(|posting| posting.overpaid) else { return Decimal::ZERO };
        let offered = overpaid.min(self.overpaid);
        let order = self.terms.allocation.order(kind(payment)).clone();
        let (mut taken, left, portions) = self.spread_in_portions(payment.value_date, offered, &order);
        let used = offered - left;
        self.overpaid -= used;
        self.balance -= taken.principal;
        for later in self.postings.iter_mut().skip(at) {
            later.balance_after -= taken.principal;
        }
        if let Some(posting) = self.postings.get_mut(at) {
            posting.overpaid -= used;
            for component in COMPONENTS {
                *row::part(&mut posting.components, component) += *row::part(&mut taken, component);
            }
        }
        self.portions.add(id, portions);
        overpaid - used
    }
}

/// The kind of a payment, by which its order is found.
fn kind(payment: &Transaction) -> RepaymentKind {
    match payment.event {
        Event::Repayment { kind, .. } => kind,
        Event::InterestRefund { .. } => RepaymentKind::InterestRefund,
        _ => RepaymentKind::Repayment,
    }
}
