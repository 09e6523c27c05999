//! The operations.

mod action;
mod case;
mod contact;
mod default;
mod detect;
mod order;
mod settings;
mod worklist;

use axum::Router;
use axum::routing::{delete, get, post, put};

use crate::App;

/// The routes, below the base path.
pub(crate) fn routes(app: App) -> Router {
    Router::new()
        .route("/defaults", get(default::list))
        .route("/defaults/detect", post(detect::detect))
        .route("/defaults/{default_id}", get(default::read))
        .route("/defaults/{default_id}/actions", post(order::create))
        .route("/defaults/{default_id}/promises", post(case::promise).delete(case::cancel_promise))
        .route("/defaults/{default_id}/holds", post(case::hold))
        .route("/defaults/{default_id}/holds/{kind}", delete(case::lift))
        .route("/actions", get(action::list))
        .route("/actions/{action_id}", get(action::read))
        .route("/actions/{action_id}/execute", post(action::execute))
        .route("/actions/{action_id}/cancel", post(action::cancel))
        .route("/contacts", get(contact::list).post(contact::create))
        .route("/contacts/{contact_id}", put(contact::update))
        .route("/settings", get(settings::read).put(settings::update))
        .route("/worklist", get(worklist::read))
        .with_state(app)
}
