//! A request that changes something: its body, the idempotency key, and the parameters of its query.

use std::collections::BTreeMap;

use axum::extract::Request;
use domain::field::Faults;
use domain::json::{Json, Object};
use platform::http::body;
use platform::http::problem::Problem;
use platform::idempotency::IdempotentRequest;

use crate::refusal::invalid;

/// The parameters of a query, each once.
pub(crate) type Parameters = BTreeMap<String, String>;

/// What a changing request brings.
pub(crate) struct Incoming {
    /// Its body.
    pub(crate) body: Object,
    /// Its identity, if it carries an idempotency key.
    pub(crate) idempotent: Option<IdempotentRequest>,
    /// Its query.
    pub(crate) parameters: Parameters,
}

/// Reads a changing request.
pub(crate) async fn read(request: Request) -> Result<Incoming, Problem> {
    let (parts, content) = request.into_parts();
    let parameters = parameters(parts.uri.query())?;
    let head = Request::from_parts(parts.clone(), content);
    let bytes = body::read(head).await?;
    let idempotent = IdempotentRequest::from_request(&parts.method, &parts.uri, &parts.headers, &bytes)?;
    let Json::Object(body) = body::parse(&bytes)? else {
        return Err(Problem::bad_request("The body must be a JSON object."));
    };
    Ok(Incoming { body, idempotent, parameters })
}

/// Reads a query. A parameter given twice is refused: it would not be known which one counts.
pub(crate) fn parameters(query: Option<&str>) -> Result<Parameters, Problem> {
    let mut parameters = Parameters::new();
    for pair in query.unwrap_or_default().split('&').filter(|pair| !pair.is_empty()) {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        let (key, value) = (decoded(key)?, decoded(value)?);
        if parameters.insert(key.clone(), value).is_some() {
            return Err(invalid(&Faults::at(
                key.chars().take(32).collect::<String>(),
                "Parameter is given more than once",
            )));
        }
    }
    Ok(parameters)
}

fn decoded(text: &str) -> Result<String, Problem> {
    let spaced = text.replace('+', " ");
    let decoded = percent_encoding::percent_decode_str(&spaced).decode_utf8();
    decoded.map(std::borrow::Cow::into_owned).map_err(|_| Problem::bad_request("The query is not valid UTF-8."))
}
