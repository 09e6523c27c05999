//! A request that changes something: its body, the idempotency key, and the parameters of its query.

use std::collections::BTreeMap;

use axum::body::Bytes;
use axum::extract::Request;
use domain::field::Faults;
use domain::json::{Json, Object};
use http::request::Parts;
use percent_encoding::percent_decode_str;

use super::body;
use super::problem::Problem;
use crate::idempotency::IdempotentRequest;

/// How much of a parameter's name is repeated in a refusal, in characters.
const NAME_CHARS_MAX: usize = 32;

/// The parameters of a query, each once.
pub type Parameters = BTreeMap<String, String>;

/// What a changing request brings.
#[derive(Debug)]
pub struct Incoming {
    /// Its body.
    pub body: Object,
    /// Its identity, if it carries an idempotency key.
    pub idempotent: Option<IdempotentRequest>,
    /// Its query.
    pub parameters: Parameters,
}

/// Reads a changing request, whose body must be a JSON object.
pub async fn read(request: Request) -> Result<Incoming, Problem> {
    let (parts, bytes) = parts_and_bytes(request).await?;
    incoming(&parts, &bytes)
}

/// As [`read`]; a request without a body is one with an empty object, as a custom verb's that needs to be told nothing.
pub async fn read_optional(request: Request) -> Result<Incoming, Problem> {
    let (parts, bytes) = parts_and_bytes(request).await?;
    if bytes.is_empty() {
        let idempotent = IdempotentRequest::from_request(&parts.method, &parts.uri, &parts.headers, &bytes)?;
        return Ok(Incoming { body: Object::new(), idempotent, parameters: parameters(parts.uri.query())? });
    }
    incoming(&parts, &bytes)
}

async fn parts_and_bytes(request: Request) -> Result<(Parts, Bytes), Problem> {
    let (parts, content) = request.into_parts();
    let bytes = body::read(Request::from_parts(parts.clone(), content)).await?;
    Ok((parts, bytes))
}

fn incoming(parts: &Parts, bytes: &Bytes) -> Result<Incoming, Problem> {
    let parameters = parameters(parts.uri.query())?;
    let idempotent = IdempotentRequest::from_request(&parts.method, &parts.uri, &parts.headers, bytes)?;
    let Json::Object(body) = body::parse(bytes)? else {
        return Err(Problem::bad_request("The body must be a JSON object."));
    };
    Ok(Incoming { body, idempotent, parameters })
}

/// Reads a query. A parameter given twice is refused: it would not be known which one counts.
pub fn parameters(query: Option<&str>) -> Result<Parameters, Problem> {
    let mut parameters = Parameters::new();
    for pair in query.unwrap_or_default().split('&').filter(|pair| !pair.is_empty()) {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        let (key, value) = (decoded(key)?, decoded(value)?);
        if parameters.insert(key.clone(), value).is_some() {
            return Err(Faults::at(abridged(&key), "Parameter is given more than once").into());
        }
    }
    Ok(parameters)
}

/// Refuses parameters that the operation does not have, naming them.
pub fn only_known(parameters: &Parameters, known: &[&str]) -> Result<(), Faults> {
    let mut faults = Faults::default();
    for name in parameters.keys().filter(|name| !known.contains(&name.as_str())) {
        faults.add(abridged(name), "Parameter is not known");
    }
    faults.into_result()
}

/// The whole number that a parameter says, from `least` to `most`; `absent` where there is no such parameter.
pub fn whole_number(parameters: &Parameters, key: &str, (least, most): (u32, u32), absent: u32) -> Result<u32, Faults> {
    let Some(text) = parameters.get(key) else { return Ok(absent) };
    // Signs are no digits, though they can be parsed.
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    let number = text.parse().ok().filter(|number| digits && (least..=most).contains(number));
    number.ok_or_else(|| Faults::at(key, format!("Value must be a whole number from {least} to {most}")))
}

fn abridged(name: &str) -> String {
    name.chars().take(NAME_CHARS_MAX).collect()
}

fn decoded(text: &str) -> Result<String, Problem> {
    let spaced = text.replace('+', " ");
    let decoded = percent_decode_str(&spaced).decode_utf8();
    decoded.map(std::borrow::Cow::into_owned).map_err(|_| Problem::bad_request("The query is not valid UTF-8."))
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    #[test]
    fn a_parameter_is_given_once_and_known() {
        let read = parameters(Some("page_size=2&filter=a+%3D%201&&flag")).expect("a query");
        let expected = [("filter", "a = 1"), ("flag", ""), ("page_size", "2")];
        assert_eq!(read, expected.map(|(key, value)| (key.to_owned(), value.to_owned())).into());
        assert_eq!(
            only_known(&read, &["page_size", "filter"]).expect_err("unknown"),
            Faults::at("flag", "Parameter is not known")
        );
        let twice = parameters(Some("a=1&%61=1")).expect_err("given twice");
        assert_eq!(twice, Faults::at("a", "Parameter is given more than once").into());
        assert_eq!(parameters(Some("a=%ff")).expect_err("no text").message, "The query is not valid UTF-8.");
    }

    #[tokio::test]
    async fn a_body_may_be_left_out_only_where_it_may() {
        let request = |body: &'static str| Request::post("/x:close?notes=n").body(Body::from(body)).expect("a request");
        assert!(read(request("")).await.is_err());
        let incoming = read_optional(request("")).await.expect("a request");
        assert!(incoming.body.is_empty());
        assert_eq!(incoming.parameters.get("notes").map(String::as_str), Some("n"));
        assert_eq!(read_optional(request(r#"{"a":1}"#)).await.expect("a request").body.len(), 1);
        assert!(read_optional(request(" ")).await.is_err() && read_optional(request("[]")).await.is_err());
    }
}
