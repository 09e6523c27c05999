//! Bodies that are no JSON objects, or not taken as such: too large, too deep, in another encoding or format.

use super::case::{Case, try_all};
use super::operation::{Operation, operations};

const EMPTY: &str = "The body is empty; a JSON document is expected.";
const NOT_AN_OBJECT: &str = "The body must be a JSON object.";
const NOT_UTF_8: &str = "The body is not valid UTF-8.";
const TOO_DEEP: &str = "The body nests deeper than 32 levels.";
const TOO_LARGE: &str = "The body is larger than 1048576 bytes.";
const NOT_JSON: &str = "The body must be application/json in UTF-8.";

fn changing() -> impl Iterator<Item = Operation> {
    operations(Operation::changes)
}

/// What is wrong, the body, what is said.
const FORMS: &[(&str, &[u8], &str)] = &[
    ("no body", b"", EMPTY),
    ("only spaces", b" \t\r\n", EMPTY),
    ("a list", b"[]", NOT_AN_OBJECT),
    ("a list of an object", b"[{}]", NOT_AN_OBJECT),
    ("a string", br#""x""#, NOT_AN_OBJECT),
    ("null", b"null", NOT_AN_OBJECT),
    ("true", b"true", NOT_AN_OBJECT),
    ("a number", b"5", NOT_AN_OBJECT),
    ("a byte order mark", b"\xEF\xBB\xBF{}", "The body must not begin with a byte order mark."),
    ("a byte that is never in UTF-8", b"{\"applicant_name\":\"Shri\xFF\"}", NOT_UTF_8),
    ("the same in a key", b"{\"\xFF\":1}", NOT_UTF_8),
    ("a character cut short", b"{\"applicant_name\":\"Shri\xE2\x82\"}", NOT_UTF_8),
    ("an overlong NUL", b"{\"applicant_name\":\"Shri\xC0\x80\"}", NOT_UTF_8),
    ("a surrogate", b"{\"applicant_name\":\"Shri\xED\xA0\x80\"}", NOT_UTF_8),
    ("Latin-1", b"{\"applicant_name\":\"Andr\xE9\"}", NOT_UTF_8),
    ("UTF-16", b"\xFF\xFE{\0}\0", NOT_UTF_8),
    ("a number too long at the top", b"1e400", "The body is refused: A number has at most 28 digits."),
    (
        "a NUL at the top",
        br#""\u0000""#,
        "The body is refused: Value has a NUL or a character that overrides the direction of text.",
    ),
];

#[tokio::test]
async fn a_body_is_an_object_in_utf_8() {
    let cases = changing().flat_map(|operation| {
        FORMS.iter().map(move |(name, body, message)| Case::refused(name, operation, 400, message).body(*body))
    });
    try_all(cases).await;
}

/// What is wrong, the body, the column at which JSON ends.
const SYNTAX: &[(&str, &str, usize)] = &[
    ("trailing garbage", "{} x", 4),
    ("two documents", "{}{}", 3),
    ("a trailing comma", r#"{"a":1,}"#, 8),
    ("a trailing comma in a list", r#"{"a":[1,]}"#, 9),
    ("a missing comma", r#"{"a":1 "b":2}"#, 8),
    ("a missing colon", r#"{"a" 1}"#, 6),
    ("a missing value", r#"{"a":}"#, 6),
    ("a missing end", r#"{"a":1"#, 6),
    ("a string without its end", r#"{"a":"b"#, 7),
    ("brackets that do not match", r#"{"a":[1}"#, 8),
    ("single quotes", "{'a':1}", 2),
    ("a key without quotes", "{a:1}", 2),
    ("a number for a key", "{1:1}", 2),
    ("NaN", r#"{"a":NaN}"#, 6),
    ("Infinity", r#"{"a":Infinity}"#, 6),
    ("-Infinity", r#"{"a":-Infinity}"#, 7),
    ("undefined", r#"{"a":undefined}"#, 6),
    ("a leading zero", r#"{"a":01}"#, 7),
    ("a negative leading zero", r#"{"a":-01}"#, 8),
    ("a plus sign", r#"{"a":+1}"#, 6),
    ("no digit before the point", r#"{"a":.5}"#, 6),
    ("no digit after the point", r#"{"a":1.}"#, 8),
    ("no digit in the exponent", r#"{"a":1e}"#, 8),
    ("hexadecimal", r#"{"a":0x10}"#, 7),
    ("separated thousands", r#"{"a":1_000}"#, 7),
    ("a lone minus", r#"{"a":-}"#, 7),
    ("True", r#"{"a":True}"#, 6),
    ("a comment", "{/* loan */}", 2),
    ("a comment before", "// loan", 1),
    ("an unknown escape", r#"{"a":"\x41"}"#, 8),
    ("an escape cut short", r#"{"a":"\u12"}"#, 12),
    ("a tab in a string", "{\"a\":\"\t\"}", 6),
    ("a NUL in a string", "{\"a\":\"\0\"}", 6),
    ("a NUL after the end", "{}\0", 3),
    ("a form", "loan_id=1&loan_type=x", 1),
    ("XML", "<loan/>", 1),
    ("a no-break space", "{\u{a0}}", 2),
];

#[tokio::test]
async fn what_is_not_json_is_refused_at_its_place() {
    let cases = changing().flat_map(|operation| {
        SYNTAX.iter().map(move |(name, body, column)| {
            let message = format!("The body is not valid JSON: the fault is at line 1, column {column}.");
            Case::refused(name, operation, 400, &message).body(*body)
        })
    });
    try_all(cases).await;
}

#[tokio::test]
async fn a_line_break_in_a_string_is_refused_at_its_line() {
    let message = "The body is not valid JSON: the fault is at line 2, column 6.";
    try_all(
        changing().map(|operation| Case::refused("a line break", operation, 400, message).body("{\n\"a\":\"b\n\"}")),
    )
    .await;
}

#[tokio::test]
async fn a_body_nests_no_deeper_than_its_limit() {
    let nested = |open: &str, close: &str, levels: usize| format!("{}{}", open.repeat(levels), close.repeat(levels));
    let bodies = [
        ("100000 lists, none closed", "[".repeat(100_000)),
        ("100000 objects, none closed", r#"{"a":"#.repeat(100_000)),
        ("100000 lists", nested("[", "]", 100_000)),
        ("40 lists", nested("[", "]", 40)),
        ("33 lists", nested("[", "]", 33)),
        ("32 lists in an object", format!(r#"{{"a":{}}}"#, nested("[", "]", 32))),
        ("40 objects", format!("{}1{}", r#"{"a":"#.repeat(40), "}".repeat(40))),
        ("40 levels in a key of the document", format!(r#"{{"applicant_address":{}}}"#, nested("[", "]", 40))),
    ];
    let cases = changing().flat_map(|operation| {
        bodies.iter().map(move |(name, body)| Case::refused(name, operation, 400, TOO_DEEP).body(body.as_str()))
    });
    try_all(cases).await;
}

#[tokio::test]
async fn a_body_is_no_larger_than_its_limit() {
    let two_megabytes = format!(r#"{{"applicant_name":"{}"}}"#, "x".repeat(2 * 1024 * 1024));
    let one_byte_over = format!("{{}}{}", " ".repeat(1024 * 1024 - 1));
    let cases = changing().flat_map(|operation| {
        let too_large = |name: &str| Case::refused(name, operation, 413, TOO_LARGE);
        [
            too_large("2 MB").body(two_megabytes.as_str()),
            too_large("2 MB, announced").body(two_megabytes.as_str()).header("content-length", "2097175"),
            too_large("2 MB, streamed").body(two_megabytes.as_str()).streamed(),
            too_large("one byte too many").body(one_byte_over.as_str()).streamed(),
            too_large("announced, not sent").header("content-length", "18446744073709551615"),
        ]
    });
    try_all(cases).await;
}

const OTHER_TYPES: &[&str] = &[
    "text/plain",
    "text/json",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/xml",
    "application/json; charset=latin1",
    "application/json; charset=utf-16",
    "application/jsonp",
    "application/+json",
    "json",
    "",
    "application/json, text/plain",
];

#[tokio::test]
async fn a_body_of_another_type_is_refused() {
    let cases = changing().flat_map(|operation| {
        let refused = move |name: &str| Case::refused(name, operation, 415, NOT_JSON);
        let others = OTHER_TYPES.iter().map(move |media| refused(media).header("content-type", media));
        let twice = refused("two types").further_header("content-type", "text/plain");
        others.chain([twice])
    });
    try_all(cases).await;
}
