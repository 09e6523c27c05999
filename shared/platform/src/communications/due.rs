//! Communications that waited for permitted hours.

use domain::communication::gate::{Gate, Known, when_due};
use domain::communication::record::Stage;
use domain::company::Company;
use domain::moment::Moment;

use super::{CommunicationMessage, KnownCommunication, Place};
use crate::lists;
use crate::recovery::{KnownCase, KnownContacts, Outcome, outcome_writes};
use crate::table::{Condition, Key, Table, TableError, Write};

/// What became of a communication that has waited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Released {
    /// It goes out now: the event that tells so brings it to who hands it over.
    Created,
    /// It waits on.
    Postponed,
    /// It does not go out.
    Suppressed,
    /// There is nobody to whom it could go.
    Failed,
    /// It does not wait, or not until now: an old entry of the clock.
    NotDue,
    /// Somebody else wrote what it was decided on.
    LostRace,
}

/// Asks the contact policy about a communication that has waited, and writes what comes of it with the attempt that it may be, under the versions of all that
/// was decided on.
pub async fn release(table: &Table, company: &Company, key: &Key, now: Moment) -> Result<Released, TableError> {
    let Some(item) = table.get(key).await? else { return Ok(Released::NotDue) };
    let known = KnownCommunication::of(&item)?;
    let outgoing = &known.communication.outgoing;
    if outgoing.stage != Stage::Waiting || outgoing.send_at.is_none_or(|at| at > now) {
        return Ok(Released::NotDue);
    }
    let corrupt = || TableError::Corrupt { key: key.clone() };
    let message: CommunicationMessage = known.message().ok_or_else(corrupt)?;
    let place = Place::of(&message).ok_or_else(corrupt)?;
    let items = table.get_many(&[place.case.clone(), place.contacts.clone()]).await?;
    let (case, contacts) = (KnownCase::among(&items)?, KnownContacts::among(&items)?);
    let asked = Known { company, case: case.as_ref().map(|known| &known.case), contacts: &contacts.contacts, now };
    let (gate, after_case) = when_due(&known.communication, &asked);
    let (Gate::Open(after) | Gate::Later(after) | Gate::Shut(after)) = &gate;
    let mut writes = known.outcome_writes(table, after, now).await?;
    if let Some(after) = &after_case {
        writes.extend(outcome_writes(company, &Outcome { before: case.as_ref(), after, turns: &[] }, now)?);
    }
    let check = |version| Write::Check { key: place.contacts.clone(), condition: Condition::Version(version) };
    writes.extend(contacts.version.map(check));
    match table.transact(lists::summed(writes)).await {
        Err(TableError::Lost { .. } | TableError::Conflict) => Ok(Released::LostRace),
        outcome => outcome.map(|()| match after.outgoing.stage {
            Stage::Created => Released::Created,
            Stage::Waiting => Released::Postponed,
            Stage::Failed => Released::Failed,
            _ => Released::Suppressed,
        }),
    }
}
