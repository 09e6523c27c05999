//! Entry point of the function that hands communications over.

use std::sync::Arc;
use std::time::Duration;

use aws_lambda_events::event::sqs::SqsBatchResponse;
use communication_sender::provider::{Outbox, Provider, Providers, Ses, SesSettings, Twilio};
use communication_sender::{App, Failed, dispatch, worked};
use domain::communication::CHANNELS;
use domain::recovery::channel::Channel;
use lambda_runtime::{Diagnostic, Error, LambdaEvent, service_fn};
use platform::clock::{Clock, stop_before};
use platform::communications::ProviderSecret;
use platform::https::{Https, trust};
use platform::queue::{DeadLetters, Invocation, Queue};
use platform::settings;
use platform::table::Table;
use serde_json::value::RawValue;

/// So long before its time is up, a run by the clock looks at nothing any more.
const MARGIN: Duration = Duration::from_secs(15);
/// Time for a request to a provider.
const LIMIT: Duration = Duration::from_secs(10);

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    platform::telemetry::init();
    let (table, queue) = (Table::from_environment().await?, Queue::of_communications().await?);
    let clock = Clock::system();
    let providers = providers(&table, &clock)?;
    let app = App { table, queue, clock, providers };
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

/// Who delivers, as the template's parameters say.
fn providers(table: &Table, clock: &Clock) -> Result<Providers, Error> {
    let mut providers = Providers::default();
    for channel in CHANNELS {
        let provider: Arc<dyn Provider> = match settings::provider_of(channel)?.as_str() {
            "none" => continue,
            "outbox" => Arc::new(Outbox::new(table.clone())),
            "ses" if channel == Channel::Email => Arc::new(ses(clock)?),
            "twilio" if channel != Channel::Email => Arc::new(twilio(clock)?),
            other => return Err(format!("{other} does not deliver {}", channel.name()).into()),
        };
        providers = providers.with(channel, provider);
    }
    Ok(providers)
}

fn ses(clock: &Clock) -> Result<Ses, Error> {
    let set = settings::ses_configuration_set();
    let settled = settings::email_from().map(|from| SesSettings {
        from,
        reply_to: settings::email_reply_to(),
        configuration_set: set,
    });
    Ok(Ses::new(Https::new(trust::of_aws(), LIMIT)?, settings::caller("ses", "email", clock.clone())?, settled))
}

fn twilio(clock: &Clock) -> Result<Twilio, Error> {
    let aws = settings::caller("secretsmanager", "secretsmanager", clock.clone())?;
    let secret = ProviderSecret::new(settings::provider_secret()?, Https::new(trust::of_aws(), LIMIT)?, aws);
    Ok(Twilio::new(Https::new(trust::of_system(), LIMIT)?, secret, settings::public_url()?))
}

fn diagnostic(failed: &Failed) -> Diagnostic {
    let error_type = if failed.retryable() { "Retryable" } else { "Internal" };
    Diagnostic { error_type: error_type.to_owned(), error_message: failed.to_string() }
}
