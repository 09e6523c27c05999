//! Entry point of the function that finds defaults.

use std::time::Duration;

use aws_lambda_events::event::sqs::SqsBatchResponse;
use default_detector::{App, Unfinished, fan_out, worked};
use lambda_runtime::{Error, LambdaEvent, service_fn};
use platform::clock::{Clock, stop_before};
use platform::queue::{DeadLetters, Invocation, Queue};
use platform::table::Table;
use serde_json::value::RawValue;

/// So long before its time is up, the function takes no loan on any more: longer than a read and a write may take.
const MARGIN: Duration = Duration::from_secs(30);

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    platform::telemetry::init();
    let (table, queue) = (Table::from_environment().await?, Queue::from_environment().await?);
    let app = App { table, queue, clock: Clock::system() };
    let (app, dead_letters) = (&app, &DeadLetters::from_environment().await?);
    let invoked = async move |event: LambdaEvent<Box<RawValue>>| -> Result<SqsBatchResponse, Unfinished> {
        match Invocation::of(&event.payload) {
            Invocation::Schedule => fan_out(app).await.map(|()| SqsBatchResponse::default()).map_err(Unfinished::from),
            Invocation::Queue(messages) => {
                let outcomes = worked(app, messages, stop_before(event.context.deadline, MARGIN)).await;
                Ok(dead_letters.answered(outcomes).await)
            }
        }
    };
    lambda_runtime::run(service_fn(invoked)).await
}
