use axum::body::Body;
use axum::extract::Request;
use http::StatusCode;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use proptest::prelude::*;

use super::*;

fn refusal(text: &str) -> String {
    let problem = parse(text.as_bytes()).expect_err(text);
    assert_eq!(problem.status, StatusCode::BAD_REQUEST, "{text}");
    let errors = problem.errors.map(|errors| serde_json::to_string(&*errors).expect("serializes"));
    errors.unwrap_or(problem.message)
}

#[test]
fn a_document_is_read_with_its_keys_in_order_and_its_numbers_exact() {
    let text = r#"{"b":[1.50,null,true,"x\n\u0939",-0.10,12345678901234567890.12345678],"a":{"":{}}}"#;
    let json = parse(format!(" \r\n\t{text}\n").as_bytes()).expect("a document");
    assert_eq!(serde_json::to_string(&json).expect("serializes"), text.replace("\\u0939", "\u{939}"));
}

#[test]
fn a_number_may_have_an_exponent_and_a_sign() {
    for (text, number) in [("1e+3", "1000"), ("1.5E2", "150"), ("-25e-2", "-0.25"), ("0e0", "0"), ("-0", "0")] {
        let read = parse(text.as_bytes()).expect(text).as_number().expect("a number");
        assert_eq!(read, number.parse().expect("a decimal"), "{text}");
    }
}

#[test]
fn any_value_is_a_document() {
    for text in ["null", "true", "false", "0", "\"\"", "[]", "{}"] {
        assert!(parse(text.as_bytes()).is_ok(), "{text}");
    }
}

