//! A debt is given up, or made due at once.

use super::change::Change;
use super::context::Context;
use super::enter::{Note, admitted, told};
use super::ledger::{Entry, Ledger};
use super::refusal::Refusal;
use super::reverse;
use crate::servicing::life_cycle::{Operation, permit};
use crate::servicing::transaction::Event;

/// Gives up all that is owed, today.
pub fn write_off(ledger: &Ledger, note: Note, context: &Context<'_>) -> Result<Change, Refusal> {
    ends(ledger, Operation::WriteOff, Event::WriteOff { amounts: None }, note, "account.written_off", context)
}

/// Makes all that is owed due today.
pub fn terminate(ledger: &Ledger, note: Note, context: &Context<'_>) -> Result<Change, Refusal> {
    ends(ledger, Operation::Terminate, Event::Termination, note, "account.terminated", context)
}

fn ends(
    ledger: &Ledger,
    operation: Operation,
    event: Event,
    note: Note,
    event_type: &'static str,
    context: &Context<'_>,
) -> Result<Change, Refusal> {
    let snapshot = ledger.on(context.today())?;
    permit(operation, &snapshot.standing)?;
    let mut ended = ledger.clone();
    admitted(&mut ended, event, context.today(), note, context)?;
    told(ended, ledger, event_type, context)
}

/// Takes the write-off back.
pub fn undo_write_off(ledger: &Ledger, note: &Note, context: &Context<'_>) -> Result<Change, Refusal> {
    let whole = |entry: &&&Entry| matches!(entry.transaction.event, Event::WriteOff { amounts: None });
    let standing = ledger.standing();
    let id = standing.iter().rev().find(whole).map(|entry| entry.transaction.id);
    let ids: Vec<_> = id.into_iter().collect();
    reverse::all(ledger, &ids, Operation::UndoWriteOff, note, "account.write_off_undone", context)
}
