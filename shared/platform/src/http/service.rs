//! The layers around a function's routes.

use std::any::Any;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use http::header::{ALLOW, CACHE_CONTROL, RETRY_AFTER, WWW_AUTHENTICATE, X_CONTENT_TYPE_OPTIONS};
use http::{HeaderMap, HeaderValue, StatusCode};
use percent_encoding::percent_decode_str;
use tower_http::catch_panic::CatchPanicLayer;
use tracing::Instrument;

use super::answer::json_response;
use super::dialect::{PresentContext, Presented, Presenter};
use super::problem::Problem;
use super::record::Record;
use super::{negotiate, request_id};

/// Wraps a function's routes with all that is the same for every request.
///
/// The router must have at least one route. Authentication is the router's own: [`crate::auth::layer`] on the routes
/// that need it.
pub fn service(router: Router, presenter: Presenter) -> Router {
    service_with_pages(router, Router::new(), presenter)
}

/// The same, beside pages: what a person opens in a browser, which asks for anything but JSON.
pub fn service_with_pages(router: Router, pages: Router, presenter: Presenter) -> Router {
    router
        .route_layer(from_fn(negotiate::layer))
        .merge(pages)
        // After the layers of the routes, which would otherwise run for a wrong method too and ask it for a token.
        .method_not_allowed_fallback(async || Problem::method_not_allowed())
        .fallback(async || Problem::not_found("Not Found"))
        .layer(from_fn(readable))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn_with_state(presenter, outermost))
}

/// The panic itself is logged, without its message, by the hook that [`crate::telemetry::init`] sets.
fn panicked(_: Box<dyn Any + Send + 'static>) -> Response<Body> {
    Problem::internal().into_response()
}

/// Refuses a path that is no text, which a handler that takes an id from it could not read.
async fn readable(request: Request, next: Next) -> Result<Response, Problem> {
    match percent_decode_str(request.uri().path()).decode_utf8() {
        Ok(_) => Ok(next.run(request).await),
        Err(_) => Err(Problem::bad_request("The path is not valid UTF-8.")),
    }
}

async fn outermost(State(presenter): State<Presenter>, request: Request, next: Next) -> Response {
    let request_id = request_id::of(&request);
    let path = request.uri().path().to_owned();
    let span = tracing::info_span!("request", request_id, company = tracing::field::Empty);
    let record = Record::start(&request);
    let answer = async {
        let mut response = next.run(request).await;
        let problem = response.extensions_mut().remove::<Problem>();
        if let Some(problem) = &problem {
            let context = PresentContext { path: &path, request_id: &request_id };
            response = present(problem, presenter(problem, &context), response.headers());
        }
        record.finish(&response, problem.as_ref().is_some_and(Problem::retryable));
        response
    };
    finish(answer.instrument(span).await, &request_id)
}

/// Keeps the headers that layers inside have set on the problem's response.
fn present(problem: &Problem, presented: Presented, inner: &HeaderMap) -> Response {
    let Ok(mut response) = json_response(problem.status, &presented.body) else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let headers = response.headers_mut();
    for (name, value) in inner {
        headers.entry(name).or_insert_with(|| value.clone());
    }
    headers.extend(presented.headers);
    if let Some(seconds) = problem.retry_after_seconds {
        headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    if let Some(allow) = problem.allow.as_ref().and_then(|allow| HeaderValue::from_str(allow).ok()) {
        headers.insert(ALLOW, allow);
    }
    if problem.status == StatusCode::UNAUTHORIZED {
        headers.entry(WWW_AUTHENTICATE).or_insert(HeaderValue::from_static("Bearer"));
    }
    response
}

/// Headers of every answer: answers hold people's data, which no cache keeps and no browser takes for a page.
fn finish(mut response: Response, request_id: &str) -> Response {
    let headers = response.headers_mut();
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    if let Ok(id) = HeaderValue::from_str(request_id) {
        headers.insert(request_id::HEADER, id);
    }
    response
}
