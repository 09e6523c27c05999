//! How much may still be paid out on an account.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::history::History;
use crate::servicing::terms::{ExpectedTranche, Terms};
use crate::servicing::transaction::{Event, Transaction};

/// What was approved, what has been made of it, and what is left. Amounts are in units of the account's currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Room {
    /// What is approved: the last approval, or what the terms say.
    pub approved: Decimal,
    /// The most that may be owed of principal: what is approved or, where more than was applied for may be paid out, that.
    pub limit: Decimal,
    /// The most that may be approved.
    pub approvable: Decimal,
    /// What was paid out and stands.
    pub disbursed: Decimal,
    /// What was capitalized and stands.
    pub capitalized: Decimal,
    /// The disbursements that are planned and still to come.
    pub planned: Vec<ExpectedTranche>,
}

impl Room {
    /// What may still be paid out beyond what is planned; never below zero.
    pub fn left(&self) -> Decimal {
        (self.limit - self.used()).max(Decimal::ZERO)
    }

    /// What of the approved amount has not been paid out; before anything was, nor planned to be. Never below zero.
    pub fn approved_left(&self) -> Decimal {
        let used = if self.disbursed.is_zero() { self.used() } else { self.disbursed + self.capitalized };
        (self.approved - used).max(Decimal::ZERO)
    }

    /// What is paid out, capitalized or planned.
    pub fn used(&self) -> Decimal {
        self.disbursed + self.capitalized + self.planned.iter().map(|tranche| tranche.amount).sum::<Decimal>()
    }

    /// The room that a disbursement on a day finds: it takes the place of one that is planned, where there is one.
    pub(super) fn for_disbursement(mut self, on: NaiveDate) -> Self {
        take_place(&mut self.planned, on);
        self
    }
}

/// How much may still be paid out on an account with these terms and transactions.
pub fn room(terms: &Terms, transactions: &[Transaction]) -> Room {
    of_history(terms, &History::new(transactions))
}

pub(super) fn of_history(terms: &Terms, history: &History<'_>) -> Room {
    let limits = &terms.limits;
    let applied = limits.applied.unwrap_or(terms.principal);
    let most = limits.over_applied.map(|over| over.most(applied));
    let of_terms = limits.approved.unwrap_or(terms.principal);
    let approved = last_approval(history).unwrap_or(of_terms);
    Room {
        approved,
        limit: most.unwrap_or(approved),
        approvable: most.unwrap_or(applied.max(of_terms)),
        disbursed: history.sum(disbursed),
        capitalized: history.sum(capitalized),
        planned: still_planned(terms, history),
    }
}

/// What the disbursements of a history have left of the plan.
///
/// A disbursement takes the place of one planned for its day, otherwise of the earliest; of several the largest. One that
/// was taken back frees its place only where no other disbursement stands: a single one that is undone starts afresh.
fn still_planned(terms: &Terms, history: &History<'_>) -> Vec<ExpectedTranche> {
    let mut planned = terms.schedule.expected_tranches.clone();
    let any_stands = history.first_disbursement().is_some();
    let is_disbursement = |transaction: &&Transaction| disbursed(&transaction.event).is_some();
    for transaction in history.all.iter().filter(is_disbursement).filter(|_| any_stands) {
        take_place(&mut planned, transaction.value_date);
    }
    planned
}

fn take_place(planned: &mut Vec<ExpectedTranche>, on: NaiveDate) {
    let day = planned.iter().map(|tranche| tranche.on).min_by_key(|day| (*day != on, *day));
    let place = planned
        .iter()
        .enumerate()
        .filter(|(_, tranche)| Some(tranche.on) == day)
        .max_by_key(|(_, tranche)| tranche.amount)
        .map(|(place, _)| place);
    if let Some(place) = place {
        planned.remove(place);
    }
}

/// The amount that was approved last, by the order of entry.
fn last_approval(history: &History<'_>) -> Option<Decimal> {
    let approval = |transaction: &&Transaction| match transaction.event {
        Event::ApprovedAmount { amount } => Some((transaction.id, amount)),
        _ => None,
    };
    history.standing.iter().filter_map(approval).max_by_key(|(id, _)| *id).map(|(_, amount)| amount)
}

fn disbursed(event: &Event) -> Option<Decimal> {
    match event {
        Event::Disbursement { amount } => Some(*amount),
        _ => None,
    }
}

fn capitalized(event: &Event) -> Option<Decimal> {
    match event {
        Event::CapitalizedIncome { amount } => Some(*amount),
        _ => None,
    }
}
