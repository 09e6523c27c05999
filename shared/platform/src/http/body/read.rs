//! A body's bytes, if they are of the right kind and not too many.

use axum::body::{Body, Bytes};
use axum::extract::Request;
use http::HeaderMap;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http_body_util::{BodyExt, LengthLimitError, Limited};

use crate::http::problem::Problem;

/// Largest body, in bytes: 1 MiB.
pub const BODY_BYTES_MAX: usize = 1024 * 1024;

/// The bytes of a request's JSON body. 415 when it says to be something else, 413 above [`BODY_BYTES_MAX`].
pub async fn read(request: Request) -> Result<Bytes, Problem> {
    if !is_json(request.headers()) {
        return Err(Problem::unsupported_media_type());
    }
    read_any(request).await
}

/// The bytes of a body of any content type. 413 above [`BODY_BYTES_MAX`].
pub async fn read_any(request: Request) -> Result<Bytes, Problem> {
    let announced = request.headers().get(CONTENT_LENGTH).and_then(|length| length.to_str().ok());
    if announced.and_then(|length| length.parse::<usize>().ok()).is_some_and(|length| length > BODY_BYTES_MAX) {
        return Err(too_large());
    }
    collect(request.into_body()).await
}

async fn collect(body: Body) -> Result<Bytes, Problem> {
    match Limited::new(body, BODY_BYTES_MAX).collect().await {
        Ok(body) => Ok(body.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => Err(too_large()),
        Err(_) => Err(Problem::bad_request("The body could not be read to its end.")),
    }
}

fn too_large() -> Problem {
    Problem::too_large(format!("The body is larger than {BODY_BYTES_MAX} bytes."))
}

/// Whether the content type is JSON in UTF-8. A missing one is taken to be.
pub fn is_json(headers: &HeaderMap) -> bool {
    let mut types = headers.get_all(CONTENT_TYPE).iter();
    match (types.next(), types.next()) {
        (None, _) => true,
        (Some(one), None) => one.to_str().is_ok_and(is_json_type),
        _ => false,
    }
}

fn is_json_type(content_type: &str) -> bool {
    let mut parts = content_type.split(';').map(str::trim);
    let essence = parts.next().unwrap_or_default().to_ascii_lowercase();
    let suffixed = essence.strip_prefix("application/").and_then(|subtype| subtype.strip_suffix("+json"));
    let json = essence == "application/json" || suffixed.is_some_and(|name| !name.is_empty());
    json && parts.all(is_utf8_if_charset)
}

fn is_utf8_if_charset(parameter: &str) -> bool {
    let Some((name, value)) = parameter.split_once('=') else { return true };
    !name.trim().eq_ignore_ascii_case("charset") || value.trim().trim_matches('"').eq_ignore_ascii_case("utf-8")
}
