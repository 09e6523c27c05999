//! Tokens from client credentials.
//!
//! | method and path | operation |
//! |---|---|
//! | `POST /user/public/access-token` | a token, in the lending API's form |
//! | `POST /oauth/token` | a token, as RFC 6749 section 4.4 has it |
//! | `POST /oauth/revoke` | revokes a token, as RFC 7009 has it |
//!
//! A token costs one `BatchGetItem` and one `TransactWriteItems`. Secrets are 256 random bits, so guessing one is hopeless
//! at any rate; how many requests are let through to try is bounded by the throttling of the HTTP API.

mod access_token;
mod client;
mod oauth;

use axum::Router;
use axum::routing::post;
use platform::clock::Clock;
use platform::http::problem::Problem;
use platform::http::{PresentContext, Presented, dialect, service};
use platform::table::Table;

/// What every handler works with.
#[derive(Debug, Clone)]
pub struct App {
    /// The table.
    pub table: Table,
    /// The time.
    pub clock: Clock,
}

/// The function's routes, with all that is the same for every request around them.
pub fn router(app: App) -> Router {
    let routes = Router::new()
        .route("/user/public/access-token", post(access_token::post))
        .route("/oauth/token", post(oauth::token::post))
        .route("/oauth/revoke", post(oauth::revoke::post))
        .with_state(app);
    service(routes, present)
}

/// Under `/oauth` errors are those of RFC 6749, elsewhere those of the lending API.
fn present(problem: &Problem, context: &PresentContext<'_>) -> Presented {
    if context.path.starts_with("/oauth/") {
        oauth::error::present(problem)
    } else {
        dialect::lending::present(problem, context)
    }
}
