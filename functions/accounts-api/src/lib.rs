//! The accounts API: loan accounts, their life cycle, transactions and schedules.
//!
//! Resources and custom methods follow Google's API Improvement Proposals: methods after a colon (AIP-136), errors of
//! AIP-193. A handler parses a request into a command of `domain::accounts`, runs it, and presents the outcome; no rule
//! lives here.

mod command;
mod document;
mod parameters;
mod refusal;
mod routes;

use axum::Router;
use platform::auth::{Authenticator, RoleHeader, layer};
use platform::clock::Clock;
use platform::http::{dialect, service};
use platform::table::Table;

pub use document::{TEMPLATES, Template};
pub use routes::{ACTION, METHODS, Method, REVERSAL, paths};

/// What every handler works with.
#[derive(Debug, Clone)]
pub struct App {
    /// The table.
    pub table: Table,
    /// The time.
    pub clock: Clock,
}

/// The function's routes, with all that is the same for every request around them.
pub fn router(app: App, authenticator: Authenticator) -> Router {
    let routes = routes::routes(app).route_layer(layer(authenticator, RoleHeader::Optional));
    service(Router::new().nest("/v1", routes), dialect::aip::present)
}
