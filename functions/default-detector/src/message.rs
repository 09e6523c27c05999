//! What the function is called with.

use aws_lambda_events::event::sqs::SqsEvent;
use platform::recovery::ReviewMessage;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

/// What a message asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Work {
    /// The work on one part of the clock.
    Part(PartMessage),
    /// A look at all cases of a company.
    Review(ReviewMessage),
}

/// The work on one part of the clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartMessage {
    /// The part.
    pub shard: String,
    /// Where to begin in it: after what an earlier run has left because it failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
}

/// Who calls.
#[derive(Debug)]
pub enum Invocation {
    /// The schedule.
    Schedule,
    /// The queue, with messages.
    Queue(SqsEvent),
}

impl Invocation {
    /// Reads an event: what has records is of the queue, and everything else says that it is time.
    pub fn of(event: &RawValue) -> Self {
        match serde_json::from_str::<SqsEvent>(event.get()) {
            Ok(event) if !event.records.is_empty() => Self::Queue(event),
            _ => Self::Schedule,
        }
    }
}
