//! Recovery: loans in default, and what is done about them.
//!
//! | method and path | operation |
//! |---|---|
//! | `GET /api/recovery/defaults` | lists defaults: `status`, `severity`, `loan_id`, `page`, `limit` |
//! | `GET /api/recovery/defaults/{default_id}` | a default with its actions |
//! | `POST /api/recovery/defaults/detect` | finds new defaults now, of the company or of one loan |
//! | `GET /api/recovery/worklist` | live defaults in the order in which they are worth somebody's time: `severity`, `status`, `promise`, `amount_min`, `limit`, `page_token` |
//! | `GET /api/recovery/summary` | what stands in default, where it rolls, what came back, promises and actions, of this month and the last |
//! | `POST /api/recovery/defaults/{default_id}/actions` | orders actions: one type, several, or what the company's plan says |
//! | `POST`, `DELETE /api/recovery/defaults/{default_id}/promises` | records a promise to pay, takes it back |
//! | `POST /api/recovery/defaults/{default_id}/holds`, `DELETE .../holds/{kind}` | places a hold on the loan, lifts it |
//! | `GET /api/recovery/actions` | lists actions: `default_id`, `action_type`, `status`, `page`, `limit` |
//! | `GET /api/recovery/actions/{action_id}` | an action |
//! | `POST /api/recovery/actions/{action_id}/execute`, `.../cancel` | executes an action now, takes it back |
//! | `POST /api/recovery/actions/{action_id}/outcome` | records what came of an action that went out: delivered, failed, a conversation |
//! | `GET`, `POST /api/recovery/contacts` | lists contacts: `loan_id`, `default_id`, `page`, `limit`; adds one |
//! | `PUT /api/recovery/contacts/{contact_id}` | changes a contact |
//! | `GET`, `PUT /api/recovery/settings` | tolerance, bounds of severity, plan, contact policy |
//!
//! A viewer reads, an agent acts, an admin sets. A handler parses a request into a command of `domain::recovery`, runs it, and presents
//! the outcome; no rule lives here.

mod parameters;
mod presentation;
mod refusal;
mod routes;

use axum::Router;
use platform::auth::{Authenticator, RoleHeader, layer};
use platform::clock::Clock;
use platform::communications::ShortLinks;
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
    /// What the links in messages are replaced by.
    pub links: ShortLinks,
}

/// The function's routes, with all that is the same for every request around them.
pub fn router(app: App, authenticator: Authenticator) -> Router {
    let routes = routes::routes(app).route_layer(layer(authenticator, RoleHeader::Optional));
    service(Router::new().nest("/api/recovery", routes), dialect::recovery::present)
}
