//! Entry point of the function that sends webhooks.

use std::time::Duration;

use aws_lambda_events::event::sqs::SqsBatchResponse;
use lambda_runtime::{Diagnostic, Error, LambdaEvent, service_fn};
use platform::clock::{Clock, stop_before};
use platform::https::trust;
use platform::queue::{DeadLetters, Invocation, Queue};
use platform::table::Table;
use serde_json::value::RawValue;
use webhook_sender::{App, Failed, Poster, dispatch, worked};

/// So long before its time is up, a run by the clock reads no further.
const MARGIN: Duration = Duration::from_secs(15);

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    platform::telemetry::init();
    let (table, queue) = (Table::from_environment().await?, Queue::of_webhooks().await?);
    let poster = Poster::new(platform::settings::webhook_targets()?, trust::of_system())?;
    let app = App { table, queue, clock: Clock::system(), poster };
    let (app, dead_letters) = (&app, &DeadLetters::from_environment().await?);
    let invoked = async move |event: LambdaEvent<Box<RawValue>>| -> Result<SqsBatchResponse, Diagnostic> {
        match Invocation::of(&event.payload) {
            Invocation::Schedule => {
                let dispatched = dispatch(app, stop_before(event.context.deadline, MARGIN)).await;
                dispatched.map(|_| SqsBatchResponse::default()).map_err(|failed| diagnostic(&failed))
            }
            Invocation::Queue(messages) => Ok(dead_letters.answered(worked(app, messages).await).await),
        }
    };
    lambda_runtime::run(service_fn(invoked)).await
}

fn diagnostic(failed: &Failed) -> Diagnostic {
    let error_type = if failed.retryable() { "Retryable" } else { "Internal" };
    Diagnostic { error_type: error_type.to_owned(), error_message: failed.to_string() }
}
