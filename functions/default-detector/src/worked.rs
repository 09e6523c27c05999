//! What a queue's messages come to.

use aws_lambda_events::event::sqs::{SqsEvent, SqsMessage};
use domain::moment::Moment;
use platform::queue::read;

use crate::message::Work;
use crate::outcome::Unfinished;
use crate::part::work;
use crate::review::review;
use crate::{App, Bounds};

/// Works on messages one after another until a moment, and says of each what came of it.
pub async fn worked(app: &App, event: SqsEvent, until: Moment) -> Vec<(SqsMessage, Result<(), Unfinished>)> {
    let mut outcomes = Vec::with_capacity(event.records.len());
    for message in event.records {
        let outcome = match read(&message) {
            Some(Work::Part(part)) => work(app, &part, Bounds::until(until)).await.map(|_| ()),
            Some(Work::Review(asked)) => review(app, &asked, Bounds::until(until)).await.map(|_| ()),
            None => Err(Unfinished::Unreadable),
        };
        outcomes.push((message, outcome));
    }
    outcomes
}
