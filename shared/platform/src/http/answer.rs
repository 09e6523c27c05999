//! What a request is answered when all is well.

use axum::body::Body;
use axum::response::{IntoResponse, Response};
use domain::json::Json;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue, StatusCode};

use super::problem::Problem;

/// A JSON answer. Numbers leave as exactly as they are held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The body.
    pub body: Json,
    /// Headers besides those that every answer has.
    pub headers: HeaderMap,
}

impl Answer {
    /// An answer of that status.
    pub fn new(status: StatusCode, body: impl Into<Json>) -> Self {
        Self { status, body: body.into(), headers: HeaderMap::new() }
    }

    /// 200.
    pub fn ok(body: impl Into<Json>) -> Self {
        Self::new(StatusCode::OK, body)
    }

    /// 201.
    pub fn created(body: impl Into<Json>) -> Self {
        Self::new(StatusCode::CREATED, body)
    }

    /// The same answer with one more header.
    #[must_use]
    pub fn with_header(mut self, name: http::HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        match json_response(self.status, &self.body) {
            Ok(mut response) => {
                response.headers_mut().extend(self.headers);
                response
            }
            Err(problem) => problem.into_response(),
        }
    }
}

/// A response with a JSON body.
pub(super) fn json_response(status: StatusCode, body: &Json) -> Result<Response, Problem> {
    let text = serde_json::to_string(body).map_err(|_| Problem::internal())?;
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    Ok(response)
}
