//! The lending API in both editions: loans, customers of credit lines and their transactions, payments.
//!
//! | method and path | operation |
//! |---|---|
//! | `GET /recovery/loan/{id}` | a loan, or a credit-line customer, with its history |
//! | `POST /recovery/loan/{id}` | uploads a loan or a transaction, or adds a month to it |
//! | `PATCH /recovery/loan/{id}` | updates a loan |
//! | `PATCH /recovery/transaction/{customer}/{id}` | updates a transaction and its customer |
//! | `PATCH /recovery/payments/{id}?allocation_month=` | records a payment |
//! | `POST /recovery/fos/collections` | a field agent's visit, with the payment that it came to |
//! | `POST /recovery/fos/deposits` | a field agent's deposit of what was collected |
//!
//! The 2020 edition is the same engine under `/legacy/recovery`, where the payment's path is `/legacy/recovery/recovery/update/{id}`.
//! A handler parses a request into a command of `domain`, runs it, and presents the outcome; no rule lives here.

mod edition;
mod presentation;
mod refusal;
mod routes;

use axum::Router;
use platform::auth::{Authenticator, RoleHeader, layer};
use platform::clock::Clock;
use platform::http::{dialect, service};
use platform::table::Table;

pub use edition::Edition;

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
    let current =
        routes::routes(Edition::Current, app.clone()).route_layer(layer(authenticator.clone(), RoleHeader::Optional));
    let of_2020 = routes::routes(Edition::Of2020, app).route_layer(layer(authenticator, RoleHeader::Required));
    service(Router::new().nest("/recovery", current).nest("/legacy/recovery", of_2020), dialect::lending::present)
}
