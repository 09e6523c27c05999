//! A link in a message that a borrower follows.

use std::sync::{Mutex, PoisonError};

use axum::extract::{Path, State};
use axum::response::Response;
use domain::communication::link::named;
use domain::json::Json;
use http::Method;
use platform::change::{self, Change};
use platform::communications::{KnownCommunication, clicked_writes, followed};
use platform::http::answer::Answer;
use platform::http::link::{nowhere, to};
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

/// A click that cannot be counted keeps nobody from where the link leads.
async fn count(app: &App, (token, number): (&str, usize), known: KnownCommunication) {
    let company_id = known.message().map(|message| message.company_id).unwrap_or_default();
    // What was read already serves the first attempt.
    let known = Mutex::new(Some(known));
    let attempt = async || {
        let now = app.clock.now();
        let nothing = || Change { writes: Vec::new(), answer: Answer::ok(Json::Null) };
        let at_hand = known.lock().unwrap_or_else(PoisonError::into_inner).take();
        let known = match at_hand {
            None => followed(&app.table, token, now).await?,
            known => known,
        };
        let Some(known) = known else { return Ok(nothing()) };
        let Some(after) = known.communication.clicked(number, now) else { return Ok(nothing()) };
        Ok(Change { writes: clicked_writes(&known, &after, now)?, ..nothing() })
    };
    if let Err(problem) = change::run(&app.table, &app.clock, &company_id, None, attempt).await {
        tracing::warn!(retryable = problem.retryable(), status = problem.status.as_u16(), "a click was not counted");
    }
}
