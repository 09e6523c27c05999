//! What a queue's messages come to.

use aws_lambda_events::event::sqs::{SqsEvent, SqsMessage};
use platform::communications::CommunicationMessage;
use platform::queue;

use crate::App;
use crate::outcome::Failed;
use crate::ses_report::SesReport;
use crate::work::work;

/// What a message brings.
enum Brought {
    /// A communication that is to be handed over.
    Communication(CommunicationMessage),
    /// What became of an e-mail.
    Report(Box<SesReport>),
}

fn read(message: &SqsMessage) -> Option<Brought> {
    queue::read(message).map(Brought::Communication).or_else(|| queue::read(message).map(Brought::Report))
}

/// Works on messages, and says of each what came of it.
pub async fn worked(app: &App, event: SqsEvent) -> Vec<(SqsMessage, Result<(), Failed>)> {
    let (mut reports, mut others) = (Vec::new(), Vec::new());
    for message in event.records {
        match read(&message) {
            Some(Brought::Report(report)) => reports.push((message, report)),
            Some(Brought::Communication(communication)) => others.push((message, Some(communication))),
            None => others.push((message, None)),
        }
    }
    let (others, communications): (Vec<SqsMessage>, Vec<_>) = others.into_iter().unzip();
    let outcomes = work(app, &communications).await.into_iter().map(|outcome| outcome.map(|_| ()));
    let mut outcomes: Vec<(SqsMessage, Result<(), Failed>)> = others.into_iter().zip(outcomes).collect();
    for (message, report) in reports {
        outcomes.push((message, report.take_in(app).await));
    }
    outcomes
}
