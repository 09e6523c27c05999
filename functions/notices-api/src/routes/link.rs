//! The link that a borrower follows to a notice.

use axum::extract::{Path, State};
use axum::response::Response;
use http::Method;
use platform::http::link::{self, nowhere, to};
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

async fn count(app: &App, link: &str, known: KnownNotice) {
    let company_id = platform::keys::company_of(&known.pk).unwrap_or_default();
    let read = async || followed(&app.table, link, app.clock.now()).await;
    let clicked = |known: &KnownNotice| {
        let now = app.clock.now();
        let after = known.record.clicked(now);
        after.map_or_else(|| Ok(Vec::new()), |after| known.clicked_writes(&after, now))
    };
    link::count((&app.table, &app.clock, &company_id), known, read, clicked).await;
}
