//! The operations.

mod preview;
mod template;

use axum::Router;
use axum::routing::{MethodRouter, get};
use platform::auth::{Authenticator, RoleHeader, layer};

use crate::App;

/// The paths, each with what it serves.
fn table() -> Vec<(&'static str, MethodRouter<App>)> {
    vec![
        ("/recovery/notices/templates", get(template::list).post(template::create)),
        (
            "/recovery/notices/templates/{template_id}",
            get(template::read).put(template::update).delete(template::delete).post(preview::preview),
        ),
    ]
}

/// The routes.
pub(crate) fn routes(app: App, authenticator: Authenticator) -> Router {
    let route = |router: Router<App>, (path, methods)| router.route(path, methods);
    let routes = table().into_iter().fold(Router::new(), route).with_state(app);
    routes.route_layer(layer(authenticator, RoleHeader::Optional))
}

/// The paths that are served. A template takes `POST` as `{template_id}:preview` alone.
pub fn paths() -> Vec<&'static str> {
    let served = table().into_iter().map(|(path, _)| path);
    served.chain(["/recovery/notices/templates/{template_id}:preview"]).collect()
}
