//! What the work on a part comes to.

use lambda_runtime::Diagnostic;
use platform::queue::{Failure, QueueError};
use platform::recovery::{LookFailed, Looked};
use platform::table::TableError;
use serde::Serialize;

/// What has been done, in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Done {
    /// Loans that were looked at.
    pub looked_at: usize,
    /// What came about with their defaults.
    pub turns: usize,
    /// Entries of the clock of which there is no case any more.
    pub missing: usize,
    /// Loans that somebody else was writing.
    pub lost_races: usize,
    /// Loans, and reads of the clock, that failed for now.
    pub failed: usize,
    /// Loans that will fail again until somebody sees to them.
    pub broken: usize,
    /// Whether the rest was given to another run because this one's time was up.
    pub handed_on: bool,
}

impl Done {
    pub(crate) fn looked(&mut self, looked: &Looked) {
        match looked {
            Looked::Anew { turns, .. } => {
                self.looked_at = self.looked_at.saturating_add(1);
                self.turns = self.turns.saturating_add(turns.len());
            }
            Looked::Missing => self.missing = self.missing.saturating_add(1),
            Looked::LostRace => self.lost_races = self.lost_races.saturating_add(1),
        }
    }

    pub(crate) fn failed(&mut self, error: &TableError) {
        self.count(error.retryable());
    }

    pub(crate) fn failed_look(&mut self, failed: &LookFailed) {
        self.count(failed.retryable());
    }

    fn count(&mut self, retryable: bool) {
        let counted = if retryable { &mut self.failed } else { &mut self.broken };
        *counted = counted.saturating_add(1);
    }
}

/// Work that did what it could and failed with something, so that an alarm tells of it. What failed is in the log, by key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unfinished {
    /// All of it can succeed later.
    #[error("{} failed for now, {} looked at", .0.failed, .0.looked_at)]
    Retryable(Done),
    /// Some of it will fail again.
    #[error("{} cannot be looked at, {} failed for now, {} looked at", .0.broken, .0.failed, .0.looked_at)]
    Broken(Done),
    /// The queue did not take what was to be put into it.
    #[error("{0}")]
    Queue(#[from] QueueError),
    /// A message that says no part of the clock.
    #[error("a message cannot be read")]
    Unreadable,
}

impl Unfinished {
    /// Whether the same message can succeed when it comes again.
    pub fn retryable(&self) -> bool {
        match self {
            Self::Retryable(_) => true,
            Self::Broken(_) | Self::Unreadable => false,
            Self::Queue(error) => error.retryable(),
        }
    }
}

impl Failure for Unfinished {
    fn may_succeed_later(&self) -> bool {
        match self {
            Self::Broken(done) => done.failed > 0,
            other => other.retryable(),
        }
    }
}

/// The schedule's invocation that failed.
impl From<Unfinished> for Diagnostic {
    fn from(unfinished: Unfinished) -> Self {
        let error_type = if unfinished.retryable() { "Retryable" } else { "Internal" };
        Self { error_type: error_type.to_owned(), error_message: unfinished.to_string() }
    }
}
