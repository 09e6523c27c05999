//! Entry point of the function that makes notices.

use std::time::Duration;

use aws_lambda_events::event::sqs::{SqsBatchResponse, SqsEvent};
use lambda_runtime::{Error, LambdaEvent, service_fn};
use notice_renderer::{App, worked};
use platform::clock::{Clock, stop_before};
use platform::objects::Objects;
use platform::queue::{DeadLetters, Queue};
use platform::settings;
use platform::table::Table;

/// So long before its time is up, the function begins nothing any more: longer than a few notices take.
const MARGIN: Duration = Duration::from_secs(30);

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    platform::telemetry::init();
    let (table, queue) = (Table::from_environment().await?, Queue::of_notices().await?);
    let app = App::new(table, queue, Objects::of_notices().await?, Clock::system(), &settings::public_url()?);
    let (app, dead_letters) = (&app, &DeadLetters::from_environment().await?);
    let invoked = async move |event: LambdaEvent<SqsEvent>| -> Result<SqsBatchResponse, Error> {
        let outcomes = worked(app, event.payload, stop_before(event.context.deadline, MARGIN)).await;
        Ok(dead_letters.answered(outcomes).await)
    };
    lambda_runtime::run(service_fn(invoked)).await
}
