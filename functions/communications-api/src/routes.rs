//! The operations.

mod event;
mod preview;
mod template;

use axum::Router;
use axum::routing::{MethodRouter, get};
use platform::auth::{Authenticator, RoleHeader, layer};

use crate::App;

/// The paths, below the base path, each with what it serves.
fn table() -> Vec<(&'static str, MethodRouter<App>)> {
    vec![
        ("/templates", get(template::list).post(template::create)),
        (
            "/templates/{template_id}",
            get(template::read).put(template::update).delete(template::delete).post(preview::preview),
        ),
        ("/events", get(event::list)),
        ("/events/{event_name}", get(event::read).put(event::update).delete(event::delete)),
    ]
}

/// The routes, below the base path.
pub(crate) fn routes(app: App, authenticator: Authenticator) -> Router {
    let route = |router: Router<App>, (path, methods)| router.route(path, methods);
    let routes = table().into_iter().fold(Router::new(), route);
    routes.with_state(app).route_layer(layer(authenticator, RoleHeader::Optional))
}

/// The paths that are served, below the base path. A template takes `POST` as `{template_id}:preview` alone.
pub fn paths() -> Vec<&'static str> {
    let served = table().into_iter().map(|(path, _)| path);
    served.chain(["/templates/{template_id}:preview"]).collect()
}
