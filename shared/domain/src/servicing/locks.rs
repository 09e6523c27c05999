//! How long what was locked stays so.

use chrono::NaiveDate;

use super::life_cycle::LockedOperation;
use super::transaction::{Event, Transaction};

/// The last day on which an operation that a transaction locked is locked: the one before the next unlocking, in the order
/// in which transactions take effect; the last of all days where there is none.
pub(super) fn locked_until(standing: &[&Transaction], lock: &Transaction, operation: LockedOperation) -> NaiveDate {
    let unlocks = |event: &Event| matches!(event, Event::Unlock { operations } if operations.contains(&operation));
    let mut later = standing.iter().skip_while(|transaction| transaction.id != lock.id);
    let unlocked = later.find(|transaction| unlocks(&transaction.event));
    unlocked.and_then(|transaction| transaction.value_date.pred_opt()).unwrap_or(NaiveDate::MAX)
}
