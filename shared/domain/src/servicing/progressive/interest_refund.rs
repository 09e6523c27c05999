//! Interest that is given back with a refund: what the loan would not have borne had the amount never been paid out.

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

    /// Interest of the loan as it is, less what it would be had the refunded amounts not been paid out, oldest
    /// disbursement first, less what has been given back before.
    fn interest_to_refund(&self, of: &Transaction, refund: TransactionId) -> Result<Decimal, ReplayError> {
        let on = of.value_date;
        let refunded = self
            .transactions
            .iter()
            .find(|transaction| transaction.id == refund)
            .ok_or(ReplayError::UnknownTransaction(refund))?;
        let Event::Repayment { amount: mut left, .. } = refunded.event else {
            return Err(ReplayError::Unsupported("interest given back for what is no refund"));
        };
        let mut reduced: Vec<Transaction> = Vec::new();
        for transaction in self.transactions.iter().take_while(|transaction| transaction.id != of.id) {
            if transaction.id == refund {
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
            reduced.push(transaction);
        }
        let without: Vec<&Transaction> = reduced.iter().collect();
        let interest_without = if without.iter().any(|t| matches!(t.event, Event::Disbursement { .. })) {
            let mut book = run::run(self.terms, &without)?;
            book.recalculate_till(on);
            book.plan.interest_due_on(on)
        } else {
            Decimal::ZERO
        };
        let interest = self.plan.interest_due_on(on) - interest_without - self.interest_refunded;
        Ok(interest.max(Decimal::ZERO))
    }
}
