//! Messages that cannot be worked on, and where they end: a queue that an alarm watches.
//!
//! SQS moves a message there that has come too often, and does not say why. So a function puts there itself what no
//! repetition can help, at once, and what has failed the last time that it comes, each with its reason. What is left to SQS
//! are messages of functions that died, and what could not be put there.

use std::fmt::Display;

use aws_lambda_events::event::sqs::{SqsBatchResponse, SqsMessage};

use super::{Message, Queue};
use crate::settings::{self, MissingSetting};

/// Work on a message that failed. What it displays names no person: it is logged and kept with the message.
pub trait Failure: Display {
    /// Whether anything of it can succeed when the message comes again, unchanged.
    fn may_succeed_later(&self) -> bool;
}

/// Where messages end that cannot be worked on; cheap to clone.
#[derive(Debug, Clone)]
pub struct DeadLetters {
    queue: Queue,
    /// So often a message comes, until SQS moves it.
    receives_max: u32,
}

impl DeadLetters {
    /// A queue of dead letters, for messages of a queue from which SQS moves what has come so often.
    pub fn new(queue: Queue, receives_max: u32) -> Self {
        Self { queue, receives_max }
    }

    /// The queue whose URL the function's environment names in `DEAD_LETTERS_URL`, for messages that come as often as
    /// `RECEIVES_MAX` says.
    pub async fn from_environment() -> Result<Self, MissingSetting> {
        let queue = Queue::connected(settings::dead_letters_url()?).await?;
        Ok(Self::new(queue, settings::receives_max()?))
    }

    /// What a queue is answered after the work on its messages: those that are to come again.
    pub async fn answered<F: Failure>(&self, outcomes: Vec<(SqsMessage, Result<(), F>)>) -> SqsBatchResponse {
        let mut response = SqsBatchResponse::default();
        for (message, outcome) in outcomes {
            if let Err(failure) = outcome
                && !self.ends(&message, &failure).await
            {
                response.add_failure(message.message_id.unwrap_or_default());
            }
        }
        response
    }

    /// Whether a message that failed does not come again, because it has been put among the dead letters.
    async fn ends(&self, message: &SqsMessage, failure: &impl Failure) -> bool {
        let (retryable, id) = (failure.may_succeed_later(), message.message_id.as_deref().unwrap_or_default());
        tracing::error!(retryable, message = id, reason = %failure, "a message was not worked on");
        if retryable && receives(message) < self.receives_max {
            return false;
        }
        let body = message.body.clone().filter(|body| !body.is_empty()).unwrap_or_else(|| id.to_owned());
        let letter = Message { reason: Some(failure.to_string()), ..Message::after(0, body) };
        let put = self.queue.send_later(vec![letter]).await;
        if let Err(error) = &put {
            let retryable = error.retryable();
            tracing::error!(retryable, message = id, reason = %error, "a message was not put among the dead letters");
        }
        put.is_ok()
    }
}

/// How often a message has come.
fn receives(message: &SqsMessage) -> u32 {
    let count = message.attributes.get("ApproximateReceiveCount");
    count.and_then(|count| count.parse().ok()).unwrap_or(1)
}
