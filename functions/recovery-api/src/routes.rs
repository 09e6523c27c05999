//! The operations.

mod default;
mod detect;
mod settings;
mod worklist;

use axum::Router;
use axum::routing::{get, post};

use crate::App;

/// The routes, below the base path.
pub(crate) fn routes(app: App) -> Router {
    Router::new()
        .route("/defaults", get(default::list))
        .route("/defaults/detect", post(detect::detect))
        .route("/defaults/{default_id}", get(default::read))
        .route("/settings", get(settings::read).put(settings::update))
        .route("/worklist", get(worklist::read))
        .with_state(app)
}
