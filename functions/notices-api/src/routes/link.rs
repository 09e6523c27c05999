//! The link that a borrower follows to a notice.

use std::sync::{Mutex, PoisonError};

use axum::extract::{Path, State};
use axum::response::Response;
use domain::json::Json;
use http::Method;
use platform::change::{self, Change};
use platform::http::answer::Answer;
use platform::http::link::{nowhere, to};
use platform::http::problem::Problem;
use platform::notices::{KnownNotice, followed};

use crate::App;

/// Characters of a link.
const LINK_CHARS: usize = 64;
/// For how long the address of the file can be used, in seconds: to open it, not to keep it.
const ADDRESS_SECONDS: u64 = 300;

/// `GET /notices/{notice_link}`
///
/// What is unknown, not made or too old is answered in one way, which tells nothing.
pub(super) async fn follow(
    State(app): State<App>,
    method: Method,
    Path(link): Path<String>,
) -> Result<Response, Problem> {
    if link.len() != LINK_CHARS || !link.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Ok(nowhere());
    }
    let Some(known) = followed(&app.table, &link, app.clock.now()).await? else { return Ok(nowhere()) };
    // Who only looks whether the page is there has not followed the link.
    let name = format!("notice-{}.pdf", known.record.id.micros());
    let object_key = known.record.served.object_key.clone();
    if method == Method::GET {
        count(&app, &link, known).await;
    }
    let address = app.objects.address(&object_key, &name, ADDRESS_SECONDS, app.clock.now()).await;
    let address = address.map_err(|error| {
        tracing::error!(retryable = error.retryable(), %error, "a link cannot be signed");
        Problem::internal()
    })?;
    to(&address)
}

/// A click that cannot be counted keeps nobody from the notice.
async fn count(app: &App, link: &str, known: KnownNotice) {
    let company_id = platform::keys::company_of(&known.pk).unwrap_or_default();
    // What was read already serves the first attempt.
    let known = Mutex::new(Some(known));
    let attempt = async || {
        let now = app.clock.now();
        let nothing = || Change { writes: Vec::new(), answer: Answer::ok(Json::Null) };
        let at_hand = known.lock().unwrap_or_else(PoisonError::into_inner).take();
        let known = match at_hand {
            None => followed(&app.table, link, now).await?,
            known => known,
        };
        let Some(known) = known else { return Ok(nothing()) };
        let Some(after) = known.record.clicked(now) else { return Ok(nothing()) };
        Ok(Change { writes: known.clicked_writes(&after, now)?, ..nothing() })
    };
    if let Err(problem) = change::run(&app.table, &app.clock, &company_id, None, attempt).await {
        tracing::warn!(retryable = problem.retryable(), status = problem.status.as_u16(), "a click was not counted");
    }
}
