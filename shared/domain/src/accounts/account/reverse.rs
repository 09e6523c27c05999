//! Transactions are taken back, as if they had never been.

use super::change::Change;
use super::context::Context;
use super::enter::{Note, admitted, told};
use super::ledger::{Entry, Ledger};
use super::operation;
use super::refusal::Refusal;
use crate::servicing::admission::Inadmissible;
use crate::servicing::life_cycle::{Fact, Operation, Standing, permit};
use crate::servicing::transaction::{Event, TransactionId};

/// Takes a transaction back, by its id for callers.
pub fn reverse(ledger: &Ledger, transaction_id: &str, note: &Note, context: &Context<'_>) -> Result<Change, Refusal> {
    let entry = ledger.entry(transaction_id).ok_or(Refusal::NotFound("Transaction"))?;
    if entry.generation != ledger.account.agreed.number {
        return Err(of_another_agreement(ledger, entry));
    }
    let operation = operation::of_reversal(&entry.transaction.event);
    all(ledger, &[entry.transaction.id], operation, note, "account.transaction_reversed", context)
}

/// Takes transactions back, each by a reversal of its own, dated today.
pub(super) fn all(
    ledger: &Ledger,
    ids: &[TransactionId],
    operation: Operation,
    note: &Note,
    event_type: &'static str,
    context: &Context<'_>,
) -> Result<Change, Refusal> {
    let snapshot = ledger.on(context.today())?;
    let facts = snapshot.standing.facts.clone().with(Fact::LaterTransactions, is_followed(ledger, ids));
    permit(operation, &Standing { place: snapshot.place(), facts })?;
    keep_opening(ledger, ids)?;
    let mut taken_back = ledger.clone();
    take_back(&mut taken_back, ids, note, context)?;
    told(taken_back, ledger, event_type, context)
}

/// Enters a reversal for each, dated today.
pub(super) fn take_back(
    ledger: &mut Ledger,
    ids: &[TransactionId],
    note: &Note,
    context: &Context<'_>,
) -> Result<(), Refusal> {
    let mut ids = ids.iter();
    ids.try_for_each(|of| admitted(ledger, Event::Reversal { of: *of }, context.today(), note.clone(), context))
}

/// What was agreed before is closed as long as what took its place stands; what was undone is taken back already.
fn of_another_agreement(ledger: &Ledger, entry: &Entry) -> Refusal {
    if ledger.account.earlier.iter().any(|earlier| earlier.agreed.number == entry.generation) {
        let sentence = "The account has been refinanced or rescheduled since: undo that first.";
        return Refusal::precondition("restructured", sentence);
    }
    Inadmissible::AlreadyReversed(entry.transaction.id).into()
}

/// The disbursement that brought the debt of what was replaced is taken back with its replacement, or the debt were gone.
fn keep_opening(ledger: &Ledger, ids: &[TransactionId]) -> Result<(), Refusal> {
    let Some(opened) = ledger.account.agreed.opened else { return Ok(()) };
    let opens = |entry: &Entry| {
        let disburses = matches!(entry.transaction.event, Event::Disbursement { .. });
        disburses && entry.transaction.id <= opened && ids.contains(&entry.transaction.id)
    };
    if ledger.current().any(opens) {
        let sentence =
            "This disbursement paid off what the account was refinanced or rescheduled from: undo that instead.";
        return Err(Refusal::precondition("opens_restructured", sentence));
    }
    Ok(())
}

/// Whether something that stands was entered after these.
fn is_followed(ledger: &Ledger, ids: &[TransactionId]) -> bool {
    let last = ids.iter().max().copied().unwrap_or(TransactionId(0));
    ledger.standing().into_iter().any(|entry| entry.transaction.id > last && !is_lock(&entry.transaction.event))
}

/// Locks say what is not to be applied, and move no money.
fn is_lock(event: &Event) -> bool {
    matches!(event, Event::Lock { .. } | Event::Unlock { .. })
}
