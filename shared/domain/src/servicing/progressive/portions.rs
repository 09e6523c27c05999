//! What of each payment went to which row.
//!
//! Only a loan that is called due takes payments again, so that it is noted of such loans alone.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::servicing::transaction::{Components, Event, Transaction, TransactionId};

/// What of a payment went to one row.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Portion {
    /// The day after which the row's interest is borne.
    pub from: NaiveDate,
    /// The day on which it is due.
    pub due: NaiveDate,
    /// In units of the currency.
    pub paid: Components,
}

/// What went to each row, of one payment.
#[derive(Debug, Clone, Default)]
pub(super) struct Portions(Vec<Portion>);

impl Portions {
    /// Notes what went to a row, beside what did before.
    pub fn add(&mut self, portion: Portion) {
        match self.0.iter_mut().find(|known| (known.from, known.due) == (portion.from, portion.due)) {
            Some(known) => known.paid += portion.paid,
            None => self.0.push(portion),
        }
    }
}

/// The portions of the payments of a loan.
#[derive(Debug, Clone, Default)]
pub(super) struct PortionsOfPayments {
    /// `None` where nothing takes a payment again.
    noted: Option<BTreeMap<TransactionId, Portions>>,
}

impl PortionsOfPayments {
    /// None of any payment yet.
    pub fn of_loan(operations: &[&Transaction]) -> Self {
        let calls_due = |it: &&Transaction| matches!(it.event, Event::ChargeOff | Event::Termination);
        Self { noted: operations.iter().any(calls_due).then(BTreeMap::new) }
    }

    /// Whether anything is to be noted.
    pub fn are_noted(&self) -> bool {
        self.noted.is_some()
    }

    /// Notes a payment, or what it has come to when it is taken again.
    pub fn set(&mut self, payment: TransactionId, portions: Portions) {
        if let Some(noted) = &mut self.noted {
            noted.insert(payment, portions);
        }
    }

    /// Notes more of a payment.
    pub fn add(&mut self, payment: TransactionId, more: Portions) {
        let Some(noted) = &mut self.noted else { return };
        let known = noted.entry(payment).or_default();
        more.0.into_iter().for_each(|portion| known.add(portion));
    }

    /// What went to each row.
    pub fn of(&self, payment: TransactionId) -> &[Portion] {
        self.noted.as_ref().and_then(|noted| noted.get(&payment)).map_or(&[], |portions| &portions.0)
    }

    /// The same, forgotten.
    pub fn take(&mut self, payment: TransactionId) -> Vec<Portion> {
        self.noted.as_mut().and_then(|noted| noted.remove(&payment)).unwrap_or_default().0
    }

    /// Forgets all of them: no payment before is taken again.
    pub fn forget(&mut self) {
        if let Some(noted) = &mut self.noted {
            noted.clear();
        }
    }

    /// Those of all payments.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut Portion> {
        self.noted.iter_mut().flat_map(BTreeMap::values_mut).flat_map(|portions| &mut portions.0)
    }
}
