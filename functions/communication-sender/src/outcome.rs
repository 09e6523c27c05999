//! What the work on a message comes to.

use platform::queue::{Failure, QueueError};
use platform::table::TableError;

/// What was done with a communication.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// A provider took it.
    Sent,
    /// It is tried again.
    ToBeTriedAgain,
    /// It failed, for good.
    Failed,
    /// The contact policy refused it.
    Suppressed,
    /// It waits for permitted hours.
    Postponed,
    /// It may have gone out.
    Unknown,
    /// It went out, or was refused, before; or a report came first.
    NothingToDo,
    /// There is no such communication any more.
    Missing,
}

/// Why a communication was not worked on to the end. Its message comes again.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Failed {
    /// The table.
    #[error("{0}")]
    Table(#[from] TableError),
    /// The queue.
    #[error("{0}")]
    Queue(#[from] QueueError),
    /// Another is handing it over.
    #[error("another is handing it over")]
    Held,
    /// A message that names no communication.
    #[error("a message names no communication")]
    Unreadable,
}

impl Failed {
    /// Whether the same can succeed when it comes again.
    pub fn retryable(&self) -> bool {
        match self {
            Self::Table(error) => error.retryable(),
            Self::Queue(error) => error.retryable(),
            Self::Held => true,
            Self::Unreadable => false,
        }
    }
}

impl Failure for Failed {
    fn may_succeed_later(&self) -> bool {
        self.retryable()
    }
}
