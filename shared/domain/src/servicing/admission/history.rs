//! What happened on an account, as far as the list of transactions says it.

use std::collections::HashSet;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::inadmissible::Inadmissible;
use crate::servicing::standing_transactions::{standing, taken_back};
use crate::servicing::transaction::{Event, Transaction, TransactionId};

/// The transactions of an account.
pub(super) struct History<'a> {
    pub(super) all: &'a [Transaction],
    /// Those that stand, in the order of value dates.
    pub(super) standing: Vec<&'a Transaction>,
    taken_back: HashSet<TransactionId>,
}

impl<'a> History<'a> {
    pub(super) fn new(transactions: &'a [Transaction]) -> Self {
        Self { all: transactions, standing: standing(transactions), taken_back: taken_back(transactions) }
    }

    /// A transaction of the account, whether it stands or not.
    pub(super) fn find(&self, id: TransactionId) -> Result<&'a Transaction, Inadmissible> {
        self.all.iter().find(|transaction| transaction.id == id).ok_or(Inadmissible::UnknownTransaction(id))
    }

    /// A transaction of the account that stands.
    pub(super) fn find_standing(&self, id: TransactionId) -> Result<&'a Transaction, Inadmissible> {
        let found = self.find(id)?;
        if self.is_taken_back(id) { Err(Inadmissible::AlreadyReversed(id)) } else { Ok(found) }
    }

    pub(super) fn is_taken_back(&self, id: TransactionId) -> bool {
        self.taken_back.contains(&id)
    }

    /// The value dates of transactions that stand and are of a sort, earliest first.
    pub(super) fn days_of(&self, is: impl Fn(&Event) -> bool) -> impl Iterator<Item = NaiveDate> {
        self.standing.iter().filter(move |transaction| is(&transaction.event)).map(|transaction| transaction.value_date)
    }

    /// The last of the transactions that stand and are of a sort.
    pub(super) fn last(&self, is: impl Fn(&Event) -> bool) -> Option<&'a Transaction> {
        self.standing.iter().rev().find(|transaction| is(&transaction.event)).copied()
    }

    /// Whether a transaction of a sort stands.
    pub(super) fn has(&self, is: impl Fn(&Event) -> bool) -> bool {
        self.last(is).is_some()
    }

    pub(super) fn first_disbursement(&self) -> Option<NaiveDate> {
        self.days_of(|event| matches!(event, Event::Disbursement { .. })).next()
    }

    /// The day of the last write-off, of a part or of all.
    pub(super) fn written_off_on(&self) -> Option<NaiveDate> {
        self.last(|event| matches!(event, Event::WriteOff { .. })).map(|transaction| transaction.value_date)
    }

    /// What `amount` takes from the transactions that stand, all together, in units of the currency.
    pub(super) fn sum(&self, amount: impl Fn(&Event) -> Option<Decimal>) -> Decimal {
        self.standing.iter().filter_map(|transaction| amount(&transaction.event)).sum()
    }
}

/// Whether money changes hands, or comes to be owed or owed no more.
pub(super) fn moves_money(event: &Event) -> bool {
    matches!(
        event,
        Event::Disbursement { .. }
            | Event::CapitalizedIncome { .. }
            | Event::Repayment { .. }
            | Event::InterestRefund { .. }
            | Event::CreditBalanceRefund { .. }
            | Event::Chargeback { .. }
            | Event::Redraw { .. }
            | Event::ChargePayment { .. }
            | Event::ChargeWaiver { .. }
    )
}

/// Whether what is owed is spread over other installments.
pub(super) fn spreads_anew(event: &Event) -> bool {
    matches!(event, Event::ReAge { .. } | Event::ReAmortise { .. })
}
