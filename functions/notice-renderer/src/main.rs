//! Entry point of the function that makes notices.

use std::time::Duration;

use aws_lambda_events::event::sqs::{SqsBatchResponse, SqsEvent};
use domain::moment::Moment;
use lambda_runtime::{Error, LambdaEvent, service_fn};
use notice_renderer::{App, Unfinished, work};
use platform::clock::{Clock, stop_before};
use platform::notices::NoticeMessage;
use platform::objects::Objects;
use platform::queue::Queue;
use platform::settings;
use platform::table::Table;

/// So long before its time is up, the function begins nothing any more: longer than a few notices take.
const MARGIN: Duration = Duration::from_secs(30);

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    platform::telemetry::init();
    let (table, queue) = (Table::from_environment().await?, Queue::of_notices().await?);
    let app = App::new(table, queue, Objects::of_notices().await?, Clock::system(), &settings::public_url()?);
    let app = &app;
    let invoked = async move |event: LambdaEvent<SqsEvent>| -> Result<SqsBatchResponse, Error> {
        Ok(answered(app, event.payload, stop_before(event.context.deadline, MARGIN)).await)
    };
    lambda_runtime::run(service_fn(invoked)).await
}

/// Works on each message. One that failed comes again, and in the end lands where an alarm tells of it.
async fn answered(app: &App, messages: SqsEvent, until: Moment) -> SqsBatchResponse {
    let mut response = SqsBatchResponse::default();
    for message in messages.records {
        let asked = message.body.as_deref().map(serde_json::from_str::<NoticeMessage>);
        let outcome = match asked {
            Some(Ok(asked)) => work(app, &asked, until).await,
            Some(Err(_)) | None => Err(Unfinished::Unreadable),
        };
        if let Err(unfinished) = outcome {
            tracing::error!(retryable = unfinished.retryable(), reason = %unfinished, "a message was not finished");
            response.add_failure(message.message_id.unwrap_or_default());
        }
    }
    response
}
