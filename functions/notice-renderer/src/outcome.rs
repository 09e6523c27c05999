//! Why work was not finished.

use documents::DocumentError;
use platform::objects::ObjectError;
use platform::queue::{Failure, QueueError};
use platform::table::TableError;

/// Why a message comes again, and in the end lands where an alarm tells of it.
#[derive(Debug, thiserror::Error)]
pub enum Unfinished {
    /// The table.
    #[error("{0}")]
    Table(#[from] TableError),
    /// The bucket.
    #[error("{0}")]
    Objects(#[from] ObjectError),
    /// The queue.
    #[error("{0}")]
    Queue(#[from] QueueError),
    /// A notice that our own code cannot set.
    #[error("{0}")]
    Document(DocumentError),
    /// A notice whose letter is gone although it is not made.
    #[error("what a notice says is gone")]
    NoLetter,
    /// A notice whose logo is gone.
    #[error("the logo of a notice is gone")]
    NoLogo,
    /// Somebody else was always faster.
    #[error("somebody else was always faster")]
    LostRace,
    /// A message that says nothing.
    #[error("a message cannot be read")]
    Unreadable,
}

impl Unfinished {
    /// Whether the same message can succeed when it comes again.
    pub fn retryable(&self) -> bool {
        match self {
            Self::Table(error) => error.retryable(),
            Self::Objects(error) => error.retryable(),
            Self::Queue(error) => error.retryable(),
            Self::LostRace => true,
            Self::Document(_) | Self::NoLetter | Self::NoLogo | Self::Unreadable => false,
        }
    }
}

impl Failure for Unfinished {
    fn may_succeed_later(&self) -> bool {
        self.retryable()
    }
}
