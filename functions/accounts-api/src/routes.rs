//! The operations.

mod account;
mod card;
mod document;
mod funding;
mod list;
mod method;
mod product;
mod schedule;
mod transaction;

use axum::Router;
use axum::routing::{get, post};

use crate::App;

pub use method::{ACTION, METHODS, Method};
pub use transaction::REVERSAL;

/// The routes, below the version.
pub(crate) fn routes(app: App) -> Router {
    Router::new()
        .route("/accounts/loans", get(list::accounts).post(account::create))
        .route("/accounts/loans:preview", post(schedule::preview))
        .route(
            "/accounts/loans/{id}",
            get(account::read).put(account::update).delete(account::delete).post(method::run),
        )
        .route("/loans/{id}", post(method::run))
        .route("/accounts/loans/{id}/doc/{template_id}", get(document::read))
        .route("/accounts/loans/{id}/schedule", get(schedule::schedule))
        .route("/accounts/loans/{id}/installments", get(list::installments))
        .route("/accounts/loans/{id}/installments/{installment_id}", get(schedule::installment))
        .route("/accounts/loans/{id}/transactions", get(list::transactions).post(transaction::enter))
        .route("/accounts/loans/{id}/transactions/{transaction_id}", get(transaction::read).post(transaction::method))
        .route("/accounts/loans/{id}/cards", get(card::list).post(card::create))
        .route("/accounts/loans/{id}/cards/{card_id}", get(card::read).delete(card::delete))
        .route("/accounts/loans/{id}/fundings", get(funding::list).post(funding::create))
        .route(
            "/accounts/loans/{id}/fundings/{fund_id}",
            get(funding::read).put(funding::update).delete(funding::delete).post(funding::method),
        )
        .route("/products/loans", get(product::list).post(product::create))
        .route("/products/loans/{id}", get(product::read).put(product::update).delete(product::delete))
        .with_state(app)
}
