//! Interest that is given back with a refund: what the loan would not have borne had the amount never been paid out.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::book::Book;
use super::run;
use crate::servicing::installment::InstallmentKind;
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

    /// Interest of the loan as it is, less what it would be had the refunded amounts been paid back on the days on which
    /// they were paid out, oldest disbursement first, less what has been given back before.
    fn interest_to_refund(&self, of: &Transaction, refund: TransactionId) -> Result<Decimal, ReplayError> {
        let before: Vec<&Transaction> =
            self.transactions.iter().copied().take_while(|transaction| transaction.id != of.id).collect();
        if !before.iter().any(|transaction| transaction.id == refund) {
            return Err(ReplayError::UnknownTransaction(refund));
        }
        let refunds = refunds_with_interest(&before, refund);
        let at_once = refunded_at_once(&before, &refunds);
        let at_once: Vec<&Transaction> = at_once.iter().collect();
        let on = of.value_date;
        let mut book = run::run_from(self.terms, &at_once, self.start)?;
        book.recalculate_till(on);
        let interest = self.plan.interest_due_on(on) - book.plan.interest_due_on(on);
        let interest = match self.charged_off_on {
            None => interest,
            Some(_) if interest.is_zero() => interest,
            Some(_) if refunded(&before, &refunds) >= self.lent() => self.interest_asked_for(),
            Some(_) => interest.min(self.interest_asked_for()),
        };
        Ok((interest - self.interest_refunded).max(Decimal::ZERO))
    }

    /// All interest that the schedule of a loan asks for; after a charge-off this is all that is ever borne.
    fn interest_asked_for(&self) -> Decimal {
        self.rows
            .iter()
            .filter(|row| row.kind != InstallmentKind::Additional)
            .map(|row| row.expected.interest - row.credited.interest)
            .sum()
    }
}

/// What came in with refunds.
fn refunded(before: &[&Transaction], refunds: &BTreeSet<TransactionId>) -> Decimal {
    let of_refund = |transaction: &&&Transaction| refunds.contains(&transaction.id);
    let amount = |transaction: &&Transaction| match transaction.event {
        Event::Repayment { amount, .. } => Some(amount),
        _ => None,
    };
    before.iter().filter(of_refund).filter_map(amount).sum()
}

/// The refunds for which interest was given back, and this one.
fn refunds_with_interest(before: &[&Transaction], refund: TransactionId) -> BTreeSet<TransactionId> {
    let earlier = before.iter().filter_map(|transaction| match transaction.event {
        Event::InterestRefund { of, .. } => Some(of),
        _ => None,
    });
    earlier.chain([refund]).collect()
}

/// The transactions as if refunded amounts had been paid back on the days on which they were paid out: without the refunds
/// and their interest.
fn refunded_at_once(before: &[&Transaction], refunds: &BTreeSet<TransactionId>) -> Vec<Transaction> {
    let mut left = refunded(before, refunds);
    let mut at_once = Vec::with_capacity(before.len().saturating_add(refunds.len()));
    for transaction in before {
        if refunds.contains(&transaction.id) || matches!(transaction.event, Event::InterestRefund { .. }) {
            continue;
        }
        at_once.push((*transaction).clone());
        if let Event::Disbursement { amount } = transaction.event {
            let part = left.min(amount);
            left -= part;
            if part > Decimal::ZERO {
                let event = Event::Repayment { amount: part, kind: RepaymentKind::Repayment };
                at_once.push(Transaction { event, ..(*transaction).clone() });
            }
        }
    }
    at_once
}
