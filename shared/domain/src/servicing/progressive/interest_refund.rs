//! Interest that is given back with a refund: what the loan would not have borne had the amount never been paid out.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::book::Book;
use super::run;
use crate::servicing::replay::ReplayError;
use crate::servicing::transaction::{Event, RepaymentKind, Transaction, TransactionId};

impl Book<'_> {
    /// Gives back interest for a refund.
    pub fn refund_interest(
        &mut self,
        of: &Transaction,
        refund: TransactionId,
        amount: Option<Decimal>,
    ) -> Result<(), ReplayError> {
        let amount = match amount {
            Some(amount) => amount,
            None => self.interest_to_refund(of, refund)?,
        };
        self.interest_refunded += amount;
        self.repay(of, RepaymentKind::InterestRefund, amount);
        Ok(())
    }

    /// Interest of the loan as it is, less what it would be had none of the refunded amounts been paid out, oldest
    /// disbursement first, less what has been given back before.
    fn interest_to_refund(&self, of: &Transaction, refund: TransactionId) -> Result<Decimal, ReplayError> {
        let before: Vec<&Transaction> =
            self.transactions.iter().copied().take_while(|transaction| transaction.id != of.id).collect();
        if !before.iter().any(|transaction| transaction.id == refund) {
            return Err(ReplayError::UnknownTransaction(refund));
        }
        let refunds = refunds_with_interest(&before, refund);
        let without = without_refunded(&before, &refunds);
        let on = of.value_date;
        let without: Vec<&Transaction> = without.iter().collect();
        let interest_without = if without.iter().any(|t| matches!(t.event, Event::Disbursement { .. })) {
            let mut book = run::run_from(self.terms, &without, self.start)?;
            book.recalculate_till(on);
            book.plan.interest_due_on(on)
        } else {
            Decimal::ZERO
        };
        let interest = self.plan.interest_due_on(on) - interest_without - self.interest_refunded;
        Ok(interest.max(Decimal::ZERO))
    }
}

/// The refunds for which interest was given back, and this one.
fn refunds_with_interest(before: &[&Transaction], refund: TransactionId) -> BTreeSet<TransactionId> {
    let earlier = before.iter().filter_map(|transaction| match transaction.event {
        Event::InterestRefund { of, .. } => Some(of),
        _ => None,
    });
    earlier.chain([refund]).collect()
}

/// The transactions as if refunded amounts had never been paid out: without the refunds and their interest, and with
/// smaller disbursements.
fn without_refunded(before: &[&Transaction], refunds: &BTreeSet<TransactionId>) -> Vec<Transaction> {
    let mut left: Decimal = before
        .iter()
        .filter(|transaction| refunds.contains(&transaction.id))
        .filter_map(|transaction| match transaction.event {
            Event::Repayment { amount, .. } => Some(amount),
            _ => None,
        })
        .sum();
    let mut without = Vec::with_capacity(before.len());
    for transaction in before {
        if refunds.contains(&transaction.id) || matches!(transaction.event, Event::InterestRefund { .. }) {
            continue;
        }
        let mut transaction = (*transaction).clone();
        if let Event::Disbursement { amount } = &mut transaction.event {
            let part = left.min(*amount);
            left -= part;
            *amount -= part;
            if amount.is_zero() {
                continue;
            }
        }
        without.push(transaction);
    }
    without
}
