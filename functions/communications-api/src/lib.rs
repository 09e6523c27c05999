//! Message templates, the events that send them, and communications with borrowers.
//!
//! | method and path | operation |
//! |---|---|
//! | `POST`, `GET /communication/templates` | creates a template, lists templates: `channel`, `limit`, `starting_after` |
//! | `GET`, `PUT`, `DELETE /communication/templates/{template_id}` | reads, changes, deletes one; not while an event uses it |
//! | `POST /communication/templates/{template_id}:preview` | what a borrower would be sent, with given values or those of a loan |
//! | `GET /communication/events` | lists events: `limit`, `starting_after` |
//! | `PUT`, `GET`, `DELETE /communication/events/{event_name}` | which templates an event sends |
//! | `GET /communication/outbox` | what would have been sent, where nothing leaves the system: `limit`, `starting_after` |
//! | `POST /communication/trigger/event` | an event happens to a loan, and communications are created; the header `role` must be there |
//! | `POST /communication/loans/{loan_id}/communications/{communication_id}:settle` | what became of a communication of which nobody knows; nothing is sent |
//! | `GET /l/{link}` | public: counts the click on a link in a message, and leads on |
//! | `POST /communication/callbacks/twilio` | what Twilio reports of a message, and what a borrower answers; signed |
//!
//! A viewer reads, an agent triggers and settles, an admin changes. A handler parses a request into a command of `domain::communication`, runs it, and presents the
//! outcome; no rule lives here.

mod presentation;
mod refusal;
mod routes;

use axum::Router;
use platform::auth::Authenticator;
use platform::clock::Clock;
use platform::communications::{ProviderSecret, Providers, ShortLinks};
use platform::http::{dialect, service_with_pages};
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

/// What callbacks of providers are checked by.
#[derive(Debug, Clone)]
pub struct Callbacks {
    /// The accounts, of which the token signs. It is fetched when the first callback comes.
    pub secret: ProviderSecret,
    /// Where the API is reached from outside, which is signed too.
    pub public_url: String,
}

impl Callbacks {
    /// No account anywhere: nobody calls back.
    pub fn none() -> Self {
        Self { secret: ProviderSecret::known(Providers::default()), public_url: String::new() }
    }
}

/// The function's routes, without an account at any provider.
pub fn router(app: App, authenticator: Authenticator) -> Router {
    router_with(app, authenticator, Callbacks::none())
}

/// The function's routes, with all that is the same for every request around them.
pub fn router_with(app: App, authenticator: Authenticator, callbacks: Callbacks) -> Router {
    let routes = routes::routes(app.clone(), authenticator, callbacks);
    service_with_pages(Router::new().nest("/communication", routes), routes::pages(app), dialect::lending::present)
}
