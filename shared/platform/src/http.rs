//! HTTP plumbing that is the same in every dialect; functions are axum routers run by `lambda_http`.
//!
//! A handler answers an [`answer::Answer`] or a [`problem::Problem`]; [`service`] wraps a function's routes with what
//! every request gets: a request id, one log line, negotiation, problems presented in the function's dialect, security
//! headers, and a panic turned into a 500 that leaves the instance serving.
//!
//! Order of checks: 404 and 405 need no token; then 406, authentication, and only then the body.

pub mod answer;
pub mod body;
pub mod dialect;
pub mod incoming;
pub mod link;
pub mod negotiate;
pub mod page;
pub mod problem;
mod record;
pub mod request_id;
mod service;

pub use dialect::{PresentContext, Presented, Presenter};
pub use service::{service, service_with_pages};
