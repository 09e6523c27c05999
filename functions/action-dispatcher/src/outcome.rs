//! What a run comes to.

use domain::recovery::execution::Outcome;
use lambda_runtime::Diagnostic;
use platform::recovery::Executed;
use platform::table::TableError;
use serde::Serialize;

/// What a run has done, in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Done {
    /// Actions that went out.
    pub sent: usize,
    /// Actions that a rule refused.
    pub suppressed: usize,
    /// Actions that go out later.
    pub postponed: usize,
    /// Actions that there was nobody for.
    pub without_contact: usize,
    /// Actions whose default was over.
    pub cancelled: usize,
    /// Actions that were found by an old entry of the clock, and were not due any more.
    pub not_due: usize,
    /// Actions of loans that somebody else was writing.
    pub lost_races: usize,
    /// Actions, and parts of the clock, that failed for now.
    pub failed: usize,
    /// Actions that will fail again until somebody sees to them.
    pub broken: usize,
    /// Whether something that is due is left to the next run.
    pub more: bool,
}

impl Done {
    pub(crate) fn executed(&mut self, executed: &Executed) {
        let count = match executed {
            Executed::Became(Outcome::Sent) => &mut self.sent,
            Executed::Became(Outcome::Suppressed) => &mut self.suppressed,
            Executed::Became(Outcome::Postponed) => &mut self.postponed,
            Executed::Became(Outcome::Failed) => &mut self.without_contact,
            Executed::Became(Outcome::Cancelled) => &mut self.cancelled,
            Executed::Missing | Executed::Over | Executed::NotDue => &mut self.not_due,
            Executed::LostRace => &mut self.lost_races,
        };
        *count += 1;
    }

    pub(crate) fn failed(&mut self, error: &TableError) {
        if error.retryable() { self.failed += 1 } else { self.broken += 1 }
    }
}

/// A run that did what it could and failed with something, so that an alarm tells of it. What failed is in the log, by key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unfinished {
    /// All of it can succeed in the next run.
    #[error("{} failed for now, {} sent", .0.failed, .0.sent)]
    Retryable(Done),
    /// Some of it will fail again.
    #[error("{} cannot be executed, {} failed for now, {} sent", .0.broken, .0.failed, .0.sent)]
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
