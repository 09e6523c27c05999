//! The writes of actions that somebody orders.

use domain::company::Company;
use domain::moment::Moment;
use domain::recovery::action::RecoveryAction;
use domain::recovery::case::RecoveryCase;

use super::KnownCase;
use super::action::action_writes;
use super::write::{Outcome, outcome_writes};
use crate::lists;
use crate::table::{TableError, Write};

/// The writes of new actions, and of the case whose default counts them.
pub fn order_writes(
    company: &Company,
    (before, after): (&KnownCase, &RecoveryCase),
    actions: &[RecoveryAction],
    now: Moment,
) -> Result<Vec<Write>, TableError> {
    let mut writes = outcome_writes(company, &Outcome { before: Some(before), after, turns: &[] }, now)?;
    for action in actions {
        writes.extend(action_writes(&company.id, None, action, "recovery_action.created", now)?);
    }
    Ok(lists::summed(writes))
}
