//! Why a request is not answered as asked, in no dialect yet.

use axum::response::{IntoResponse, Response};
use domain::field::Faults;
use domain::json::Json;
use domain::recovery::assignment::NotExternal;
use http::StatusCode;

use crate::table::TableError;

/// How long a client waits after a lost race before it asks again, in seconds.
const LOST_RACE_RETRY_SECONDS: u32 = 1;
/// How long a client waits for a table that throttles, in seconds.
const THROTTLED_RETRY_SECONDS: u32 = 2;
/// How long a client waits for what is not available, in seconds.
const UNAVAILABLE_RETRY_SECONDS: u32 = 5;

/// What keeps a request from being answered as asked. It tells the client what to change, and nothing of anybody's data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The status.
    pub status: StatusCode,
    /// What is wrong, in a sentence.
    pub message: String,
    /// What is wrong with which key, nested as the body is; list positions are string indexes.
    pub errors: Option<Box<Json>>,
    /// After how many seconds it makes sense to ask again.
    pub retry_after_seconds: Option<u32>,
    /// The methods that the path knows, where the method is what is wrong and the router has not said so itself.
    pub allow: Option<String>,
    /// What the status alone does not say, for dialects that have a word for it.
    pub nuance: Option<Nuance>,
}

/// What tells apart problems that HTTP gives the same status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nuance {
    /// The request is right in itself, but not in the state that things are in.
    FailedPrecondition,
    /// What is to be made is there already.
    AlreadyExists,
}

impl Problem {
    /// A problem of that status and message, with nothing else to say.
    pub fn new(status: StatusCode, message: impl Into<String>) -> Self {
        Self { status, message: message.into(), errors: None, retry_after_seconds: None, allow: None, nuance: None }
    }

    /// 400: the request cannot be understood.
    pub fn bad_request(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, message)
    }

    /// 400: keys of the body, or parameters, are at fault.
    pub fn invalid(errors: Json) -> Self {
        Self { errors: Some(Box::new(errors)), ..Self::bad_request("Data Validation Failed") }
    }

    /// 400: the state of things forbids it, and asking again does not help before that has changed (AIP-193's `FAILED_PRECONDITION`).
    pub fn failed_precondition(message: impl Into<String>) -> Self {
        Self { nuance: Some(Nuance::FailedPrecondition), ..Self::bad_request(message) }
    }

    /// 401: it is not known who asks. The same words for every reason, so that an attacker learns nothing from them.
    pub fn unauthorized() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "Authentication failed. API credentials are incorrect.")
    }

    /// 403: who asks may not.
    pub fn forbidden() -> Self {
        Self::new(StatusCode::FORBIDDEN, "You do not have permission to perform this action.")
    }

    /// 404: there is no such thing; `what` is a sentence, as "Loan not found".
    pub fn not_found(what: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, what)
    }

    /// 405: the path is known, the method is not.
    pub fn method_not_allowed() -> Self {
        Self::new(StatusCode::METHOD_NOT_ALLOWED, "You tried to access an endpoint with an invalid method.")
    }

    /// 406: the answer would be JSON, which the client does not take.
    pub fn not_acceptable() -> Self {
        Self::new(StatusCode::NOT_ACCEPTABLE, "You requested a format that isn't json.")
    }

    /// 409: the state of things does not allow it.
    pub fn conflict(message: impl Into<String>) -> Self {
        Self::new(StatusCode::CONFLICT, message)
    }

    /// 409: what is to be made is there already; `message` is a sentence.
    pub fn already_exists(message: impl Into<String>) -> Self {
        Self { nuance: Some(Nuance::AlreadyExists), ..Self::conflict(message) }
    }

    /// 409: others kept changing the same thing; the same request can succeed a moment later.
    pub fn lost_race() -> Self {
        Self::conflict("The resource is being changed by other requests. Please try again.")
            .retry_after(LOST_RACE_RETRY_SECONDS)
    }

    /// 413: larger than the system takes.
    pub fn too_large(message: impl Into<String>) -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, message)
    }

    /// 415: a body in another format than JSON.
    pub fn unsupported_media_type() -> Self {
        Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "The body must be application/json in UTF-8.")
    }

    /// 422: understood, but contradicts what was asked before.
    pub fn unprocessable(message: impl Into<String>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, message)
    }

    /// 500: our fault. What it was is in the log.
    pub fn internal() -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "We had a problem with our server. Try again later.")
    }

    /// 503: too many requests at the moment.
    pub fn throttled() -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "We're receiving too many requests. Please try again later.")
            .retry_after(THROTTLED_RETRY_SECONDS)
    }

    /// 503: something we depend on does not answer.
    pub fn unavailable() -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "We're temporarily offline for maintenance. Please try again later.")
            .retry_after(UNAVAILABLE_RETRY_SECONDS)
    }

    /// Whether the same request can succeed when it is made again, unchanged.
    pub fn retryable(&self) -> bool {
        self.retry_after_seconds.is_some()
    }

    fn retry_after(mut self, seconds: u32) -> Self {
        self.retry_after_seconds = Some(seconds);
        self
    }
}

/// 400 with the keys at fault.
impl From<Faults> for Problem {
    fn from(faults: Faults) -> Self {
        Self::invalid(faults.to_json())
    }
}

/// 409: the loan is with a collection agency.
impl From<NotExternal> for Problem {
    fn from(refusal: NotExternal) -> Self {
        Self { nuance: Some(Nuance::FailedPrecondition), ..Self::conflict(refusal.to_string()) }
    }
}

/// Logs what is a fault of ours, here and only here.
impl From<TableError> for Problem {
    fn from(error: TableError) -> Self {
        match error {
            TableError::Lost { .. } | TableError::Conflict => Self::lost_race(),
            TableError::Throttled => Self::throttled(),
            TableError::Unavailable => Self::unavailable(),
            TableError::TooLarge => Self::too_large("The resource would become larger than can be stored."),
            TableError::Corrupt { key } => {
                tracing::error!(retryable = false, pk = %key.pk, sk = %key.sk, "a stored item cannot be read");
                Self::internal()
            }
            TableError::Refused { code } => {
                tracing::error!(retryable = false, code, "the table refused a call");
                Self::internal()
            }
        }
    }
}

/// Rides in the response's extensions until the outermost layer presents it in the function's dialect.
impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}
