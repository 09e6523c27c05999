//! What a queue's messages come to.

use aws_lambda_events::event::sqs::{SqsEvent, SqsMessage};
use domain::moment::Moment;
use platform::queue::read;

use crate::outcome::Unfinished;
use crate::{App, work};

/// Works on messages one after another until a moment, and says of each what came of it.
pub async fn worked(app: &App, event: SqsEvent, until: Moment) -> Vec<(SqsMessage, Result<(), Unfinished>)> {
    let mut outcomes = Vec::with_capacity(event.records.len());
    for message in event.records {
        let outcome = match read(&message) {
            Some(asked) => work(app, &asked, until).await,
            None => Err(Unfinished::Unreadable),
        };
        outcomes.push((message, outcome));
    }
    outcomes
}
