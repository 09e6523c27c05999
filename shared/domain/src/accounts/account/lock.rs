//! Interest, fees and penalties are stopped, and go on.

use super::change::Change;
use super::context::Context;
use super::enter::{Note, admitted, told};
use super::ledger::Ledger;
use super::refusal::Refusal;
use crate::json::{Json, Object};
use crate::servicing::life_cycle::{Fact, LockedOperation};
use crate::servicing::life_cycle::{Operation, permit};
use crate::servicing::transaction::Event;

/// The operations that a body names in `locked_operations`; none where it names none.
pub fn locked_operations(body: &Object) -> Vec<LockedOperation> {
    let named = body.get("locked_operations").and_then(Json::as_list).unwrap_or_default();
    let is_named = |operation: &LockedOperation| named.iter().any(|name| name.as_text() == Some(operation.name()));
    LockedOperation::ALL.into_iter().filter(is_named).collect()
}

/// Stops operations from today on; all of them where none is named.
pub fn lock(
    ledger: &Ledger,
    operations: &[LockedOperation],
    note: Note,
    context: &Context<'_>,
) -> Result<Change, Refusal> {
    let snapshot = ledger.on(context.today())?;
    permit(Operation::Lock, &snapshot.standing)?;
    let named = if operations.is_empty() { &LockedOperation::ALL } else { operations };
    let open = |operation: &LockedOperation| !snapshot.standing.facts.has(Fact::from(*operation));
    // Naming what is locked already changes nothing of it, as long as something is left to lock.
    let operations: Vec<LockedOperation> = named.iter().copied().filter(open).collect();
    changed(ledger, Event::Lock { operations }, note, "account.locked", context)
}

/// Lifts every lock from today on.
pub fn unlock(ledger: &Ledger, note: Note, context: &Context<'_>) -> Result<Change, Refusal> {
    let snapshot = ledger.on(context.today())?;
    permit(Operation::Unlock, &snapshot.standing)?;
    let operations =
        LockedOperation::ALL.into_iter().filter(|operation| snapshot.standing.facts.has(Fact::from(*operation)));
    changed(ledger, Event::Unlock { operations: operations.collect() }, note, "account.unlocked", context)
}

fn changed(
    ledger: &Ledger,
    event: Event,
    note: Note,
    event_type: &'static str,
    context: &Context<'_>,
) -> Result<Change, Refusal> {
    let mut changed = ledger.clone();
    admitted(&mut changed, event, context.today(), note, context)?;
    told(changed, ledger, event_type, context)
}
