//! Errors as RFC 6749 section 5.2 has them.

use axum::response::{IntoResponse, Response};
use domain::json::{Json, Object};
use http::header::WWW_AUTHENTICATE;
use http::{HeaderMap, HeaderValue, StatusCode};
use platform::http::Presented;
use platform::http::answer::Answer;
use platform::http::problem::Problem;

/// A refusal: an error code of the RFC, or a problem that is presented as the one that fits it best.
#[derive(Debug)]
pub(crate) enum OauthError {
    /// 400 with a code and a description for the client's developer.
    Code(&'static str, String),
    /// Anything that is not special to OAuth.
    Problem(Problem),
}

impl OauthError {
    /// The request lacks a parameter, has it twice, or cannot be read.
    pub(crate) fn invalid_request(description: impl Into<String>) -> Self {
        Self::Code("invalid_request", description.into())
    }
}

impl From<Problem> for OauthError {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

impl IntoResponse for OauthError {
    fn into_response(self) -> Response {
        match self {
            Self::Code(code, description) => {
                Answer::new(StatusCode::BAD_REQUEST, body(code, &description)).into_response()
            }
            Self::Problem(problem) => problem.into_response(),
        }
    }
}

/// A problem under `/oauth`.
pub(crate) fn present(problem: &Problem) -> Presented {
    let mut headers = HeaderMap::new();
    if problem.status == StatusCode::UNAUTHORIZED {
        headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static(r#"Basic realm="oauth", charset="UTF-8""#));
    }
    Presented { body: Json::Object(body(code(problem.status), &problem.message)), headers }
}

fn code(status: StatusCode) -> &'static str {
    match status {
        StatusCode::UNAUTHORIZED => "invalid_client",
        StatusCode::FORBIDDEN => "unauthorized_client",
        StatusCode::SERVICE_UNAVAILABLE => "temporarily_unavailable",
        status if status.is_server_error() => "server_error",
        _ => "invalid_request",
    }
}

fn body(code: &str, description: &str) -> Object {
    Object::from([("error".to_owned(), Json::text(code)), ("error_description".to_owned(), Json::text(description))])
}
