//! Collection agencies, and the loans that are with them.
//!
//! | method and path | operation |
//! |---|---|
//! | `POST`, `GET /companies/{companyId}/collection-agencies` | creates an agency, lists agencies: `limit`, `startingAfter` |
//! | `GET`, `PUT`, `DELETE /companies/{companyId}/collection-agencies/{agencyId}` | reads, changes, deletes one; not while a loan is with it |
//! | `GET .../{agencyId}/placements` | what was handed to it, and what came of it: `limit`, `startingAfter` |
//! | `POST`, `GET`, `DELETE /people/{personId}/loans/{loanId}/collection-agency` | assigns a loan, shows its agency, takes it back: `servicedBy` |
//! | `GET .../collection-agency/history` | what was done about that, the last first |
//!
//! `companyId` is the caller's own company. Any other id may be given as `ext-` and the lender's own. Loans and persons have no other: `X`
//! and `ext-X` are the same loan; one whose own id begins with `ext-` is asked for as `ext-ext-...`. A person must be the loan's, as far as
//! the loan says whose it is (`client_customer_id` of an uploaded loan, `holder_id` of an account); of a loan that says nothing any is taken.
//!
//! A viewer reads, a manager assigns, an admin manages agencies. A handler parses a request into a command of `domain::recovery`, runs it,
//! and presents the outcome; no rule lives here.

mod parameters;
mod presentation;
mod routes;

use axum::Router;
use platform::auth::{Authenticator, RoleHeader, layer};
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
    let routes = routes::routes(app).route_layer(layer(authenticator, RoleHeader::Optional));
    service(routes, dialect::agencies::present)
}
