//! Entry point of the function that carries events out of the table.

use event_relay::{Answer, App, Batch, answer};
use lambda_runtime::{Diagnostic, Error, LambdaEvent, service_fn};
use platform::clock::Clock;
use platform::queue::Queue;
use platform::table::Table;
use serde_json::value::RawValue;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    platform::telemetry::init();
    let (queue, detection) = (Queue::of_webhooks().await?, Queue::of_detection().await?);
    let (notices, communications) = (Queue::of_notices().await?, Queue::of_communications().await?);
    let table = Table::from_environment().await?;
    let app = App { table, queue, notices, detection, communications, clock: Clock::system() };
    let app = &app;
    let invoked = async move |event: LambdaEvent<Box<RawValue>>| -> Result<Answer, Diagnostic> {
        let batch: Batch<'_> = serde_json::from_str(event.payload.get()).map_err(|_| unreadable())?;
        Ok(answer(app, &batch).await)
    };
    lambda_runtime::run(service_fn(invoked)).await
}

fn unreadable() -> Diagnostic {
    Diagnostic { error_type: "Internal".to_owned(), error_message: "the event is none of a stream".to_owned() }
}
