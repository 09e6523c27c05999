//! The id by which a request is found again in the logs.

use axum::extract::Request;
use http::HeaderName;
use lambda_http::RequestExt;
use lambda_http::request::RequestContext;

use crate::clock::Clock;
use crate::id;

/// The header that answers it.
pub const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// Longest id that is taken over from the event, in bytes; API Gateway's and Lambda's have 16 and 36.
const REQUEST_ID_BYTES_MAX: usize = 64;

/// API Gateway's id of the request, else Lambda's of the invocation, else a new one. Never one that the client sent.
pub(super) fn of(request: &Request) -> String {
    let ids = [gateway_id(request), invocation_id(request)];
    let known = ids.into_iter().flatten().find(|id| is_plain(id));
    known.unwrap_or_else(|| id::ulid(Clock::system().now()))
}

fn gateway_id(request: &Request) -> Option<String> {
    match request.request_context_ref()? {
        RequestContext::ApiGatewayV2(context) => context.request_id.clone(),
        _ => None,
    }
}

fn invocation_id(request: &Request) -> Option<String> {
    request.lambda_context_ref().map(|context| context.request_id.clone())
}

fn is_plain(id: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'=' | b'+' | b'/');
    !id.is_empty() && id.len() <= REQUEST_ID_BYTES_MAX && id.bytes().all(plain)
}
