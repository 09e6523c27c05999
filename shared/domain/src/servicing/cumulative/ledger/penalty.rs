//! Penalties that late installments have borne become owed.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::Ledger;
use crate::servicing::allocation::transaction_order::settle;
use crate::servicing::penalty::{Borne, FreeDays, borne};
use crate::servicing::terms::Terms;

/// How far penalties have become owed, on which terms.
pub(in crate::servicing::cumulative) struct Penalties<'a> {
    pub terms: &'a Terms,
    pub free: &'a FreeDays,
    /// The day up to which they have; none before any has.
    till: Option<NaiveDate>,
}

impl<'a> Penalties<'a> {
    /// Penalties of which none is owed yet.
    pub fn new(terms: &'a Terms, free: &'a FreeDays) -> Self {
        Self { terms, free, till: None }
    }
}

impl Ledger<'_> {
    /// What late installments bore up to a day is owed with them.
    pub(in crate::servicing::cumulative) fn penalize_till(&mut self, on: NaiveDate) {
        for Borne { at, amount } in self.accrued_penalties(on) {
            if let Some(installment) = self.installments.get_mut(at) {
                installment.expected.penalties += amount;
                settle(installment, on);
            }
        }
        self.penalties.till = self.penalties.till.max(Some(on));
    }

    /// What late installments have borne up to a day and do not owe yet.
    pub(in crate::servicing::cumulative) fn accrued_penalty(&self, on: NaiveDate) -> Decimal {
        self.accrued_penalties(on).into_iter().map(|borne| borne.amount).sum()
    }

    fn accrued_penalties(&self, on: NaiveDate) -> Vec<Borne> {
        let since = self.penalties.till.unwrap_or(NaiveDate::MIN);
        borne(&self.installments, (since, on), self.penalties.terms, self.penalties.free)
    }
}
