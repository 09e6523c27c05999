//! The operations.

mod delivery;
mod endpoint;
mod event;
mod replay;
mod test;

use axum::Router;
use axum::extract::{Path, Request, State};
use axum::routing::{MethodRouter, get};
use platform::auth::Authenticated;
use platform::http::answer::Answer;
use platform::http::problem::Problem;

use crate::App;
use crate::parameters::method;

pub use replay::FIELDS as REPLAY;

/// The paths, each with what it serves.
fn table() -> Vec<(&'static str, MethodRouter<App>)> {
    vec![
        ("/webhooks/endpoints", get(endpoint::list).post(endpoint::create)),
        (
            "/webhooks/endpoints/{endpoint_id}",
            get(endpoint::read).patch(endpoint::update).delete(endpoint::delete).post(of_endpoint),
        ),
        ("/webhooks/deliveries", get(delivery::list)),
        ("/webhooks/deliveries/{delivery_id}", get(delivery::read).post(of_delivery)),
        ("/webhooks/events", get(event::catalogue)),
        ("/events", get(event::list)),
    ]
}

/// The routes.
pub(crate) fn routes(app: App) -> Router {
    let route = |router: Router<App>, (path, methods)| router.route(path, methods);
    table().into_iter().fold(Router::new(), route).with_state(app)
}

/// The paths that are served.
pub(crate) fn paths() -> Vec<&'static str> {
    table().into_iter().map(|(path, _)| path).collect()
}

/// `POST /webhooks/endpoints/{endpoint_id}:...`
async fn of_endpoint(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    Path(part): Path<String>,
    request: Request,
) -> Result<Answer, Problem> {
    match method(&part) {
        Some((id, "rotateSecret")) => endpoint::rotate(&app, &caller, id, request).await,
        Some((id, "test")) => test::test(&app, &caller, id, request).await,
        Some((id, "replay")) => replay::of_endpoint(&app, &caller, id, request).await,
        Some(_) => Err(Problem::not_found("There is no such method of an endpoint.")),
        None => Err(not_posted("GET, PATCH, DELETE")),
    }
}

/// `POST /webhooks/deliveries/{delivery_id}:replay`
async fn of_delivery(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    Path(part): Path<String>,
    request: Request,
) -> Result<Answer, Problem> {
    match method(&part) {
        Some((id, "replay")) => replay::of_delivery(&app, &caller, id, request).await,
        Some(_) => Err(Problem::not_found("There is no such method of a delivery.")),
        None => Err(not_posted("GET")),
    }
}

fn not_posted(allow: &str) -> Problem {
    Problem { allow: Some(allow.to_owned()), ..Problem::method_not_allowed() }
}

fn no_endpoint() -> Problem {
    Problem::not_found("Endpoint not found")
}

fn no_delivery() -> Problem {
    Problem::not_found("Delivery not found")
}
