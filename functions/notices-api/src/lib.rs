//! Legal notices: templates, and what they look like.
//!
//! | method and path | operation |
//! |---|---|
//! | `POST`, `GET /recovery/notices/templates` | creates a template, lists templates: `limit`, `starting_after` |
//! | `GET`, `PUT`, `DELETE /recovery/notices/templates/{template_id}` | reads, changes, deletes one |
//! | `POST /recovery/notices/templates/{template_id}:preview` | the PDF that a notice of it would be |
//!
//! A viewer reads, an admin changes. A handler parses a request into a command of `domain::notice`, runs it, and presents the
//! outcome; no rule lives here.

mod document;
mod presentation;
mod refusal;
mod routes;

use std::sync::Arc;

use axum::Router;
use documents::Fonts;
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
    /// What previews are set in; each is read when it is first needed.
    fonts: Arc<Fonts>,
}

impl App {
    /// The function on a table.
    pub fn new(table: Table, clock: Clock) -> Self {
        Self { table, clock, fonts: Arc::new(Fonts::of_india()) }
    }
}

/// The function's routes, with all that is the same for every request around them.
pub fn router(app: App, authenticator: Authenticator) -> Router {
    service(routes::routes(app, authenticator), dialect::lending::present)
}
