//! What the work on a message comes to.

use platform::queue::{Failure, QueueError};
use platform::table::TableError;

/// What was done with a delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// It was taken by its receiver.
    Delivered,
    /// It was tried, and is tried again.
    ToBeTriedAgain,
    /// It is not tried any more.
    GivenUp,
    /// It was done before, is being tried by another, or is not due yet.
    NothingToDo,
    /// There is no such delivery any more.
    Missing,
}

/// Why a delivery was not worked on to the end. Its message comes again.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Failed {
    /// The table.
    #[error("{0}")]
    Table(#[from] TableError),
    /// The queue.
    #[error("{0}")]
    Queue(#[from] QueueError),
    /// A message that names no delivery.
    #[error("a message names no delivery")]
    Unreadable,
}

impl Failed {
    /// Whether the same can succeed when it comes again.
    pub fn retryable(&self) -> bool {
        match self {
            Self::Table(error) => error.retryable(),
            Self::Queue(error) => error.retryable(),
            Self::Unreadable => false,
        }
    }
}

impl Failure for Failed {
    fn may_succeed_later(&self) -> bool {
        self.retryable()
    }
}
