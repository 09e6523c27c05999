//! Entry point of the function that gives tokens.

use identity_api::{App, router};
use lambda_http::Error;
use platform::clock::Clock;
use platform::table::Table;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    platform::telemetry::init();
    let table = Table::from_environment().await?;
    lambda_http::run(router(App { table, clock: Clock::system() })).await
}
