//! Message templates, the events that send them, and communications with borrowers.
//!
//! | method and path | operation |
//! |---|---|
//! | `POST`, `GET /communication/templates` | creates a template, lists templates: `channel`, `limit`, `starting_after` |
//! | `GET`, `PUT`, `DELETE /communication/templates/{template_id}` | reads, changes, deletes one; not while an event uses it |
//! | `POST /communication/templates/{template_id}:preview` | what a borrower would be sent |
//! | `GET /communication/events` | lists events: `limit`, `starting_after` |
//! | `PUT`, `GET`, `DELETE /communication/events/{event_name}` | which templates an event sends |
//! | `POST /communication/trigger/event` | an event happens to a loan, and communications are created; the header `role` must be there |
//!
//! A viewer reads, an agent triggers, an admin changes. A handler parses a request into a command of `domain::communication`, runs it, and presents the
//! outcome; no rule lives here.

mod presentation;
mod refusal;
mod routes;

use axum::Router;
use platform::auth::Authenticator;
use platform::clock::Clock;
use platform::http::{dialect, service};
use platform::table::Table;

pub use routes::paths;

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
    service(Router::new().nest("/communication", routes::routes(app, authenticator)), dialect::lending::present)
}
