//! The operations.

mod callback;
mod event;
mod link;
mod outbox;
mod preview;
mod settle;
mod template;
mod trigger;

use axum::Router;
use axum::routing::{MethodRouter, get, post};
use platform::auth::{Authenticator, RoleHeader, layer};

use crate::{App, Callbacks};

/// Where providers report, and bring answers.
const CALLBACK: &str = "/callbacks/{provider}";

/// The path of the published operation.
const TRIGGER: &str = "/trigger/event";

/// A communication of a loan. It takes `POST` as `{communication_id}:settle` alone.
const COMMUNICATION: &str = "/loans/{loan_id}/communications/{communication_id}";

/// The paths, below the base path, each with what it serves.
fn table() -> Vec<(&'static str, MethodRouter<App>)> {
    vec![
        ("/templates", get(template::list).post(template::create)),
        (
            "/templates/{template_id}",
            get(template::read).put(template::update).delete(template::delete).post(preview::preview),
        ),
        ("/events", get(event::list)),
        (COMMUNICATION, post(settle::settle)),
        ("/outbox", get(outbox::list)),
        ("/events/{event_name}", get(event::read).put(event::update).delete(event::delete)),
    ]
}

/// The routes, below the base path.
pub(crate) fn routes(app: App, authenticator: Authenticator, callbacks: Callbacks) -> Router {
    let route = |router: Router<App>, (path, methods)| router.route(path, methods);
    let routes = table().into_iter().fold(Router::new(), route).with_state(app.clone());
    // Who calls shows by a signature that it is the provider.
    let called = Router::new().route(CALLBACK, post(callback::callback)).with_state((app.clone(), callbacks));
    let trigger = Router::new().route(TRIGGER, post(trigger::trigger)).with_state(app);
    // The document says that this operation is authenticated by the token and the role together.
    let trigger = trigger.route_layer(layer(authenticator.clone(), RoleHeader::Required));
    routes.route_layer(layer(authenticator, RoleHeader::Optional)).merge(trigger).merge(called)
}

/// The path that the public opens, beside the base path: as short as can be, for it is paid by the character.
const LINK: &str = "/l/{link}";

/// The routes of the public.
pub(crate) fn pages(app: App) -> Router {
    Router::new().route(LINK, get(link::follow)).with_state(app)
}

/// The paths that are served, below the base path; that of links is beside it. A template takes `POST` as `{template_id}:preview` alone.
pub fn paths() -> Vec<&'static str> {
    let served = table().into_iter().map(|(path, _)| path).filter(|path| *path != COMMUNICATION);
    let verbs = ["/templates/{template_id}:preview", "/loans/{loan_id}/communications/{communication_id}:settle"];
    served.chain(verbs).chain([TRIGGER, CALLBACK]).collect()
}
