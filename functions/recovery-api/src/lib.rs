//! Recovery: loans in default, and what is done about them.
//!
//! | method and path | operation |
//! |---|---|
//! | `GET /api/recovery/defaults` | lists defaults: `status`, `severity`, `loan_id`, `page`, `limit` |
//! | `GET /api/recovery/defaults/{default_id}` | a default with its actions |
//! | `POST /api/recovery/defaults/detect` | finds new defaults now, of the company or of one loan |
//! | `GET /api/recovery/worklist` | live defaults in the order in which they are worth somebody's time: `severity`, `status`, `promise`, `amount_min`, `limit`, `page_token` |
//! | `GET`, `PUT /api/recovery/settings` | tolerance, bounds of severity, plan |
//!
//! A viewer reads, an agent acts, an admin sets. A handler parses a request into a command of `domain::recovery`, runs it, and presents
//! the outcome; no rule lives here.

mod parameters;
mod presentation;
mod routes;

use axum::Router;
use platform::auth::{Authenticator, RoleHeader, layer};
use platform::clock::Clock;
use platform::http::{dialect, service};
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
pub fn router(app: App, authenticator: Authenticator) -> Router {
    let routes = routes::routes(app).route_layer(layer(authenticator, RoleHeader::Optional));
    service(Router::new().nest("/api/recovery", routes), dialect::recovery::present)
}
