//! Where lenders want to be told of what happens, and what became of it.
//!
//! | method and path | operation |
//! |---|---|
//! | `POST`, `GET /webhooks/endpoints` | creates an endpoint, lists them; the secret is in the answer to the creation |
//! | `GET`, `PATCH`, `DELETE /webhooks/endpoints/{endpoint_id}` | reads, changes, deletes one |
//! | `POST /webhooks/endpoints/{endpoint_id}:rotateSecret` | a new secret; the one before signs as well for a while |
//! | `POST /webhooks/endpoints/{endpoint_id}:test` | sends a test event |
//! | `POST /webhooks/endpoints/{endpoint_id}:replay` | sends once more what failed, or everything, since a moment |
//! | `GET /webhooks/deliveries` | what was sent: `endpoint_id`, `status`, `event`, `since`, `until`, `limit`, `starting_after` |
//! | `GET /webhooks/deliveries/{delivery_id}` | one, with its body and every try |
//! | `POST /webhooks/deliveries/{delivery_id}:replay` | sends it once more, with the same id and body |
//! | `GET /webhooks/events` | the events there are, each with the schema of its body |
//! | `GET /events` | what happened: `since`, `until`, `type`, `limit`, `starting_after` |
//!
//! A viewer reads, an admin changes. Nothing is sent from here: a change puts its event into the table, and `event-relay` carries it on.
//!
//! | access | calls |
//! |---|---|
//! | endpoints, one or all | 1 `GetItem` |
//! | change of an endpoint, a test | 1 `GetItem` and 1 `TransactWriteItems` |
//! | a delivery | 1 `GetItem`; its replay 2 and 1 `TransactWriteItems` |
//! | page of deliveries | 1 `Query` of the endpoint; where none is named, 1 `GetItem` and 1 `Query` for each, at most 20 at once |
//! | page of events | 16 `Query`s at once |
//! | replay of what failed | 1 `GetItem`, 1 `Query`, 1 `TransactWriteItems` |
//! | replay of everything | 1 `GetItem`, 16 `Query`s at once, 1 `BatchGetItem`, 1 `TransactWriteItems` |

mod parameters;
mod presentation;
mod routes;

pub use routes::REPLAY;

use axum::Router;
use domain::webhook::target::Targets;
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
    /// Where may be sent to.
    pub targets: Targets,
}

/// The function's routes, with all that is the same for every request around them.
pub fn router(app: App, authenticator: Authenticator) -> Router {
    let routes = routes::routes(app).route_layer(layer(authenticator, RoleHeader::Optional));
    service(routes, dialect::lending::present)
}

/// The paths that are served; what is in braces stands for an id, or for one with a custom method.
pub fn paths() -> Vec<&'static str> {
    routes::paths()
}
