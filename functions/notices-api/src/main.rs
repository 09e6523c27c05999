//! Entry point of the notices' function.

use lambda_http::Error;
use notices_api::{App, router};
use platform::auth::Authenticator;
use platform::clock::Clock;
use platform::objects::Objects;
use platform::table::Table;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    platform::telemetry::init();
    let clock = Clock::system();
    let (table, objects) = (Table::from_environment().await?, Objects::of_notices().await?);
    let authenticator = Authenticator::new(table.clone(), clock.clone());
    lambda_http::run(router(App::new(table, objects, clock), authenticator)).await
}
