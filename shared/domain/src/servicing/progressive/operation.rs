//! The order in which things that happened are gone through.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use crate::servicing::replay::ReplayError;
use crate::servicing::standing_transactions::standing;
use crate::servicing::transaction::{ChargeAmount, ChargeDue, Event, Transaction, TransactionId};

/// The transactions that stand, by the day from which they count; on one day changes of terms come first, and what was
/// entered earlier comes before what was entered later. A change of terms that is agreed in advance is part of the
/// schedule from then on: what is paid until its day is paid for installments that have been announced with it, and
/// leaves them as they are.
pub(super) fn in_order(transactions: &[Transaction]) -> Result<Vec<&Transaction>, ReplayError> {
    if let Some(of) = unknown(transactions) {
        return Err(ReplayError::UnknownTransaction(of));
    }
    let mut standing = standing(transactions);
    let named = named(&standing);
    standing.sort_by_key(|transaction| {
        let named_on = named.get(&transaction.id).copied();
        let place = place(transaction);
        let counts_from = named_on.map_or(place, |day| day.min(place));
        // Agreed in advance, it comes after what had been entered on the day.
        let is_first = changes_terms(transaction) && place == transaction.value_date;
        (counts_from, u8::from(!is_first), transaction.entered_on, transaction.id)
    });
    Ok(standing)
}

/// A transaction that is taken back and not in the list.
fn unknown(transactions: &[Transaction]) -> Option<TransactionId> {
    let reversed = |transaction: &Transaction| match transaction.event {
        Event::Reversal { of } => Some(of),
        _ => None,
    };
    let mut reversed = transactions.iter().filter_map(reversed).peekable();
    // Most accounts have none.
    reversed.peek()?;
    let known: HashSet<TransactionId> = transactions.iter().map(|transaction| transaction.id).collect();
    reversed.find(|of| !known.contains(of))
}

/// The transactions that stand, in order, without changes of terms that were not agreed yet and count from a later day:
/// what happens on the day comes before them.
pub(super) fn in_order_on(transactions: &[Transaction], day: NaiveDate) -> Result<Vec<&Transaction>, ReplayError> {
    let mut standing = in_order(transactions)?;
    standing.retain(|transaction| counts_on(transaction, day));
    Ok(standing)
}

/// The same order, but for charges in percent of what is asked for: entered before anything is lent, they come to something
/// once it is. What is about such a charge comes after it.
pub(super) fn with_charges_on_what_is_lent<'a>(ordered: &[&'a Transaction]) -> Vec<&'a Transaction> {
    let lends = |transaction: &&Transaction| matches!(transaction.event, Event::Disbursement { .. });
    let Some((before, rest)) = ordered.iter().position(lends).and_then(|first| ordered.split_at_checked(first)) else {
        return ordered.to_vec();
    };
    let mut waiting = HashSet::new();
    for transaction in before {
        let waits = match &transaction.event {
            Event::Charge { charge } => {
                matches!(charge.due, ChargeDue::On(_)) && !matches!(charge.amount, ChargeAmount::Flat(_))
            }
            Event::ChargePayment { of, .. } | Event::ChargeWaiver { of } => waiting.contains(of),
            _ => false,
        };
        if waits {
            waiting.insert(transaction.id);
        }
    }
    let waits = |transaction: &&&Transaction| waiting.contains(&transaction.id);
    let at_once = before.iter().filter(|it| !waits(it));
    at_once.chain(rest.first()).chain(before.iter().filter(waits)).chain(rest.iter().skip(1)).copied().collect()
}

/// Whether a transaction is more than a change of terms that was not agreed on a day yet and counts from a later one.
pub(super) fn counts_on(transaction: &Transaction, day: NaiveDate) -> bool {
    !changes_terms(transaction) || place(transaction) <= day
}

/// The first day on which a charge is paid or waived by its name: it counts from then at the latest.
fn named(standing: &[&Transaction]) -> HashMap<TransactionId, NaiveDate> {
    let mut named = HashMap::new();
    for transaction in standing {
        if let Event::ChargePayment { of, .. } | Event::ChargeWaiver { of } = transaction.event {
            let day = named.entry(of).or_insert(transaction.value_date);
            *day = transaction.value_date.min(*day);
        }
    }
    named
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

/// The day on which a transaction has its place among the others: the one from which it counts, but for changes of
/// terms that are agreed in advance.
fn place(transaction: &Transaction) -> NaiveDate {
    let counts_from = effective(transaction);
    if changes_terms(transaction) { counts_from.min(transaction.entered_on) } else { counts_from }
}

fn changes_terms(transaction: &Transaction) -> bool {
    matches!(
        transaction.event,
        Event::InterestPause { .. }
            | Event::RateChange { .. }
            | Event::ExtraTerms { .. }
            | Event::MidTermGrace { .. }
            | Event::PaymentHoliday { .. }
            | Event::DueDateChange { .. }
    )
}
