//! The log line of a request.

use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::response::Response;
use http::Method;

/// What is known of a request before it is answered. The path as sent is not: it can hold anything.
pub(super) struct Record {
    method: Method,
    route: Option<MatchedPath>,
    started: Instant,
}

impl Record {
    pub(super) fn start(request: &Request) -> Self {
        let route = request.extensions().get::<MatchedPath>().cloned();
        Self { method: request.method().clone(), route, started: Instant::now() }
    }

    /// Within the request's span, which carries the request id and, once it is known, the company.
    pub(super) fn finish(self, response: &Response, retryable: bool) {
        let status = response.status();
        let method = known(&self.method);
        let route = self.route.as_ref().map_or("none", MatchedPath::as_str);
        let duration_ms = u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX);
        let status_code = status.as_u16();
        if status.is_server_error() && !retryable {
            tracing::error!(method, route, status = status_code, duration_ms, retryable, "answered {method} {route}");
        } else if status.is_server_error() {
            tracing::warn!(method, route, status = status_code, duration_ms, retryable, "answered {method} {route}");
        } else {
            tracing::info!(method, route, status = status_code, duration_ms, retryable, "answered {method} {route}");
        }
    }
}

/// A client may invent methods; only those of the standard are worth a place in the log.
fn known(method: &Method) -> &str {
    match method.as_str() {
        name @ ("GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS" | "TRACE" | "CONNECT") => name,
        _ => "other",
    }
}
