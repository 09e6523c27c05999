//! The accounts APIs: `{"error": {"code": 400, "status": "INVALID_ARGUMENT", "message": "...", "details": [...]}}`.
//!
//! It is the form of Google's API improvement proposal 193. The status words are those of `google.rpc.Code`; `details` are of the types of
//! `google.rpc`, with keys in snake case as everywhere in these APIs:
//!
//! | detail | where | says |
//! |---|---|---|
//! | `BadRequest` | keys or parameters are at fault | each with its path, as `settings.interest.rate` or `tranches[0].amount` (counted from 0) |
//! | `RetryInfo` | the same request can succeed later | after how long, as `"1s"` |
//! | `RequestInfo` | the fault is ours | the id to ask us about |

use domain::json::{Json, Object};
use http::{HeaderMap, StatusCode};

use super::{PresentContext, Presented};
use crate::http::problem::{Nuance, Problem};

/// The problem in AIP-193's form.
pub fn present(problem: &Problem, context: &PresentContext<'_>) -> Presented {
    let violations = problem.errors.as_deref().map(violations).unwrap_or_default();
    let error = Object::from([
        ("code".to_owned(), Json::integer(i64::from(problem.status.as_u16()))),
        ("status".to_owned(), Json::text(status_word(problem))),
        ("message".to_owned(), Json::text(message(problem, &violations))),
        ("details".to_owned(), Json::List(details(problem, context, &violations))),
    ]);
    let body = Object::from([("error".to_owned(), Json::Object(error))]);
    Presented { body: Json::Object(body), headers: HeaderMap::new() }
}

/// The word of `google.rpc.Code` for a problem. Codes that HTTP tells apart finer than that, as 406 and 415, are faults of the request's.
fn status_word(problem: &Problem) -> &'static str {
    match problem.nuance {
        Some(Nuance::FailedPrecondition) => return "FAILED_PRECONDITION",
        Some(Nuance::AlreadyExists) => return "ALREADY_EXISTS",
        None => {}
    }
    match problem.status {
        StatusCode::UNAUTHORIZED => "UNAUTHENTICATED",
        StatusCode::FORBIDDEN => "PERMISSION_DENIED",
        StatusCode::NOT_FOUND => "NOT_FOUND",
        StatusCode::METHOD_NOT_ALLOWED | StatusCode::NOT_IMPLEMENTED => "UNIMPLEMENTED",
        StatusCode::CONFLICT => "ABORTED",
        StatusCode::PRECONDITION_FAILED => "FAILED_PRECONDITION",
        StatusCode::TOO_MANY_REQUESTS => "RESOURCE_EXHAUSTED",
        StatusCode::SERVICE_UNAVAILABLE => "UNAVAILABLE",
        StatusCode::GATEWAY_TIMEOUT => "DEADLINE_EXCEEDED",
        status if status.is_client_error() => "INVALID_ARGUMENT",
        status if status.is_server_error() => "INTERNAL",
        _ => "UNKNOWN",
    }
}

/// A path and what is wrong there.
type Violation<'a> = (String, &'a str);

/// The first of what is wrong, for who reads no more than the message.
fn message(problem: &Problem, violations: &[Violation<'_>]) -> String {
    let Some((first, others)) = violations.split_first() else { return problem.message.clone() };
    let said = match first {
        // Sentences of parameters begin with their name.
        (field, description) if description.starts_with(field.as_str()) => (*description).to_owned(),
        (field, description) => format!("{field}: {description}"),
    };
    if others.is_empty() { said } else { format!("{said} (and {} more)", others.len()) }
}

fn details(problem: &Problem, context: &PresentContext<'_>, violations: &[Violation<'_>]) -> Vec<Json> {
    let bad_request = || {
        let violation = |(field, description): &Violation<'_>| {
            let members = [("field", field.as_str()), ("description", *description)];
            Json::Object(members.map(|(key, value)| (key.to_owned(), Json::text(value))).into())
        };
        detail("BadRequest", "field_violations", Json::List(violations.iter().map(violation).collect()))
    };
    let retry = |seconds: u32| detail("RetryInfo", "retry_delay", Json::text(format!("{seconds}s")));
    let request = || detail("RequestInfo", "request_id", Json::text(context.request_id));
    let details = [
        (!violations.is_empty()).then(bad_request),
        problem.retry_after_seconds.map(retry),
        problem.status.is_server_error().then(request),
    ];
    details.into_iter().flatten().collect()
}

fn detail(name: &str, key: &str, value: Json) -> Json {
    let name = Json::text(format!("type.googleapis.com/google.rpc.{name}"));
    Json::Object(Object::from([("@type".to_owned(), name), (key.to_owned(), value)]))
}

fn violations(errors: &Json) -> Vec<Violation<'_>> {
    let mut violations = Vec::new();
    collect(String::new(), errors, &mut violations);
    violations
}

