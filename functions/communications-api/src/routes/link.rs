//! A link in a message that a borrower follows.

use axum::extract::{Path, State};
use axum::response::Response;
use domain::communication::link::named;
use http::Method;
use platform::communications::{KnownCommunication, clicked_writes, followed};
use platform::http::link::{self, nowhere, to};
use platform::http::problem::Problem;

use crate::App;

/// `GET /l/{link}`
///
/// It leads to what the message would have said, as it was kept with the message, and nowhere else. What is unknown, has not gone out or is too old is
/// answered in one way, which tells nothing.
pub(super) async fn follow(
    State(app): State<App>,
    method: Method,
    Path(link): Path<String>,
) -> Result<Response, Problem> {
    let Some((token, number)) = named(&link) else { return Ok(nowhere()) };
    let Some(known) = followed(&app.table, token, app.clock.now()).await? else { return Ok(nowhere()) };
    let target = known.communication.link_target(token, number).map(str::to_owned);
    let Some(target) = target else { return Ok(nowhere()) };
    // Who only looks whether the page is there has not followed the link.
    if method == Method::GET {
        count(&app, (token, number), known).await;
    }
    to(&target)
}

async fn count(app: &App, (token, number): (&str, usize), known: KnownCommunication) {
    let company_id = known.message().map(|message| message.company_id).unwrap_or_default();
    let read = async || followed(&app.table, token, app.clock.now()).await;
    let clicked = |known: &KnownCommunication| {
        let now = app.clock.now();
        let after = known.communication.clicked(number, now);
        after.map_or_else(|| Ok(Vec::new()), |after| clicked_writes(known, &after, now))
    };
    link::count((&app.table, &app.clock, &company_id), known, read, clicked).await;
}
