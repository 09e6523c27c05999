//! Money that was taken out has gone out: nothing that counts from before may be entered that would have used it up.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::inadmissible::Inadmissible;
use crate::servicing::account::Account;
use crate::servicing::replay::replay;
use crate::servicing::standing_transactions::taken_back;
use crate::servicing::terms::Terms;
use crate::servicing::transaction::{Event, Transaction, TransactionId};

/// Whether all that was taken out is still there to be taken with a new transaction. `after` is the account with it.
pub(super) fn stays(
    terms: &Terms,
    transactions: &[Transaction],
    new: &Transaction,
    after: &Account,
    today: NaiveDate,
) -> Result<(), Inadmissible> {
    let Some(redraw) = lacking(transactions, new, after) else { return Ok(()) };
    // What was lacking before is not for want of what is asked now.
    let before = replay(terms, transactions, today)?;
    if came_to(&before, redraw.id) <= came_to(after, redraw.id) {
        return Ok(());
    }
    Err(match new.event {
        Event::Reversal { of } => Inadmissible::DependedOn { of, by: redraw.id },
        _ => Inadmissible::BeforeRedraw { redraw: redraw.id, redrawn_on: redraw.value_date },
    })
}

/// A redraw that stands and found less than it took out.
fn lacking<'a>(transactions: &'a [Transaction], new: &Transaction, after: &Account) -> Option<&'a Transaction> {
    let redraws = || transactions.iter().filter(|it| matches!(it.event, Event::Redraw { .. }));
    redraws().next()?;
    let mut gone = taken_back(transactions);
    if let Event::Reversal { of } = new.event {
        gone.insert(of);
    }
    let lacks = |it: &&Transaction| match it.event {
        Event::Redraw { amount } => came_to(after, it.id) < amount,
        _ => false,
    };
    redraws().filter(|it| !gone.contains(&it.id)).find(lacks)
}

/// What a redraw took out, in units of the currency.
fn came_to(account: &Account, redraw: TransactionId) -> Decimal {
    let posting = account.postings.iter().find(|posting| posting.id == redraw);
    posting.map_or(Decimal::ZERO, |posting| posting.amount)
}
