//! The operations.

mod account;
mod card;
mod document;
mod funding;
mod list;
mod method;
mod product;
mod restructuring;
mod schedule;
mod transaction;

use axum::Router;
use axum::routing::{MethodRouter, get, post};

use crate::App;

pub use method::{ACTION, METHODS, Method};
pub use transaction::REVERSAL;

/// The paths, below the version, each with what it serves.
fn table() -> Vec<(&'static str, MethodRouter<App>)> {
    vec![
        ("/accounts/loans", get(list::accounts).post(account::create)),
        ("/accounts/loans:preview", post(schedule::preview)),
        ("/accounts/loans/{id}", get(account::read).put(account::update).delete(account::delete).post(method::run)),
        ("/loans/{id}", post(method::run)),
        ("/accounts/loans/{id}/doc/{template_id}", get(document::read)),
        ("/accounts/loans/{id}/schedule", get(schedule::schedule)),
        ("/accounts/loans/{id}/installments", get(list::installments)),
        ("/accounts/loans/{id}/installments/{installment_id}", get(schedule::installment)),
        ("/accounts/loans/{id}/transactions", get(list::transactions).post(transaction::enter)),
        ("/accounts/loans/{id}/transactions/{transaction_id}", get(transaction::read).post(transaction::method)),
        ("/accounts/loans/{id}/cards", get(card::list).post(card::create)),
        ("/accounts/loans/{id}/cards/{card_id}", get(card::read).delete(card::delete)),
        ("/accounts/loans/{id}/fundings", get(funding::list).post(funding::create)),
        (
            "/accounts/loans/{id}/fundings/{fund_id}",
            get(funding::read).put(funding::update).delete(funding::delete).post(funding::method),
        ),
        ("/products/loans", get(product::list).post(product::create)),
        ("/products/loans/{id}", get(product::read).put(product::update).delete(product::delete)),
    ]
}

/// The routes, below the version.
pub(crate) fn routes(app: App) -> Router {
    let route = |router: Router<App>, (path, methods)| router.route(path, methods);
    table().into_iter().fold(Router::new(), route).with_state(app)
}

/// The paths that are served, below the version; what is in braces stands for an id, or for one with a custom method.
pub fn paths() -> Vec<&'static str> {
    table().into_iter().map(|(path, _)| path).collect()
}
