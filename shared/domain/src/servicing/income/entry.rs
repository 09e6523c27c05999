//! One line of the income of a loan.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::servicing::transaction::{Components, TransactionId};

/// Where income comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// Interest of all installments.
    Interest,
    /// A charge that is due on a day.
    Charge {
        /// The transaction that charged it.
        id: TransactionId,
        /// A penalty, not a fee.
        penalty: bool,
    },
    /// Charges of an installment that are due with it.
    OfInstallment {
        /// The due date of the installment.
        due: NaiveDate,
        /// Penalties, not fees.
        penalty: bool,
    },
}

/// What an entry does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryKind {
    /// Income is recognised.
    Recognised,
    /// Income that was recognised turned out not to be earned.
    TakenBack,
}

/// One line of the income of a loan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The day in the books.
    pub on: NaiveDate,
    /// What it does.
    pub kind: EntryKind,
    /// How much of what, in units of the currency, above zero.
    pub of: BTreeMap<Source, Decimal>,
}

impl Entry {
    /// What it comes to by component.
    pub fn components(&self) -> Components {
        let mut sum = Components::default();
        for (source, amount) in &self.of {
            match source {
                Source::Interest => sum.interest += amount,
                Source::Charge { penalty: true, .. } | Source::OfInstallment { penalty: true, .. } => {
                    sum.penalties += amount;
                }
                Source::Charge { .. } | Source::OfInstallment { .. } => sum.fees += amount,
            }
        }
        sum
    }

    /// All of it, in units of the currency.
    pub fn total(&self) -> Decimal {
        self.of.values().sum()
    }

    /// What there is of a source: below zero where it is taken back.
    pub(super) fn signed(&self, source: Source) -> Decimal {
        let amount = self.of.get(&source).copied().unwrap_or_default();
        match self.kind {
            EntryKind::Recognised => amount,
            EntryKind::TakenBack => -amount,
        }
    }
}
