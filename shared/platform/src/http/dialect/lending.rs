//! The lending editions: `{"message": "...", "output": {"errors": {...}}}`.

use domain::company::CompanyKind;
use domain::json::{Json, Object};
use http::{HeaderMap, StatusCode};

use super::{PresentContext, Presented};
use crate::communications::Absent;
use crate::http::answer::Answer;
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

/// What the operations that the editions leave open answer: `{"message": "success", "output": ...}`.
pub fn success(status: StatusCode, output: impl Into<Json>) -> Answer {
    Answer::new(status, Json::object([("message", Json::text("success")), ("output", output.into())]))
}

/// A page of a list of so many in all; `last` is what the next page comes after, if there is one.
pub fn page(key: &str, shown: Vec<Json>, total: usize, last: Option<&str>) -> Answer {
    let total = i64::try_from(total).unwrap_or(i64::MAX);
    let output = Json::object([(key, Json::List(shown)), ("total", Json::integer(total)), ("next", last.into())]);
    success(StatusCode::OK, output)
}

/// That there is nothing to write to a borrower about.
pub fn absent(absent: Absent, kind: CompanyKind) -> Problem {
    let what = if kind == CompanyKind::Lending { "Loan" } else { "Transaction" };
    Problem::not_found(match absent {
        Absent::Loan => format!("{what} not found"),
        Absent::Month => format!("{what} of this allocation_month not found"),
    })
}
