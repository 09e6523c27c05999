//! Transactions are taken back, as if they had never been.

use super::change::Change;
use super::context::Context;
use super::enter::{Note, admitted, told};
use super::ledger::Ledger;
use super::operation;
use super::refusal::Refusal;
use crate::servicing::life_cycle::{Fact, Operation, Standing, permit};
use crate::servicing::transaction::{Event, TransactionId};

/// Takes a transaction back, by its id for callers.
pub fn reverse(ledger: &Ledger, transaction_id: &str, note: &Note, context: &Context<'_>) -> Result<Change, Refusal> {
    let entry = ledger.entry(transaction_id).ok_or(Refusal::NotFound("Transaction"))?;
    if entry.generation != ledger.account.agreed.number {
        let sentence = "The account has been refinanced or rescheduled since: undo that first.";
        return Err(Refusal::precondition("restructured", sentence));
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
    let mut taken_back = ledger.clone();
    for of in ids {
        admitted(&mut taken_back, Event::Reversal { of: *of }, context.today(), note.clone(), context)?;
    }
    told(taken_back, ledger, event_type, context)
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
