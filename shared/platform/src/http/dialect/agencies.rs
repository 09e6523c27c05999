//! The collection agency API: `{"status": 404, "message": "..."}`, the envelope of its answers without data.
//!
//! Where keys or parameters are at fault, the message names the first and says what is wrong with it, and `errors` has them all, nested
//! as the body is.

use domain::json::{Json, Object};
use http::HeaderMap;

use super::recovery::first;
use super::{PresentContext, Presented};
use crate::http::problem::Problem;

/// The problem in the agency API's form.
pub fn present(problem: &Problem, context: &PresentContext<'_>) -> Presented {
    let message = problem.errors.as_deref().and_then(first).unwrap_or_else(|| problem.message.clone());
    let mut body = Object::from([
        ("status".to_owned(), Json::integer(i64::from(problem.status.as_u16()))),
        ("message".to_owned(), Json::text(message)),
    ]);
    if let Some(errors) = &problem.errors {
        body.insert("errors".to_owned(), Json::clone(errors));
    }
    if problem.status.is_server_error() {
        body.insert("request_id".to_owned(), Json::text(context.request_id));
    }
    Presented { body: Json::Object(body), headers: HeaderMap::new() }
}

#[cfg(test)]
mod tests {
    use domain::field::Faults;

    use super::*;

    fn presented(problem: &Problem) -> String {
        let context = PresentContext { path: "/people/1/loans/2/collection-agency", request_id: "req_1" };
        serde_json::to_string(&present(problem, &context).body).expect("serializes")
    }

    #[test]
    fn a_problem_has_the_envelope_of_answers() {
        assert_eq!(presented(&Problem::not_found("Loan not found")), r#"{"status":404,"message":"Loan not found"}"#);
        let mut faults = Faults::at("legalName", "Value is required");
        faults.add("x", "Unknown key");
        assert_eq!(
            presented(&faults.into()),
            r#"{"status":400,"message":"legalName: Value is required","errors":{"legalName":"Value is required","x":"Unknown key"}}"#
        );
        assert!(presented(&Problem::internal()).ends_with(r#""request_id":"req_1"}"#));
    }
}
