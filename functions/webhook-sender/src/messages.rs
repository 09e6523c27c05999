//! What a queue's messages come to.

use aws_lambda_events::event::sqs::{SqsEvent, SqsMessage};
use platform::queue::read;

use crate::App;
use crate::outcome::Failed;
use crate::work::work;

/// Works on messages, and says of each what came of it.
pub async fn worked(app: &App, event: SqsEvent) -> Vec<(SqsMessage, Result<(), Failed>)> {
    let messages: Vec<_> = event.records.iter().map(read).collect();
    let outcomes = work(app, &messages).await.into_iter().map(|outcome| outcome.map(|_| ()));
    event.records.into_iter().zip(outcomes).collect()
}
