//! What a function is called with that works by a queue and by the clock.

use aws_lambda_events::event::sqs::{SqsEvent, SqsMessage};
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

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

/// What a message says; `None` where it cannot be read.
pub fn read<T: DeserializeOwned>(message: &SqsMessage) -> Option<T> {
    message.body.as_deref().and_then(|body| serde_json::from_str(body).ok())
}
