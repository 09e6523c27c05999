//! Revolving accounts: a client's limit, which loans that are registered to it consume.
//!
//! | method and path | operation |
//! |---|---|
//! | `POST /v1/revolving` | creates an account |
//! | `GET /v1/revolving` | lists accounts: `filter`, `order_by`, `page_size`, `page_token` |
//! | `GET /v1/revolving/{id}` | an account |
//! | `PUT /v1/revolving/{id}` | changes the fields sent; `null` takes one away |
//! | `DELETE /v1/revolving/{id}` | deletes an account to which no loan was ever registered |
//!
//! A viewer reads, a manager changes. A handler parses a request into a command of `domain::revolving`, runs it, and presents the outcome; no rule
//! lives here.

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
    service(Router::new().nest("/v1", routes), dialect::aip::present)
}