/// As deep as a body may nest, which [`crate::http::body`] bounds.
fn collect<'a>(path: String, errors: &'a Json, violations: &mut Vec<Violation<'a>>) {
    match errors {
        Json::Object(members) => members.iter().for_each(|(key, inside)| collect(step(&path, key), inside, violations)),
        Json::Text(description) => violations.push((path, description)),
        _ => {}
    }
}

/// A position in a list is a key of digits.
fn step(path: &str, key: &str) -> String {
    let is_position = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_digit());
    match (path, is_position) {
        ("", _) => key.to_owned(),
        (path, true) => format!("{path}[{key}]"),
        (path, false) => format!("{path}.{key}"),
    }
}

#[cfg(test)]
mod tests {
    use domain::field::Faults;

    use super::*;

    fn presented(problem: &Problem) -> String {
        let context = PresentContext { path: "/v1/things", request_id: "req_1" };
        serde_json::to_string(&present(problem, &context).body).expect("serializes")
    }

    #[test]
    fn a_problem_says_its_code_its_word_and_its_message() {
        assert_eq!(
            presented(&Problem::not_found("Account not found")),
            r#"{"error":{"code":404,"status":"NOT_FOUND","message":"Account not found","details":[]}}"#
        );
    }

    #[test]
    fn keys_at_fault_are_field_violations_with_their_paths() {
        let mut settings = Faults::default();
        settings.add_inside("interest", Faults::at("rate", "Value must be a number"));
        let mut faults = Faults::default();
        faults.add_inside("settings", settings);
        faults.add_inside("tranches", {
            let mut tranches = Faults::default();
            tranches.add_inside("0", Faults::at("amount", "Value is required"));
            tranches
        });
        assert_eq!(
            presented(&Problem::from(faults)),
            concat!(
                r#"{"error":{"code":400,"status":"INVALID_ARGUMENT","#,
                r#""message":"settings.interest.rate: Value must be a number (and 1 more)","details":["#,
                r#"{"@type":"type.googleapis.com/google.rpc.BadRequest","field_violations":["#,
                r#"{"field":"settings.interest.rate","description":"Value must be a number"},"#,
                r#"{"field":"tranches[0].amount","description":"Value is required"}]}]}}"#
            )
        );
    }

    #[test]
    fn what_can_be_asked_again_says_when_and_what_is_our_fault_says_its_id() {
        assert_eq!(
            presented(&Problem::lost_race()),
            concat!(
                r#"{"error":{"code":409,"status":"ABORTED","#,
                r#""message":"The resource is being changed by other requests. Please try again.","#,
                r#""details":[{"@type":"type.googleapis.com/google.rpc.RetryInfo","retry_delay":"1s"}]}}"#
            )
        );
        assert_eq!(
            presented(&Problem::unavailable()),
            concat!(
                r#"{"error":{"code":503,"status":"UNAVAILABLE","#,
                r#""message":"We're temporarily offline for maintenance. Please try again later.","#,
                r#""details":[{"@type":"type.googleapis.com/google.rpc.RetryInfo","retry_delay":"5s"},"#,
                r#"{"@type":"type.googleapis.com/google.rpc.RequestInfo","request_id":"req_1"}]}}"#
            )
        );
    }

    #[test]
    fn every_problem_has_its_word() {
        let words = [
            (Problem::bad_request(""), 400, "INVALID_ARGUMENT"),
            (Problem::failed_precondition(""), 400, "FAILED_PRECONDITION"),
            (Problem::unauthorized(), 401, "UNAUTHENTICATED"),
            (Problem::forbidden(), 403, "PERMISSION_DENIED"),
            (Problem::method_not_allowed(), 405, "UNIMPLEMENTED"),
            (Problem::not_acceptable(), 406, "INVALID_ARGUMENT"),
            (Problem::conflict(""), 409, "ABORTED"),
            (Problem::already_exists(""), 409, "ALREADY_EXISTS"),
            (Problem::new(StatusCode::PRECONDITION_FAILED, ""), 412, "FAILED_PRECONDITION"),
            (Problem::too_large(""), 413, "INVALID_ARGUMENT"),
            (Problem::unsupported_media_type(), 415, "INVALID_ARGUMENT"),
            (Problem::unprocessable(""), 422, "INVALID_ARGUMENT"),
            (Problem::new(StatusCode::TOO_MANY_REQUESTS, ""), 429, "RESOURCE_EXHAUSTED"),
            (Problem::internal(), 500, "INTERNAL"),
            (Problem::throttled(), 503, "UNAVAILABLE"),
        ];
        for (problem, status, word) in words {
            assert_eq!((problem.status.as_u16(), status_word(&problem)), (status, word));
        }
    }
}
