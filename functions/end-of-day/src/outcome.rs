//! What a run comes to.

use lambda_runtime::Diagnostic;
use platform::table::TableError;
use serde::Serialize;

use crate::account::{Failed, Looked};

/// What a run has done, in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Done {
    /// Accounts that were looked at anew.
    pub looked_at: usize,
    /// Events that tell what came about with them.
    pub events: usize,
    /// Accounts that were found by an old entry of the clock, and were not due any more.
    pub not_due: usize,
    /// Accounts that somebody else was writing.
    pub lost_races: usize,
    /// Accounts, and parts of the clock, that failed for now.
    pub failed: usize,
    /// Accounts that will fail again until somebody sees to them.
    pub broken: usize,
    /// Whether something that is due is left to the next run because this one's time was up.
    pub more: bool,
}

impl Done {
    pub(crate) fn looked(&mut self, looked: Looked) {
        match looked {
            Looked::Anew { events } => {
                self.looked_at += 1;
                self.events += events;
            }
            Looked::NotDue => self.not_due += 1,
            Looked::LostRace => self.lost_races += 1,
        }
    }

    pub(crate) fn failed(&mut self, error: &TableError) {
        self.count_failure(error.retryable());
    }

    pub(crate) fn failed_account(&mut self, failed: &Failed) {
        self.count_failure(failed.retryable());
    }

    fn count_failure(&mut self, retryable: bool) {
        if retryable { self.failed += 1 } else { self.broken += 1 }
    }
}

/// A run that did what it could and failed with something, so that an alarm tells of it. What failed is in the log, by key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unfinished {
    /// All of it can succeed in the next run.
    #[error("{} failed for now, {} looked at", .0.failed, .0.looked_at)]
    Retryable(Done),
    /// Some of it will fail again.
    #[error("{} cannot be looked at, {} failed for now, {} looked at", .0.broken, .0.failed, .0.looked_at)]
    Broken(Done),
}

impl Unfinished {
    /// What an alarm compares; never change one.
    pub fn error_type(&self) -> &'static str {
        match self {
            Self::Retryable(_) => "Retryable",
            Self::Broken(_) => "Internal",
        }
    }
}

impl From<Unfinished> for Diagnostic {
    fn from(unfinished: Unfinished) -> Self {
        Self { error_type: unfinished.error_type().to_owned(), error_message: unfinished.to_string() }
    }
}
