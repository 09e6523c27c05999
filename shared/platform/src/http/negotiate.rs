//! Whether the client takes JSON.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use http::HeaderMap;
use http::header::ACCEPT;

use super::problem::Problem;

/// Refuses a request whose `Accept` excludes JSON with 406.
pub(super) async fn layer(request: Request, next: Next) -> Result<Response, Problem> {
    if accepts_json(request.headers()) { Ok(next.run(request).await) } else { Err(Problem::not_acceptable()) }
}

/// Whether `application/json` is acceptable. The most specific range that matches decides, as RFC 9110 section 12.5.1 says.
pub fn accepts_json(headers: &HeaderMap) -> bool {
    let mut ranges = headers.get_all(ACCEPT).iter().peekable();
    if ranges.peek().is_none() {
        return true;
    }
    let ranges = ranges.filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(','));
    let best = ranges.filter_map(json_range).max_by_key(|range| (range.specificity, range.acceptable));
    best.is_some_and(|range| range.acceptable)
}

/// What one media range says of JSON.
struct JsonRange {
    /// 0 for any type, 1 for any application type, 2 for JSON itself.
    specificity: u8,
    acceptable: bool,
}

/// `None` where the range does not cover JSON.
fn json_range(range: &str) -> Option<JsonRange> {
    let mut parts = range.split(';').map(str::trim);
    let media_type = parts.next().unwrap_or_default();
    let specificity = match media_type.to_ascii_lowercase().as_str() {
        "*/*" => 0,
        "application/*" => 1,
        "application/json" => 2,
        _ => return None,
    };
    Some(JsonRange { specificity, acceptable: !parts.any(is_zero_quality) })
}

fn is_zero_quality(parameter: &str) -> bool {
    let Some((name, value)) = parameter.split_once('=') else { return false };
    let value = value.trim();
    name.trim().eq_ignore_ascii_case("q") && value.starts_with('0') && value.chars().all(|c| matches!(c, '0' | '.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepts(accept: &str) -> bool {
        accepts_json(&HeaderMap::from_iter([(ACCEPT, accept.parse().expect("a header value"))]))
    }

    #[test]
    fn json_is_taken_unless_excluded() {
        assert!(accepts_json(&HeaderMap::new()));
        for accept in ["*/*", "application/*", "application/json", "APPLICATION/JSON", "text/html, */*;q=0.1"] {
            assert!(accepts(accept), "{accept}");
        }
        for accept in ["application/json; charset=utf-8", "application/json;q=0.001", "text/*;q=0, application/json"] {
            assert!(accepts(accept), "{accept}");
        }
    }

    #[test]
    fn a_format_that_is_not_json_is_refused() {
        for accept in ["text/html", "application/xml", "text/*", "", "application/json;q=0", "*/*;q=0.000"] {
            assert!(!accepts(accept), "{accept}");
        }
    }

    #[test]
    fn the_most_specific_range_decides() {
        assert!(!accepts("*/*, application/json;q=0"));
        assert!(!accepts("application/*;q=0, */*"));
        assert!(accepts("application/*;q=0, application/json"));
        assert!(accepts("*/*;q=0, application/json"));
    }
}
