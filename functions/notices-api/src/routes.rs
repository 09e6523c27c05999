//! The operations.

mod batch;
mod link;
mod notice;
mod preview;
mod receipt;
mod template;
mod tracking;

use axum::Router;
use axum::routing::{MethodRouter, get, post};
use platform::auth::{Authenticator, RoleHeader, layer};

use crate::App;

/// The path that the public opens.
const LINK: &str = "/notices/{notice_link}";

/// The paths, each with what it serves.
fn table() -> Vec<(&'static str, MethodRouter<App>)> {
    vec![
        ("/recovery/notices/templates", get(template::list).post(template::create)),
        (
            "/recovery/notices/templates/{template_id}",
            get(template::read).put(template::update).delete(template::delete).post(preview::preview),
        ),
        ("/recovery/loan/{loan_id}/notices", get(notice::list).post(notice::create)),
        ("/recovery/notices/{notice_id}", get(notice::read)),
        ("/recovery/notices/{notice_id}/tracking", post(tracking::report)),
        ("/recovery/fos/collections/{visit_id}/receipt", get(receipt::read)),
        ("/recovery/notices/batches", post(batch::create)),
        ("/recovery/notices/batches/{batch_id}", get(batch::read)),
        ("/recovery/notices/batches/{batch_id}/refused", get(batch::refused)),
    ]
}

/// The routes of those who have a token.
pub(crate) fn routes(app: App, authenticator: Authenticator) -> Router {
    let route = |router: Router<App>, (path, methods)| router.route(path, methods);
    let routes = table().into_iter().fold(Router::new(), route).with_state(app);
    routes.route_layer(layer(authenticator, RoleHeader::Optional))
}

/// The routes of the public.
pub(crate) fn pages(app: App) -> Router {
    Router::new().route(LINK, get(link::follow)).with_state(app)
}

/// The paths that are served. A template takes `POST` as `{template_id}:preview` alone.
pub fn paths() -> Vec<&'static str> {
    let served = table().into_iter().map(|(path, _)| path);
    served.chain(["/recovery/notices/templates/{template_id}:preview", LINK]).collect()
}
