//! What a run comes to.

use platform::queue::QueueError;
use platform::table::TableError;

/// What has been done, in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Relayed {
    /// Events that were looked at.
    pub events: usize,
    /// Deliveries that were made.
    pub made: usize,
    /// Deliveries that an earlier run had made.
    pub made_before: usize,
    /// Deliveries that were put into their queue.
    pub queued: usize,
    /// Companies whose cases are to be looked at.
    pub reviews: usize,
    /// Communications that were put into theirs.
    pub to_send: usize,
    /// Messages to the renderer of notices.
    pub notices: usize,
}

/// Why events were not carried on. They come again.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Failed {
    /// The table.
    #[error("{0}")]
    Table(#[from] TableError),
    /// The queue.
    #[error("{0}")]
    Queue(#[from] QueueError),
}

impl Failed {
    /// Whether the same can succeed when it comes again.
    pub fn retryable(&self) -> bool {
        match self {
            Self::Table(error) => error.retryable(),
            Self::Queue(error) => error.retryable(),
        }
    }
}
