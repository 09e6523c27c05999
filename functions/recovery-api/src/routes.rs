//! The operations.

mod action;
mod case;
mod contact;
mod default;
mod detect;
mod order;
mod settings;
mod summary;
mod worklist;

use axum::Router;
use axum::routing::{MethodRouter, delete, get, post, put};

use crate::App;

/// The paths, below the base path, each with what it serves.
fn table() -> Vec<(&'static str, MethodRouter<App>)> {
    vec![
        ("/defaults", get(default::list)),
        ("/defaults/detect", post(detect::detect)),
        ("/defaults/{default_id}", get(default::read)),
        ("/defaults/{default_id}/actions", post(order::create)),
        ("/defaults/{default_id}/promises", post(case::promise).delete(case::cancel_promise)),
        ("/defaults/{default_id}/holds", post(case::hold)),
        ("/defaults/{default_id}/holds/{kind}", delete(case::lift)),
        ("/actions", get(action::list)),
        ("/actions/{action_id}", get(action::read)),
        ("/actions/{action_id}/execute", post(action::execute)),
        ("/actions/{action_id}/cancel", post(action::cancel)),
        ("/actions/{action_id}/outcome", post(action::outcome)),
        ("/contacts", get(contact::list).post(contact::create)),
        ("/contacts/{contact_id}", put(contact::update)),
        ("/settings", get(settings::read).put(settings::update)),
        ("/summary", get(summary::read)),
        ("/worklist", get(worklist::read)),
    ]
}

/// The routes, below the base path.
pub(crate) fn routes(app: App) -> Router {
    let route = |router: Router<App>, (path, methods)| router.route(path, methods);
    table().into_iter().fold(Router::new(), route).with_state(app)
}

/// The paths that are served, below the base path.
pub fn paths() -> Vec<&'static str> {
    table().into_iter().map(|(path, _)| path).collect()
}
