//! Entry point of the webhooks' function.

use lambda_http::Error;
use platform::auth::Authenticator;
use platform::clock::Clock;
use platform::table::Table;
use webhooks_api::{App, router};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    platform::telemetry::init();
    let clock = Clock::system();
    let table = Table::from_environment().await?;
    let targets = platform::settings::webhook_targets()?;
    let authenticator = Authenticator::new(table.clone(), clock.clone());
    lambda_http::run(router(App { table, clock, targets }, authenticator)).await
}
