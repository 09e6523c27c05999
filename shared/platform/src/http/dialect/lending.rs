//! The lending editions: `{"message": "...", "output": {"errors": {...}}}`.

use domain::json::{Json, Object};
use http::HeaderMap;

use super::{PresentContext, Presented};
use crate::http::problem::Problem;

/// `output` is there only where keys are at fault, `request_id` only where the fault is ours: it is what to ask us about.
pub fn present(problem: &Problem, context: &PresentContext<'_>) -> Presented {
    let mut body = Object::new();
    body.insert("message".to_owned(), Json::text(&problem.message));
    if let Some(errors) = &problem.errors {
        let output = Object::from([("errors".to_owned(), Json::clone(errors))]);
        body.insert("output".to_owned(), Json::Object(output));
    }
    if problem.status.is_server_error() {
        body.insert("request_id".to_owned(), Json::text(context.request_id));
    }
    Presented { body: Json::Object(body), headers: HeaderMap::new() }
}
