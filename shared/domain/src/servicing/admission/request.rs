//! What is asked: a transaction on an account, on a day.

use chrono::NaiveDate;

use super::history::History;
use super::inadmissible::Inadmissible;
use crate::servicing::account::{Account, Standing};
use crate::servicing::replay::replay;
use crate::servicing::terms::Terms;
use crate::servicing::transaction::{Event, Transaction};

/// A transaction that is to be entered, and the account that it is to be entered on.
pub(super) struct Request<'a> {
    pub(super) terms: &'a Terms,
    pub(super) history: History<'a>,
    pub(super) new: &'a Transaction,
    pub(super) today: NaiveDate,
}

impl<'a> Request<'a> {
    pub(super) fn new(
        terms: &'a Terms,
        transactions: &'a [Transaction],
        new: &'a Transaction,
        today: NaiveDate,
    ) -> Self {
        Self { terms, history: History::new(transactions), new, today }
    }

    /// The value date of what is asked.
    pub(super) fn on(&self) -> NaiveDate {
        self.new.value_date
    }

    /// The account as it stood on the value date.
    pub(super) fn account_on_value_date(&self) -> Result<Account, Inadmissible> {
        let counts = |transaction: &&&Transaction| transaction.value_date <= self.on();
        let until: Vec<Transaction> =
            self.history.standing.iter().filter(counts).map(|transaction| (*transaction).clone()).collect();
        Ok(replay(self.terms, &until, self.on())?)
    }

    /// Whether the loan bears interest, or has come to bear it.
    pub(super) fn bears_interest(&self) -> bool {
        let bears = |event: &Event| matches!(event, Event::RateChange { rate } if !rate.is_zero());
        !self.terms.interest.rate.is_zero() || self.history.has(bears)
    }

    /// The first day on which money was paid out.
    pub(super) fn first_disbursement(&self) -> Result<NaiveDate, Inadmissible> {
        self.history.first_disbursement().ok_or(Inadmissible::NotDisbursed)
    }
}

/// Whether something is owed on an account.
pub(super) fn must_be_active(account: &Account) -> Result<(), Inadmissible> {
    match account.standing {
        Standing::Active => Ok(()),
        Standing::Undisbursed => Err(Inadmissible::NotDisbursed),
        Standing::Repaid | Standing::Overpaid => Err(Inadmissible::NothingOwed),
        Standing::WrittenOff => Err(Inadmissible::WrittenOff),
    }
}
