//! The order in which things that happened are gone through.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::servicing::replay::ReplayError;
use crate::servicing::transaction::{ChargeDue, Event, Transaction, TransactionId};

/// The transactions that stand, by the day from which they count; on one day changes of terms come first, and what was
/// entered earlier comes before what was entered later.
pub(super) fn in_order(transactions: &[Transaction]) -> Result<Vec<&Transaction>, ReplayError> {
    let reversed = reversed(transactions)?;
    let mut standing: Vec<&Transaction> = transactions
        .iter()
        .filter(|transaction| {
            !reversed.contains(&transaction.id) && !matches!(transaction.event, Event::Reversal { .. })
        })
        .collect();
    standing
        .sort_by_key(|transaction| (effective(transaction), rank(transaction), transaction.entered_on, transaction.id));
    Ok(standing)
}

/// What was taken back. A reversal that was itself taken back does not count.
fn reversed(transactions: &[Transaction]) -> Result<BTreeSet<TransactionId>, ReplayError> {
    let known: BTreeSet<TransactionId> = transactions.iter().map(|transaction| transaction.id).collect();
    let mut reversals: Vec<(TransactionId, TransactionId)> = Vec::new();
    for transaction in transactions {
        if let Event::Reversal { of } = transaction.event {
            if !known.contains(&of) {
                return Err(ReplayError::UnknownTransaction(of));
            }
            reversals.push((transaction.id, of));
        }
    }
    // Latest first, so that a reversal is known to stand before what it takes back is decided.
    reversals.sort_by_key(|(id, _)| std::cmp::Reverse(*id));
    let mut reversed = BTreeSet::new();
    for (id, of) in reversals {
        if !reversed.contains(&id) {
            reversed.insert(of);
        }
    }
    Ok(reversed)
}

/// The day from which a transaction counts. A charge counts from the day it was entered, unless it was due before; new
/// installments count from the first of them, if that was due before.
pub(super) fn effective(transaction: &Transaction) -> NaiveDate {
    match &transaction.event {
        Event::Charge { charge } => match charge.due {
            ChargeDue::On(due) => due.min(transaction.entered_on),
            ChargeDue::EachInstallment | ChargeDue::AtDisbursement => transaction.entered_on,
        },
        Event::ReAge { plan } => plan.first_due.min(transaction.value_date),
        _ => transaction.value_date,
    }
}

fn rank(transaction: &Transaction) -> u8 {
    match &transaction.event {
        Event::InterestPause { .. }
        | Event::RateChange { .. }
        | Event::ExtraTerms { .. }
        | Event::DueDateChange { .. } => 0,
        _ => 1,
    }
}
