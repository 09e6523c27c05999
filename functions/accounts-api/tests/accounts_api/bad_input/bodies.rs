//! Bodies that are no JSON objects, or not taken as such.

use super::case::{Case, try_all};
use super::operation::{Body, Operation, operations};

const EMPTY: &str = "The body is empty; a JSON document is expected.";
const NOT_AN_OBJECT: &str = "The body must be a JSON object.";
const NOT_UTF_8: &str = "The body is not valid UTF-8.";
const TOO_DEEP: &str = "The body nests deeper than 32 levels.";
const TOO_LARGE: &str = "The body is larger than 1048576 bytes.";
const NOT_JSON: &str = "The body must be application/json in UTF-8.";

/// What is wrong, the body, what is said.
const FORMS: &[(&str, &[u8], &str)] = &[
    ("only spaces", b" \t\r\n", EMPTY),
    ("a list", b"[]", NOT_AN_OBJECT),
    ("a list of an object", b"[{}]", NOT_AN_OBJECT),
    ("a string", br#""x""#, NOT_AN_OBJECT),
    ("null", b"null", NOT_AN_OBJECT),
    ("a number", b"5", NOT_AN_OBJECT),
    ("a byte order mark", b"\xEF\xBB\xBF{}", "The body must not begin with a byte order mark."),
    ("a byte that is never in UTF-8", b"{\"notes\":\"Shri\xFF\"}", NOT_UTF_8),
    ("a surrogate", b"{\"notes\":\"Shri\xED\xA0\x80\"}", NOT_UTF_8),
    ("trailing garbage", b"{} x", "The body is not valid JSON: the fault is at line 1, column 4."),
    ("two documents", b"{}{}", "The body is not valid JSON: the fault is at line 1, column 3."),
    ("a trailing comma", br#"{"a":1,}"#, "The body is not valid JSON: the fault is at line 1, column 8."),
    ("a missing end", br#"{"a":1"#, "The body is not valid JSON: the fault is at line 1, column 6."),
    ("single quotes", b"{'a':1}", "The body is not valid JSON: the fault is at line 1, column 2."),
    ("NaN", br#"{"amount":NaN}"#, "The body is not valid JSON: the fault is at line 1, column 11."),
    ("a leading zero", br#"{"amount":01}"#, "The body is not valid JSON: the fault is at line 1, column 12."),
    ("a form", b"amount=1", "The body is not valid JSON: the fault is at line 1, column 1."),
    ("XML", b"<loan/>", "The body is not valid JSON: the fault is at line 1, column 1."),
];

#[tokio::test]
async fn a_body_is_an_object() {
    let cases = operations(Operation::takes_body).flat_map(|operation| {
        FORMS.iter().map(move |(name, body, message)| Case::malformed(name, &operation, message).body(*body))
    });
    try_all(cases).await;
}

#[tokio::test]
async fn a_body_that_is_needed_is_there() {
    let needing = operations(|operation| matches!(operation.body, Body::Required(_)));
    try_all(needing.map(|operation| Case::malformed("no body", &operation, EMPTY).body(""))).await;
}

#[tokio::test]
async fn a_body_has_its_limits() {
    let large = format!(r#"{{"notes":"{}"}}"#, "x".repeat(1024 * 1024));
    let deep = format!(r#"{{"notes":{}{}}}"#, "[".repeat(40), "]".repeat(40));
    let cases = operations(Operation::takes_body).flat_map(|operation| {
        let too_large = Case::refused("a large body", &operation, 413, "INVALID_ARGUMENT", TOO_LARGE);
        [too_large.body(large.as_str()), Case::malformed("a deep body", &operation, TOO_DEEP).body(deep.as_str())]
    });
    try_all(cases).await;
}

/// A body, the key at fault, what is said of it.
const AMBIGUOUS: &[(&str, &str, &str)] = &[
    (r#"{"notes":"a","notes":"b"}"#, "notes", "Key is there more than once"),
    (r#"{"settings":{"interest":{"rate":1,"rate":2}}}"#, "settings.interest.rate", "Key is there more than once"),
    (r#"{"amount":1e400}"#, "amount", "A number has at most 28 digits"),
];

#[tokio::test]
async fn what_two_readers_could_understand_differently_is_refused() {
    let cases = operations(Operation::takes_body).flat_map(|operation| {
        AMBIGUOUS
            .iter()
            .map(move |(body, key, sentence)| Case::invalid("ambiguous", &operation, &[(key, sentence)]).body(*body))
    });
    try_all(cases).await;
}

#[tokio::test]
async fn a_body_of_another_type_is_refused() {
    let types =
        ["text/plain", "application/x-www-form-urlencoded", "application/xml", "application/json; charset=latin1", ""];
    let cases = operations(Operation::takes_body).flat_map(|operation| {
        types.map(|media| {
            let refused = Case::refused(media, &operation, 415, "INVALID_ARGUMENT", NOT_JSON);
            refused.header("content-type", media)
        })
    });
    try_all(cases).await;
}
