//! The one way by which an action is executed: at the request of a person, and by the clock.

use domain::company::Company;
use domain::moment::Moment;
use domain::recovery::action::RecoveryAction;
use domain::recovery::case::RecoveryCase;
use domain::recovery::execution::{Executing, Outcome as Became, execute};

use super::action::action_writes;
use super::write::{Outcome, outcome_writes};
use super::{KnownAction, KnownCase, KnownContacts, figures};
use crate::keys::{loan, recovery as keys};
use crate::lists;
use crate::table::{Condition, Table, TableError, Write};

/// What an execution comes to, if its writes go through.
#[derive(Debug, Clone)]
pub enum Execution {
    /// There is no such action.
    Missing,
    /// It was executed or cancelled before.
    Over(Box<RecoveryAction>),
    /// This became of it.
    Ready {
        /// What.
        became: Became,
        /// When it was to be executed.
        was_due: Option<Moment>,
        /// The action then.
        action: Box<RecoveryAction>,
        /// All that is to be written, under the versions of what was decided on.
        writes: Vec<Write>,
    },
}

/// What an execution came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Executed {
    /// There is no such action.
    Missing,
    /// It was executed or cancelled before.
    Over,
    /// Its time has not come: it has been put off since its entry of the clock was read.
    NotDue,
    /// This became of it.
    Became(Became),
    /// Somebody else wrote what it was decided on.
    LostRace,
}

/// Decides what becomes of an action now, by the ULID of its id. One `BatchGetItem`.
pub async fn execution(
    table: &Table,
    company: &Company,
    (loan_id, ulid): (&str, &str),
    by: &str,
    now: Moment,
) -> Result<Execution, TableError> {
    let pk = loan::loan(&company.id, loan_id);
    let key = keys::action(&pk, ulid);
    let items = table.get_many(&[key.clone(), keys::case(&pk), keys::contacts(&pk)]).await?;
    let Some(item) = items.iter().find(|item| item.key == key) else { return Ok(Execution::Missing) };
    let known = KnownAction::of(item)?;
    let (case, contacts) = (KnownCase::among(&items)?, KnownContacts::among(&items)?);
    let none = RecoveryCase::new(loan_id);
    let executing = Executing {
        company,
        case: case.as_ref().map_or(&none, |known| &known.case),
        contacts: &contacts.contacts,
        now,
        by,
    };
    let Some(execution) = execute(&known.action, &executing) else {
        return Ok(Execution::Over(Box::new(known.action)));
    };
    let (became, action, was_due) = (execution.outcome, execution.action, known.action.scheduled_at);
    let mut writes = action_writes(&company.id, Some(&known), &action, became.event_type(), now)?;
    writes.extend(figures::executed(company, became, &action, now));
    if let Some(after) = &execution.case {
        writes.extend(outcome_writes(company, &Outcome { before: case.as_ref(), after, turns: &[] }, now)?);
        // An opt-out, or a flag, that comes in between is not passed over.
        let version = contacts.version.filter(|_| action.action_type.channel().is_some());
        let check = |version| Write::Check { key: keys::contacts(&pk), condition: Condition::Version(version) };
        writes.extend(version.map(check));
    }
    Ok(Execution::Ready { became, was_due, action: Box::new(action), writes: lists::summed(writes) })
}

/// Executes an action whose time has come. One `BatchGetItem` and one `TransactWriteItems`.
pub async fn execute_due(
    table: &Table,
    company: &Company,
    place: (&str, &str),
    by: &str,
    now: Moment,
) -> Result<Executed, TableError> {
    let (became, was_due, writes) = match execution(table, company, place, by, now).await? {
        Execution::Missing => return Ok(Executed::Missing),
        Execution::Over(_) => return Ok(Executed::Over),
        Execution::Ready { became, was_due, writes, .. } => (became, was_due, writes),
    };
    if was_due.is_none_or(|due| due > now) {
        return Ok(Executed::NotDue);
    }
    match table.transact(writes).await {
        Ok(()) => Ok(Executed::Became(became)),
        Err(TableError::Lost { .. } | TableError::Conflict) => Ok(Executed::LostRace),
        Err(error) => Err(error),
    }
}

/// The writes of an action that somebody took back.
pub fn cancel_writes(
    company_id: &str,
    known: &KnownAction,
    cancelled: &RecoveryAction,
    now: Moment,
) -> Result<Vec<Write>, TableError> {
    if known.action == *cancelled {
        return Ok(Vec::new());
    }
    action_writes(company_id, Some(known), cancelled, Became::Cancelled.event_type(), now)
}
