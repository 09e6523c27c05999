//! What answers say.

use domain::json::Json;
use http::StatusCode;
use platform::http::answer::Answer;

/// `{"message": "success", "output": ...}`
pub(crate) fn answer(status: StatusCode, output: impl Into<Json>) -> Answer {
    Answer::new(status, Json::object([("message", Json::text("success")), ("output", output.into())]))
}

/// A page of a list.
pub(crate) fn page(key: &str, shown: Vec<Json>, total: usize, last: Option<&str>) -> Answer {
    let total = i64::try_from(total).unwrap_or(i64::MAX);
    let output = Json::object([(key, Json::List(shown)), ("total", Json::integer(total)), ("next", last.into())]);
    answer(StatusCode::OK, output)
}
