//! Entry point of the function that executes recovery actions when their time has come.

use std::time::Duration;

use action_dispatcher::{App, Bounds, Done, Unfinished, run};
use lambda_runtime::{Error, LambdaEvent, service_fn};
use platform::clock::{Clock, stop_before};
use platform::communications::ShortLinks;
use platform::settings;
use platform::table::Table;
use serde_json::value::RawValue;

/// So long before its time is up, the function takes no action on any more: longer than a read and a write may take.
const MARGIN: Duration = Duration::from_secs(15);

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    platform::telemetry::init();
    let links = ShortLinks::new(&settings::public_url()?)?;
    let app = App { table: Table::from_environment().await?, clock: Clock::system(), links };
    let app = &app;
    // What the schedule says beside that it is time is of no interest.
    let invoked = async move |event: LambdaEvent<Box<RawValue>>| -> Result<Done, Unfinished> {
        run(app, Bounds::until(stop_before(event.context.deadline, MARGIN))).await
    };
    lambda_runtime::run(service_fn(invoked)).await
}
