//! Who calls, and what they are answered.

use aws_lambda_events::event::sqs::{SqsBatchResponse, SqsEvent, SqsMessage};
use platform::communications::CommunicationMessage;
use serde_json::value::RawValue;

use crate::App;
use crate::outcome::Failed;
use crate::ses_report::SesReport;
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

/// What a message brings.
enum Brought {
    /// A communication that is to be handed over.
    Communication(CommunicationMessage),
    /// What became of an e-mail.
    Report(Box<SesReport>),
}

fn read(message: &SqsMessage) -> Option<Brought> {
    let body = message.body.as_deref()?;
    let communication = serde_json::from_str(body).map(Brought::Communication);
    communication.or_else(|_| serde_json::from_str(body).map(Brought::Report)).ok()
}

/// Works on messages. One that failed comes again, and in the end lands where an alarm tells of it; the log says why.
pub async fn answered(app: &App, event: SqsEvent) -> SqsBatchResponse {
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
    let mut response = SqsBatchResponse::default();
    for (message, outcome) in outcomes {
        if let Err(failed) = outcome {
            let (retryable, id) = (failed.retryable(), message.message_id.unwrap_or_default());
            tracing::error!(retryable, message = id, reason = %failed, "a message was not worked on");
            response.add_failure(id);
        }
    }
    response
}
