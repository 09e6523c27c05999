//! One account that is due.

use domain::accounts::account::{Context, Refusal, appraise};
use domain::company::Company;
use platform::accounts::{change_writes, line_writes, load};
use platform::http::problem::Problem;
use platform::id;
use platform::table::TableError;

use crate::App;
use crate::due::DueAccount;

/// Who is named as the author of what comes about by itself.
const AUTHOR: &str = "end-of-day";

/// The status of a problem that passes.
const UNAVAILABLE: u16 = 503;

/// What became of an account that was due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Looked {
    /// It was looked at anew, and this many events tell of it.
    Anew {
        /// How many.
        events: usize,
    },
    /// There was nothing to do any more: its entry of the clock was older than the account.
    NotDue,
    /// Somebody else has written it in the meantime.
    LostRace,
}

/// Why an account could not be looked at. Carries no person's data.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Failed {
    /// The table.
    #[error("{0}")]
    Table(#[from] TableError),
    /// What is stored of it cannot be computed.
    #[error("{0}")]
    Uncomputable(#[from] Refusal),
    /// The revolving account that it is registered to.
    #[error("revolving account: {reason}")]
    Line {
        /// What is wrong with it.
        reason: String,
        /// Whether it can be well later.
        retryable: bool,
    },
}

impl Failed {
    /// Whether it can succeed as it is, later.
    pub(crate) fn retryable(&self) -> bool {
        match self {
            Self::Table(error) => error.retryable(),
            Self::Uncomputable(_) => false,
            Self::Line { retryable, .. } => *retryable,
        }
    }

    fn of_line(problem: Problem) -> Self {
        Self::Line { retryable: problem.status.as_u16() == UNAVAILABLE, reason: problem.message }
    }
}

/// Looks at an account on today's date in its company's time zone.
pub(crate) async fn look(app: &App, company: &Company, due: &DueAccount) -> Result<Looked, Failed> {
    let Some(known) = load(&app.table, &due.company_id, &due.account_id).await? else { return Ok(Looked::NotDue) };
    let now = app.clock.now();
    let new_id = |prefix: &str| id::prefixed(prefix, now);
    let context = Context { company, author: AUTHOR, now, new_id: &new_id };
    let Some(change) = appraise(&known.ledger, &context)? else { return Ok(Looked::NotDue) };
    let mut writes = change_writes(company, &change, Some(&known), now)?;
    let of_line = line_writes(&app.table, company, Some(&known.ledger), &change, now).await;
    writes.extend(of_line.map_err(Failed::of_line)?);
    match app.table.transact(writes).await {
        Ok(()) => Ok(Looked::Anew { events: change.happened.len() }),
        Err(TableError::Lost { .. } | TableError::Conflict) => Ok(Looked::LostRace),
        Err(error) => Err(error.into()),
    }
}
