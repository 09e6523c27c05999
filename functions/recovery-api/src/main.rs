//! Entry point of the recovery function.

use lambda_http::Error;
use platform::auth::Authenticator;
use platform::clock::Clock;
use platform::communications::ShortLinks;
use platform::settings;
use platform::table::Table;
use recovery_api::{App, router};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    platform::telemetry::init();
    let clock = Clock::system();
    let table = Table::from_environment().await?;
    let links = ShortLinks::new(&settings::public_url()?)?;
    let authenticator = Authenticator::new(table.clone(), clock.clone());
    lambda_http::run(router(App { table, clock, links }, authenticator)).await
}
