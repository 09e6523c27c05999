//! How a function says what is wrong: each published API has its own form.

pub mod agencies;
pub mod aip;
pub mod lending;
pub mod recovery;

use domain::json::Json;
use http::HeaderMap;

use super::problem::Problem;

/// What a presenter may use beside the problem.
#[derive(Debug, Clone, Copy)]
pub struct PresentContext<'a> {
    /// The path asked for; a function that serves several dialects tells them apart by it.
    pub path: &'a str,
    /// Names the request in answers and logs.
    pub request_id: &'a str,
}

/// A problem in a dialect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Presented {
    /// The body.
    pub body: Json,
    /// Headers of the dialect. `Retry-After`, `Allow` and `WWW-Authenticate: Bearer` come by themselves.
    pub headers: HeaderMap,
}

/// Puts a problem into a dialect.
pub type Presenter = fn(&Problem, &PresentContext<'_>) -> Presented;
