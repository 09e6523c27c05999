//! Legal notices: templates, notices of loans one by one and in batches, what carriers report of them, and the links that lead to them.
//!
//! | method and path | operation |
//! |---|---|
//! | `POST`, `GET /recovery/notices/templates` | creates a template, lists templates: `limit`, `starting_after` |
//! | `GET`, `PUT`, `DELETE /recovery/notices/templates/{template_id}` | reads, changes, deletes one |
//! | `POST /recovery/notices/templates/{template_id}:preview` | the PDF that a notice of it would be |
//! | `POST`, `GET /recovery/loan/{loan_id}/notices` | asks for a notice of a loan, lists those there are |
//! | `GET /recovery/notices/{notice_id}` | how far a notice is |
//! | `POST /recovery/notices/{notice_id}/tracking` | what a carrier reports of it |
//! | `POST /recovery/notices/batches` | asks for notices of up to 10,000 loans |
//! | `GET /recovery/notices/batches/{batch_id}`, `.../refused` | how far a batch is, and which of its loans have no notice |
//! | `GET /recovery/fos/collections/{visit_id}/receipt` | the receipt, as PDF, for what a field agent collected: `loan_id` |
//! | `GET /notices/{notice_link}` | public: counts the click and leads to the PDF |
//!
//! A viewer reads, an agent reports, a manager asks for notices, an admin changes templates. A handler parses a request into a command of
//! `domain::notice`, runs it, and presents the outcome; no rule lives here. Notices are made by `functions/notice-renderer`, which hears of them by
//! the events that are written with them.

mod document;
mod presentation;
mod refusal;
mod routes;

use std::sync::Arc;

use axum::Router;
use documents::Fonts;
use platform::auth::Authenticator;
use platform::clock::Clock;
use platform::http::{dialect, service_with_pages};
use platform::objects::Objects;
use platform::table::Table;

pub use routes::paths;

/// What every handler works with.
#[derive(Debug, Clone)]
pub struct App {
    /// The table.
    pub table: Table,
    /// The files of notices.
    pub objects: Objects,
    /// The time.
    pub clock: Clock,
    /// What previews are set in; each is read when it is first needed.
    fonts: Arc<Fonts>,
}

impl App {
    /// The function on a table and a bucket.
    pub fn new(table: Table, objects: Objects, clock: Clock) -> Self {
        Self { table, objects, clock, fonts: Arc::new(Fonts::of_india()) }
    }
}

/// The function's routes, with all that is the same for every request around them.
pub fn router(app: App, authenticator: Authenticator) -> Router {
    service_with_pages(routes::routes(app.clone(), authenticator), routes::pages(app), dialect::lending::present)
}
