//! What a provider reports of a communication.

use domain::communication::report::Report;
use domain::moment::Moment;

use super::{CommunicationMessage, KnownCommunication};
use crate::table::{Table, TableError};

/// How often a report is tried whose communication somebody else was writing.
const TRIES: usize = 5;

/// What a provider reports of a message.
#[derive(Debug, Clone, Copy)]
pub struct Reported<'a> {
    /// What.
    pub report: &'a Report,
    /// Who reports it.
    pub provider: &'a str,
    /// Its id of the message.
    pub provider_id: &'a str,
}

/// Moves a communication on by a report; whether it changed anything. 1 `GetItem`, and 1 `TransactWriteItems` where it did.
pub async fn report(
    table: &Table,
    message: &CommunicationMessage,
    reported: Reported<'_>,
    now: Moment,
) -> Result<bool, TableError> {
    let Some(key) = message.key() else { return Ok(false) };
    let Reported { report, provider, provider_id } = reported;
    for _ in 0..TRIES {
        let Some(item) = table.get(&key).await? else { return Ok(false) };
        let known = KnownCommunication::of(&item)?;
        let Some(after) = known.communication.reported(report, provider, provider_id, now) else { return Ok(false) };
        match table.transact(known.outcome_writes(table, &after, now).await?).await {
            Err(TableError::Lost { .. } | TableError::Conflict) => {}
            outcome => return outcome.map(|()| true),
        }
    }
    Err(TableError::Conflict)
}
