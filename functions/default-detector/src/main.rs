//! Entry point of the function that finds defaults.

use std::time::Duration;

use aws_lambda_events::event::sqs::{SqsBatchResponse, SqsEvent};
use default_detector::{App, Bounds, Invocation, Unfinished, Work, fan_out, review, work};
use domain::moment::Moment;
use lambda_runtime::{Error, LambdaEvent, service_fn};
use platform::clock::{Clock, stop_before};
use platform::queue::Queue;
use platform::table::Table;
use serde_json::value::RawValue;

/// So long before its time is up, the function takes no loan on any more: longer than a read and a write may take.
const MARGIN: Duration = Duration::from_secs(30);

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    platform::telemetry::init();
    let (table, queue) = (Table::from_environment().await?, Queue::from_environment().await?);
    let app = App { table, queue, clock: Clock::system() };
    let app = &app;
    let invoked = async move |event: LambdaEvent<Box<RawValue>>| -> Result<SqsBatchResponse, Unfinished> {
        match Invocation::of(&event.payload) {
            Invocation::Schedule => fan_out(app).await.map(|()| SqsBatchResponse::default()).map_err(Unfinished::from),
            Invocation::Queue(messages) => {
                Ok(answered(app, messages, stop_before(event.context.deadline, MARGIN)).await)
            }
        }
    };
    lambda_runtime::run(service_fn(invoked)).await
}

/// Works on each message. One that failed comes again, and in the end lands where an alarm tells of it.
async fn answered(app: &App, messages: SqsEvent, until: Moment) -> SqsBatchResponse {
    let mut response = SqsBatchResponse::default();
    for message in messages.records {
        let asked = message.body.as_deref().map(serde_json::from_str::<Work>);
        let outcome = match asked {
            Some(Ok(Work::Part(part))) => work(app, &part, Bounds::until(until)).await.map(|_| ()),
            Some(Ok(Work::Review(message))) => review(app, &message, Bounds::until(until)).await.map(|_| ()),
            Some(Err(_)) | None => Err(Unfinished::Unreadable),
        };
        if let Err(unfinished) = outcome {
            tracing::error!(retryable = unfinished.retryable(), reason = %unfinished, "a message was not finished");
            response.add_failure(message.message_id.unwrap_or_default());
        }
    }
    response
}
