//! Entry point of the communications' function.

use std::time::Duration;

use communications_api::{App, Callbacks, router_with};
use lambda_http::Error;
use platform::auth::Authenticator;
use platform::clock::Clock;
use platform::communications::{ProviderSecret, ShortLinks};
use platform::https::{Https, trust};
use platform::settings;
use platform::table::Table;

/// Time for the call that fetches the accounts.
const LIMIT: Duration = Duration::from_secs(5);

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    platform::telemetry::init();
    let clock = Clock::system();
    let table = Table::from_environment().await?;
    let authenticator = Authenticator::new(table.clone(), clock.clone());
    let callbacks = callbacks(&clock)?;
    let links = ShortLinks::new(&callbacks.public_url)?;
    lambda_http::run(router_with(App { table, clock, links }, authenticator, callbacks)).await
}

fn callbacks(clock: &Clock) -> Result<Callbacks, Error> {
    let aws = settings::caller("secretsmanager", "secretsmanager", clock.clone())?;
    let https = Https::new(trust::of_aws(), LIMIT)?;
    let secret = ProviderSecret::new(settings::provider_secret()?, https, aws);
    Ok(Callbacks { secret, public_url: settings::public_url()? })
}
