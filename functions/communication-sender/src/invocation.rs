//! Who calls, and what they are answered.

use aws_lambda_events::event::sqs::{SqsBatchResponse, SqsEvent, SqsMessage};
use platform::communications::CommunicationMessage;
use serde_json::value::RawValue;

use crate::App;
use crate::work::work;

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

/// Works on messages. One that failed comes again, and in the end lands where an alarm tells of it; the log says why.
pub async fn answered(app: &App, event: SqsEvent) -> SqsBatchResponse {
    let read = |message: &SqsMessage| {
        message.body.as_deref().and_then(|body| serde_json::from_str::<CommunicationMessage>(body).ok())
    };
    let messages: Vec<Option<CommunicationMessage>> = event.records.iter().map(read).collect();
    let outcomes = work(app, &messages).await;
    let mut response = SqsBatchResponse::default();
    for (message, outcome) in event.records.into_iter().zip(outcomes) {
        if let Err(failed) = outcome {
            let (retryable, id) = (failed.retryable(), message.message_id.unwrap_or_default());
            tracing::error!(retryable, message = id, reason = %failed, "a message was not worked on");
            response.add_failure(id);
        }
    }
    response
}
