//! Transactions that stand: what is left of the list when what was taken back is out of it.

use std::cmp::Reverse;
use std::collections::HashSet;

use super::transaction::{Event, Transaction, TransactionId};

/// The transactions that were neither taken back nor take something back, in the order of value dates and, on one day,
/// of entry.
pub(crate) fn standing(transactions: &[Transaction]) -> Vec<&Transaction> {
    let taken_back = taken_back(transactions);
    let mut standing: Vec<&Transaction> = transactions
        .iter()
        .filter(|transaction| {
            !matches!(transaction.event, Event::Reversal { .. }) && !taken_back.contains(&transaction.id)
        })
        .collect();
    standing.sort_by_key(|transaction| (transaction.value_date, transaction.id));
    standing
}

/// The transactions that were taken back. A reversal that was itself taken back takes nothing back.
pub(crate) fn taken_back(transactions: &[Transaction]) -> HashSet<TransactionId> {
    let mut reversals: Vec<(TransactionId, TransactionId)> = transactions
        .iter()
        .filter_map(|transaction| match transaction.event {
            Event::Reversal { of } => Some((transaction.id, of)),
            _ => None,
        })
        .collect();
    // Latest first: whether a reversal stands is decided before what it takes back.
    reversals.sort_by_key(|(id, _)| Reverse(*id));
    let mut taken_back = HashSet::new();
    for (id, of) in reversals {
        if !taken_back.contains(&id) {
            taken_back.insert(of);
        }
    }
    taken_back
}
