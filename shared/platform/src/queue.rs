//! A queue that functions put work into, and what becomes of messages that cannot be worked on.

mod dead_letters;
mod invocation;

use aws_sdk_sqs::Client;
use aws_sdk_sqs::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_sqs::types::{MessageAttributeValue, SendMessageBatchRequestEntry};
use aws_smithy_runtime_api::http::Response;

pub use dead_letters::{DeadLetters, Failure};
pub use invocation::{Invocation, read};

/// Messages of one call.
const BATCH: usize = 10;

/// The longest time that a queue keeps a message back, in seconds: a quarter of an hour.
pub const DELAY_SECONDS_MAX: u32 = 900;

/// Why messages were not put into a queue. Those of earlier calls may be in it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum QueueError {
    /// No answer in time, no connection, throttling, or a fault on the other side. A retry can help.
    #[error("the queue is not available")]
    Unavailable,
    /// A fault of the program or of its permissions.
    #[error("the queue refused the call: {code}")]
    Refused {
        /// The error code.
        code: String,
    },
}

impl QueueError {
    /// Whether the same can succeed when it is tried again, unchanged.
    pub fn retryable(&self) -> bool {
        matches!(self, Self::Unavailable)
    }

    fn of<E: ProvideErrorMetadata>(failure: &SdkError<E, Response>) -> Self {
        match failure {
            SdkError::ServiceError(error) if error.raw().status().as_u16() < 500 => match error.err().code() {
                Some("RequestThrottled" | "ThrottlingException") => Self::Unavailable,
                code => Self::Refused { code: code.unwrap_or("Unknown").to_owned() },
            },
            SdkError::ConstructionFailure(_) => Self::Refused { code: "ConstructionFailure".to_owned() },
            _ => Self::Unavailable,
        }
    }
}

/// A message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Its body.
    pub body: String,
    /// After how many seconds it may be received, at most [`DELAY_SECONDS_MAX`].
    pub delay_seconds: u32,
    /// Why it cannot be worked on: the message attribute `reason`.
    pub reason: Option<String>,
}

impl Message {
    /// A message that may be received after so many seconds.
    pub fn after(delay_seconds: u32, body: String) -> Self {
        Self { body, delay_seconds, reason: None }
    }
}

/// A queue; cheap to clone.
#[derive(Debug, Clone)]
pub struct Queue {
    client: Client,
    url: String,
}

impl Queue {
    /// The queue at a URL.
    pub fn new(client: Client, url: impl Into<String>) -> Self {
        Self { client, url: url.into() }
    }

    /// The queue whose URL the function's environment names in `QUEUE_URL`.
    pub async fn from_environment() -> Result<Self, crate::settings::MissingSetting> {
        Self::connected(crate::settings::queue_url()?).await
    }

    /// The queue of deliveries, whose URL the function's environment names in `WEBHOOK_QUEUE_URL`.
    pub async fn of_webhooks() -> Result<Self, crate::settings::MissingSetting> {
        Self::connected(crate::settings::webhook_queue_url()?).await
    }

    /// The queue of the detector, whose URL the function's environment names in `DETECTION_QUEUE_URL`.
    pub async fn of_detection() -> Result<Self, crate::settings::MissingSetting> {
        Self::connected(crate::settings::detection_queue_url()?).await
    }

    /// The queue of communications, whose URL the function's environment names in `COMMUNICATION_QUEUE_URL`.
    pub async fn of_communications() -> Result<Self, crate::settings::MissingSetting> {
        Self::connected(crate::settings::communication_queue_url()?).await
    }

    /// The queue of notices that are to be made, whose URL the function's environment names in `NOTICE_QUEUE_URL`.
    pub async fn of_notices() -> Result<Self, crate::settings::MissingSetting> {
        Self::connected(crate::settings::notice_queue_url()?).await
    }

    async fn connected(url: String) -> Result<Self, crate::settings::MissingSetting> {
        Ok(Self::new(Client::new(crate::settings::aws().await?), url))
    }

    /// Puts messages into the queue, ten to a call. Who fails half way has put the first ones in: messages can come twice.
    pub async fn send(&self, bodies: &[String]) -> Result<(), QueueError> {
        let message = |body: &String| Message::after(0, body.clone());
        self.send_later(bodies.iter().map(message).collect()).await
    }

    /// As [`Queue::send`], each message after its delay.
    pub async fn send_later(&self, messages: Vec<Message>) -> Result<(), QueueError> {
        for batch in messages.chunks(BATCH) {
            self.send_batch(batch).await?;
        }
        Ok(())
    }

    async fn send_batch(&self, messages: &[Message]) -> Result<(), QueueError> {
        let entry = |(at, message): (usize, &Message)| {
            let delay = i32::try_from(message.delay_seconds.min(DELAY_SECONDS_MAX)).ok().filter(|delay| *delay > 0);
            let entry = SendMessageBatchRequestEntry::builder().id(at.to_string()).message_body(&message.body);
            let entry = entry.set_delay_seconds(delay);
            let entry = match &message.reason {
                Some(reason) => entry.message_attributes("reason", text(reason)?),
                None => entry,
            };
            entry.build().map_err(|_| unbuilt())
        };
        let entries = messages.iter().enumerate().map(entry).collect::<Result<Vec<_>, _>>()?;
        let call = self.client.send_message_batch().queue_url(&self.url).set_entries(Some(entries));
        let sent = call.send().await.map_err(|failure| QueueError::of(&failure))?;
        match sent.failed().first() {
            None => Ok(()),
            Some(failed) if failed.sender_fault() => Err(QueueError::Refused { code: failed.code().to_owned() }),
            Some(_) => Err(QueueError::Unavailable),
        }
    }
}

fn text(value: &str) -> Result<MessageAttributeValue, QueueError> {
    MessageAttributeValue::builder().data_type("String").string_value(value).build().map_err(|_| unbuilt())
}

fn unbuilt() -> QueueError {
    QueueError::Refused { code: "BuildError".to_owned() }
}
