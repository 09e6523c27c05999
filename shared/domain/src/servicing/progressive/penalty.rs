//! Penalties that late installments have borne become owed.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::book::Book;
use super::charge::add;
use crate::servicing::penalty::{Borne, FreeDays, borne};

/// How far penalties have become owed.
#[derive(Debug, Clone, Default)]
pub(super) struct Penalties {
    /// The day up to which they have; none before any has.
    till: Option<NaiveDate>,
    free: FreeDays,
}

impl Book<'_> {
    /// Finds the days that bear no penalty. Done once, before anything happens.
    pub fn find_free_days(&mut self) {
        if self.terms.penalty.is_agreed() {
            self.penalties.free = FreeDays::of(self.transactions);
        }
    }

    /// What late installments bore up to a day is owed with them.
    pub fn penalize_till(&mut self, on: NaiveDate) {
        for Borne { at, amount } in self.accrued_penalties(on) {
            if let Some(row) = self.rows.get_mut(at) {
                add(row, true, amount);
            }
        }
        self.penalties.till = self.penalties.till.max(Some(on));
    }

    /// What late installments have borne up to a day and do not owe yet.
    pub fn accrued_penalty(&self, on: NaiveDate) -> Decimal {
        self.accrued_penalties(on).into_iter().map(|borne| borne.amount).sum()
    }

    /// Whether a payment on a day would find penalties.
    pub fn may_bear_penalties(&self, on: NaiveDate) -> bool {
        let rows = self.rows.get(self.settled_rows..).unwrap_or(&self.rows);
        self.terms.penalty.is_agreed() && rows.iter().any(|row| row.due < on && row.obligations_met_on.is_none())
    }

    fn accrued_penalties(&self, on: NaiveDate) -> Vec<Borne> {
        if self.is_quote {
            return Vec::new();
        }
        let since = self.penalties.till.unwrap_or(NaiveDate::MIN);
        borne(&self.rows, (since, on), self.terms, &self.penalties.free)
    }
}