#[test]
fn a_key_is_there_once_at_any_depth() {
    assert_eq!(refusal(r#"{"a":1,"a":1}"#), r#"{"a":"Key is there more than once"}"#);
    assert_eq!(refusal(r#"{"a":1,"\u0061":2}"#), r#"{"a":"Key is there more than once"}"#);
    assert_eq!(
        refusal(r#"{"list":[{},{"k":{"x":1,"y":2,"x":3}}]}"#),
        r#"{"list":{"1":{"k":{"x":"Key is there more than once"}}}}"#
    );
    assert!(parse(br#"[{"a":1},{"a":1}]"#).is_ok());
}

#[test]
fn nul_and_characters_that_turn_text_around_are_refused_by_the_path_of_their_key() {
    let sentence = "Value has a NUL or a character that overrides the direction of text";
    for bad in ["\\u0000", "\\u202e", "\u{202A}", "\u{202E}", "\u{2066}", "\u{2069}"] {
        assert_eq!(
            refusal(&format!(r#"{{"a":[{{"b":"x{bad}y"}}]}}"#)),
            format!(r#"{{"a":{{"0":{{"b":"{sentence}"}}}}}}"#)
        );
    }
    let sentence = "Key has a NUL or a character that overrides the direction of text";
    assert_eq!(refusal("{\"k\u{202E}x\":1}"), format!(r#"{{"k\\u202ex":"{sentence}"}}"#));
    assert_eq!(refusal(r#"{"\u0000":1}"#), format!(r#"{{"\\u0000":"{sentence}"}}"#));
    // The marks that right-to-left and Indic text needs stay.
    assert!(parse("{\"a\":\"\u{200C}\u{200D}\u{200E}\u{200F}\"}".as_bytes()).is_ok());
}

#[test]
fn half_a_character_is_refused() {
    assert_eq!(refusal(r#"{"a":"\ud83d"}"#), r#"{"a":"Value has an unpaired surrogate"}"#);
    assert_eq!(refusal(r#"{"a":"\ude00\ud83d"}"#), r#"{"a":"Value has an unpaired surrogate"}"#);
    assert_eq!(refusal(r#"{"a":{"\ud83d":1}}"#), r#"{"a":"A key has an unpaired surrogate"}"#);
    assert!(parse(br#"{"a":"\ud83d\ude00"}"#).is_ok());
}

#[test]
fn a_number_that_would_be_rounded_is_refused_by_its_key() {
    for number in ["99999999999999999999999999999", "1e400", "0.00000000000000000000000000001", "1e-400"] {
        assert_eq!(refusal(&format!(r#"{{"a":{{"b":{number}}}}}"#)), r#"{"a":{"b":"A number has at most 28 digits"}}"#);
    }
    assert_eq!(refusal("1e400"), "The body is refused: A number has at most 28 digits.");
}

#[test]
fn a_fault_of_syntax_is_located_and_not_repeated() {
    for text in
        ["{\n \"secret\": tru}", "{\n \"secret\" 1}", "{\n \"secret\":'x'}", "{\n \"secret\":1}}", "{\n \"secret\":1}x"]
    {
        let message = refusal(text);
        assert!(
            message.starts_with("The body is not valid JSON: the fault is at line 2, column "),
            "{text}: {message}"
        );
    }
    for text in
        ["{", "[1,]", "{\"a\":}", "{a:1}", "01", "+1", ".5", "1.", "NaN", "Infinity", "\"\n\"", "[1 2]", "1 2", "/**/1"]
    {
        assert!(refusal(text).starts_with("The body is not valid JSON"), "{text}");
    }
}

#[test]
fn what_is_no_text_is_refused() {
    assert_eq!(refusal(""), "The body is empty; a JSON document is expected.");
    assert_eq!(refusal(" \n"), "The body is empty; a JSON document is expected.");
    assert_eq!(refusal("\u{FEFF}{}"), "The body must not begin with a byte order mark.");
    let problem = parse(b"{\"a\":\"\xFF\"}").expect_err("not UTF-8");
    assert_eq!(problem.message, "The body is not valid UTF-8.");
    assert!(parse(b"\"\xED\xA0\x80\"").is_err(), "a surrogate in UTF-8");
}

#[test]
fn depth_is_bounded_before_anything_recurses() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(parse(nested(DEPTH_MAX).as_bytes()).is_ok());
    assert_eq!(refusal(&nested(DEPTH_MAX + 1)), "The body nests deeper than 32 levels.");
    assert!(parse("{\"a\":".repeat(100_000).as_bytes()).is_err());
    assert!(
        parse(b"[\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\\\"[[[[[[[[[[\"]").is_ok(),
        "brackets in a string"
    );
}

#[test]
fn the_largest_and_deepest_body_is_refused_or_read_in_linear_time() {
    let started = std::time::Instant::now();
    assert!(parse("[".repeat(BODY_BYTES_MAX).as_bytes()).is_err());
    let inner = format!("\"{}\"", "x".repeat(BODY_BYTES_MAX - 200));
    assert!(parse(format!("{}{inner}{}", "[".repeat(DEPTH_MAX), "]".repeat(DEPTH_MAX)).as_bytes()).is_ok());
    assert!(started.elapsed().as_secs() < 5, "took {:?}", started.elapsed());
}

#[test]
fn keys_elements_and_values_are_counted() {
    let object = |n: usize| format!("{{{}}}", (0..n).map(|i| format!("\"{i}\":0")).collect::<Vec<_>>().join(","));
    assert!(parse(object(MEMBERS_MAX).as_bytes()).is_ok());
    assert_eq!(refusal(&object(MEMBERS_MAX + 1)), "The body is refused: An object has at most 1000 keys.");
    let list = |n: usize| format!("[{}]", vec!["0"; n].join(","));
    assert!(parse(list(ELEMENTS_MAX).as_bytes()).is_ok());
    assert_eq!(refusal(&list(ELEMENTS_MAX + 1)), "The body is refused: A list has at most 10000 elements.");
    let lists = format!("{{\"a\":[{}]}}", vec![list(ELEMENTS_MAX); 10].join(","));
    assert!(refusal(&lists).contains("A body has at most 100000 values"));
    assert!(refusal(&format!("{{\"{}\":1}}", "k".repeat(KEY_BYTES_MAX + 1))).contains("A key has at most 256 bytes"));
}

fn request(content_type: Option<&str>, body: impl Into<Body>) -> Request {
    let mut request = Request::new(body.into());
    if let Some(content_type) = content_type {
        request.headers_mut().insert(CONTENT_TYPE, content_type.parse().expect("a header value"));
    }
    request
}

#[test]
fn json_in_utf8_is_taken_and_other_types_are_not() {
    let taken = |content_type: &str| is_json(request(Some(content_type), Body::empty()).headers());
    assert!(is_json(request(None, Body::empty()).headers()));
    for content_type in [
        "application/json",
        "Application/JSON; charset=UTF-8",
        "application/json;charset=\"utf-8\"",
        "application/merge-patch+json",
        "application/json; profile=x",
    ] {
        assert!(taken(content_type), "{content_type}");
    }
    for content_type in [
        "text/plain",
        "text/json",
        "application/xml",
        "application/jsonp",
        "application/+json",
        "application/json; charset=iso-8859-1",
        "application/json; charset=utf-16",
        "application/x-www-form-urlencoded",
        "",
    ] {
        assert!(!taken(content_type), "{content_type}");
    }
    let mut two = request(Some("application/json"), Body::empty());
    two.headers_mut().append(CONTENT_TYPE, "text/plain".parse().expect("a header value"));
    assert!(!is_json(two.headers()));
}

#[tokio::test]
async fn a_body_is_read_up_to_its_limit() {
    let body = vec![b' '; BODY_BYTES_MAX];
    assert_eq!(read(request(None, body.clone())).await.expect("within the limit").len(), BODY_BYTES_MAX);
    let larger = [body, vec![b' ']].concat();
    assert_eq!(read(request(None, larger)).await.expect_err("too large").status, StatusCode::PAYLOAD_TOO_LARGE);
    let mut announced = request(None, Body::empty());
    announced.headers_mut().insert(CONTENT_LENGTH, "1048577".parse().expect("a header value"));
    assert_eq!(read(announced).await.expect_err("too large").status, StatusCode::PAYLOAD_TOO_LARGE);
    let xml = read(request(Some("application/xml"), Body::empty())).await.expect_err("not JSON");
    assert_eq!(xml.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
}

/// JSON documents whose numbers are exact and whose strings hold nothing refused.
fn document() -> impl Strategy<Value = Json> {
    let number = (any::<i64>(), 0_u32..12).prop_map(|(n, scale)| Json::Number(rust_decimal::Decimal::new(n, scale)));
    let text = "[^\u{0}\u{202A}-\u{202E}\u{2066}-\u{2069}]{0,12}";
    let leaf = prop_oneof![Just(Json::Null), any::<bool>().prop_map(Json::Bool), number, text.prop_map(Json::Text)];
    leaf.prop_recursive(5, 60, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Json::List),
            prop::collection::vec((text, inner), 0..6).prop_map(|members| Json::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn random_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = parse(&bytes);
    }

    #[test]
    fn what_resembles_json_never_panics(text in r#"[\[\]{}:,"\\u0-9eE+\-. tfnrlasd\u{0}\u{202E}]{0,80}"#) {
        let _ = parse(text.as_bytes());
    }

    #[test]
    fn a_document_comes_back_as_it_was_written(document in document()) {
        let text = serde_json::to_string(&document).expect("serializes");
        let read = parse(text.as_bytes()).expect("a document");
        prop_assert_eq!(serde_json::to_string(&read).expect("serializes"), text);
        prop_assert!(read == document);
    }
}
