//! What was agreed on an account, one agreement after another, each with its money as it stood on a day.

use chrono::NaiveDate;

use super::ledger::Ledger;
use crate::servicing::account::Account;
use crate::servicing::arrears::{Arrears, arrears};
use crate::servicing::replay::{ReplayError, replay};
use crate::servicing::terms::Terms;
use crate::servicing::transaction::{Event, Transaction};

/// An agreement as it stood on a day.
#[derive(Debug, Clone, PartialEq)]
pub struct AgreementOn<'a> {
    /// What was agreed.
    pub terms: &'a Terms,
    /// What counts up to the day.
    pub transactions: Vec<Transaction>,
    /// What that comes to on the day.
    pub money: Account,
}

impl AgreementOn<'_> {
    /// How late it was on the day.
    pub fn arrears(&self) -> Arrears {
        arrears(&self.money, &self.terms.arrears, &self.transactions)
    }
}

impl Ledger {
    /// The agreements that had begun by a day, in their order, without what counts from a later day; the first one where
    /// none had.
    pub fn agreements_on(&self, day: NaiveDate) -> Result<Vec<AgreementOn<'_>>, ReplayError> {
        let account = &self.account;
        let all = account.earlier.iter().map(|earlier| &earlier.agreed).chain([&account.agreed]);
        let mut begun = Vec::new();
        for agreed in all {
            let transactions: Vec<Transaction> = self
                .entries
                .iter()
                .filter(|entry| entry.generation == agreed.number)
                .map(|entry| &entry.transaction)
                .filter(|it| it.value_date <= day || matches!(it.event, Event::Reversal { .. }))
                .cloned()
                .collect();
            let is_begun = transactions.iter().any(|it| matches!(it.event, Event::Disbursement { .. }));
            if is_begun || begun.is_empty() {
                let money = replay(&agreed.terms, &transactions, day)?;
                begun.push(AgreementOn { terms: &agreed.terms, transactions, money });
            }
        }
        Ok(begun)
    }
}
