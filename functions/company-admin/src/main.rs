//! Entry point of the function that sets companies up.

use company_admin::{App, CommandError, handle_text};
use lambda_runtime::{Error, LambdaEvent, service_fn};
use platform::clock::Clock;
use platform::table::Table;
use serde_json::value::RawValue;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    platform::telemetry::init();
    let app = App { table: Table::from_environment().await?, clock: Clock::system() };
    let app = &app;
    let invoked = async move |event: LambdaEvent<Box<RawValue>>| -> Result<_, CommandError> {
        handle_text(app, event.payload.get()).await
    };
    lambda_runtime::run(service_fn(invoked)).await
}
