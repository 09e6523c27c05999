//! What links that the public follows answer: where they lead, or that they lead nowhere.

use std::sync::{Mutex, PoisonError};

use axum::response::{IntoResponse, Response};
use domain::json::Json;
use http::header::{CACHE_CONTROL, CONTENT_TYPE, LOCATION, REFERRER_POLICY};
use http::{HeaderName, HeaderValue, StatusCode};

use super::answer::Answer;
use super::problem::Problem;
use crate::change::{self, Change};
use crate::clock::Clock;
use crate::table::{Table, TableError, Write};

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

/// Counts a click on what was read already, which serves the first attempt; `clicked` makes its writes, none where it does not count any more.
/// A click that cannot be counted keeps nobody from where the link leads.
pub async fn count<K, F: Future<Output = Result<Option<K>, TableError>>>(
    (table, clock, company_id): (&Table, &Clock, &str),
    known: K,
    read: impl Fn() -> F,
    clicked: impl Fn(&K) -> Result<Vec<Write>, TableError>,
) {
    let known = Mutex::new(Some(known));
    let attempt = async || {
        let at_hand = known.lock().unwrap_or_else(PoisonError::into_inner).take();
        let known = match at_hand {
            None => read().await?,
            known => known,
        };
        let writes = known.as_ref().map(&clicked).transpose()?.unwrap_or_default();
        Ok(Change { writes, answer: Answer::ok(Json::Null) })
    };
    if let Err(problem) = change::run(table, clock, company_id, None, attempt).await {
        tracing::warn!(retryable = problem.retryable(), status = problem.status.as_u16(), "a click was not counted");
    }
}
