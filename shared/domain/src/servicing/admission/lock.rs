//! Locks: days on which interest, fees or penalties are not applied.

use chrono::NaiveDate;

use super::inadmissible::Inadmissible;
use super::request::Request;
use crate::servicing::life_cycle::LockedOperation;
use crate::servicing::transaction::Event;

/// What is locked is named, and was not locked.
pub(super) fn lock(request: &Request<'_>, operations: &[LockedOperation]) -> Result<(), Inadmissible> {
    if operations.is_empty() {
        return Err(Inadmissible::NothingNamed);
    }
    let already = operations.iter().any(|operation| is_locked(request, *operation, request.on()));
    if already { Err(Inadmissible::AlreadyLocked) } else { Ok(()) }
}

/// What is unlocked is named, and was locked.
pub(super) fn unlock(request: &Request<'_>, operations: &[LockedOperation]) -> Result<(), Inadmissible> {
    if operations.is_empty() {
        return Err(Inadmissible::NothingNamed);
    }
    let all = operations.iter().all(|operation| is_locked(request, *operation, request.on()));
    if all { Ok(()) } else { Err(Inadmissible::NotLocked) }
}

/// Nothing is applied on a day on which it is locked.
pub(super) fn may_be_applied(request: &Request<'_>, operation: LockedOperation) -> Result<(), Inadmissible> {
    if is_locked(request, operation, request.on()) { Err(Inadmissible::Locked) } else { Ok(()) }
}

/// Whether the last that was said of an operation up to a day is that it is locked.
fn is_locked(request: &Request<'_>, operation: LockedOperation, on: NaiveDate) -> bool {
    let until = request.history.standing.iter().take_while(|transaction| transaction.value_date <= on);
    until.fold(false, |locked, transaction| match &transaction.event {
        Event::Lock { operations } if operations.contains(&operation) => true,
        Event::Unlock { operations } if operations.contains(&operation) => false,
        _ => locked,
    })
}
