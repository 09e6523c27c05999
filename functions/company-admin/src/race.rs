//! A change of a company: read, decide, write if nobody was faster, else again.

use std::time::Duration;

use domain::company::Company;
use platform::keys;
use platform::table::{Condition, Item, TableError, Write};

use crate::App;
use crate::error::CommandError;

/// How often a change is tried, the first time included. Operators hardly ever race.
const ATTEMPTS_MAX: u32 = 5;
/// The wait between two attempts.
const PAUSE: Duration = Duration::from_millis(20);

/// Runs an attempt until it wins its race; each reads fresh state, and yields what to write and what to answer.
pub(crate) async fn run<T, F: Future<Output = Result<(Vec<Write>, T), CommandError>>>(
    app: &App,
    attempt: impl Fn() -> F,
) -> Result<T, CommandError> {
    for _ in 0..ATTEMPTS_MAX {
        let (writes, answer) = attempt().await?;
        match app.table.transact(writes).await {
            Ok(()) => return Ok(answer),
            Err(TableError::Lost { .. } | TableError::Conflict) => tokio::time::sleep(PAUSE).await,
            Err(error) => return Err(error.into()),
        }
    }
    Err(CommandError::Retryable("the company is being changed by others".to_owned()))
}

/// A company as it is stored.
pub(crate) struct Stored {
    pub(crate) company: Company,
    version: u64,
}

impl Stored {
    pub(crate) async fn load(app: &App, company_id: &str) -> Result<Self, CommandError> {
        let item = app.table.get(&keys::company(company_id)).await?;
        Self::read(&item.ok_or(CommandError::NotFound("company_id: there is no such company"))?)
    }

    pub(crate) fn read(item: &Item) -> Result<Self, CommandError> {
        let version = item.version.ok_or_else(|| TableError::Corrupt { key: item.key.clone() })?;
        Ok(Self { company: item.read()?, version })
    }

    /// The company as it has become, if it still is as it was read.
    pub(crate) fn put(&self) -> Result<Write, TableError> {
        let item = Item::of(keys::company(&self.company.id), self.version.saturating_add(1), &self.company)?;
        Ok(Write::Put { item, condition: Condition::Version(self.version) })
    }

    /// Nothing but that it still is as it was read.
    pub(crate) fn check(&self) -> Write {
        Write::Check { key: keys::company(&self.company.id), condition: Condition::Version(self.version) }
    }
}
