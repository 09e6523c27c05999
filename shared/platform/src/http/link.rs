//! What links that the public follows answer: where they lead, or that they lead nowhere.

use axum::response::{IntoResponse, Response};
use http::header::{CACHE_CONTROL, CONTENT_TYPE, LOCATION, REFERRER_POLICY};
use http::{HeaderName, HeaderValue, StatusCode};

use super::problem::Problem;

/// What is said of a link that leads nowhere, whatever the reason.
const NOWHERE: &str = "This link leads nowhere, or not any more.\n";

/// Leads on to an address. Nobody there learns by which link, no search engine notes it, and the next click comes here again.
///
/// # Errors
/// 500 where the address is none that a header can hold.
pub fn to(address: &str) -> Result<Response, Problem> {
    let location = HeaderValue::from_str(address).map_err(|_| Problem::internal())?;
    let headers = [
        (LOCATION, location),
        (REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
        (CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex")),
    ];
    Ok((StatusCode::FOUND, headers).into_response())
}

/// Says that there is nothing to be led to: 404, whatever the reason.
pub fn nowhere() -> Response {
    let plain = (CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    (StatusCode::NOT_FOUND, [plain], NOWHERE).into_response()
}
