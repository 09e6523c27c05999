//! Requests that are refused, each with all that its answer says. After each the table is as it was.

use serde_json::{Value, json};

use crate::support::{LINE, create, start};

/// The answer to faults at fields.
fn invalid(faults: &[(&str, &str)]) -> Value {
    let (field, description) = faults[0];
    let more = if faults.len() > 1 { format!(" (and {} more)", faults.len() - 1) } else { String::new() };
    let violations: Vec<_> =
        faults.iter().map(|(field, description)| json!({"field": field, "description": description})).collect();
    let said = if description.starts_with(field) { description.to_owned() } else { format!("{field}: {description}") };
    json!({"error": {"code": 400, "status": "INVALID_ARGUMENT", "message": format!("{said}{more}"),
        "details": [{"@type": "type.googleapis.com/google.rpc.BadRequest", "field_violations": violations}]}})
}

fn malformed(code: u16, message: &str) -> Value {
    json!({"error": {"code": code, "status": "INVALID_ARGUMENT", "message": message, "details": []}})
}

/// Tries each case on a table with one account, `line-1`: method, path, body, the answer.
async fn try_all(cases: Vec<(&str, String, String, Value)>) {
    let world = start().await;
    let lender = world.lender().await;
    create(&world, &lender, LINE).await;
    let before = world.testbed.snapshot().await;
    let mut faults = Vec::new();
    for (method, path, body, expected) in cases {
        let reply = world.call(&lender.token, method, &path, &body).await;
        let answer: Value = serde_json::from_str(&reply.text).unwrap_or_else(|_| reply.text.clone().into());
        let shown: String = body.chars().take(200).collect();
        if answer != expected || u64::from(reply.status.as_u16()) != expected["error"]["code"].as_u64().unwrap() {
            faults.push(format!("{method} {path} {shown}\n    {answer}\n    where is expected\n    {expected}"));
        }
        for change in world.testbed.snapshot().await.changes_since(&before) {
            faults.push(format!("{method} {path} {shown}\n    {change}"));
        }
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}

const ID: &str = "Value must be a string of 1 to 100 characters, without control characters";
const AMOUNT: &str = "Value must be a string with a decimal number, as \"1234.56\"";
const TIME: &str = "Value must be a time by RFC 3339, as 2024-01-31T09:30:00Z";
const COMPUTED: &str = "Value is computed and cannot be set";
const NULL: &str = "Value must not be null";

/// A field, a value that it cannot have, what is said. They are refused in a creation and in a change alike.
const VALUES: &[(&str, &str, &str)] = &[
    ("account_id", "7", ID),
    ("account_id", r#""""#, ID),
    ("account_id", r#""a\nb""#, ID),
    ("client_id", "7", ID),
    ("client_id", "[]", ID),
    ("client_id", "null", NULL),
    ("client_id", r#""""#, ID),
    ("holder_type", "true", ID),
    ("notes", "5", "Value must be a string"),
    ("notes", r#"["a"]"#, "Value must be a string"),
    ("max_credit", "null", NULL),
    ("max_credit", "true", AMOUNT),
    ("max_credit", r#""""#, AMOUNT),
    ("max_credit", r#""1,000""#, AMOUNT),
    ("max_credit", r#""1_000""#, AMOUNT),
    ("max_credit", r#"" 1""#, AMOUNT),
    ("max_credit", r#""NaN""#, AMOUNT),
    ("max_credit", r#""0x10""#, AMOUNT),
    ("max_credit", "{}", AMOUNT),
    ("max_credit", "-0.01", "Value must not be negative"),
    ("max_credit", r#""-1""#, "Value must not be negative"),
    ("max_credit", "0", "Value must be above zero"),
    ("max_credit", r#""0.00""#, "Value must be above zero"),
    ("exposure_limit_type", r#""approvedamount""#, "Value must be one of ApprovedAmount, OutstandingAmount"),
    ("exposure_limit_type", "1", "Value must be one of ApprovedAmount, OutstandingAmount"),
    ("approve_time", r#""2024-02-01""#, TIME),
    ("approve_time", r#""2024-02-30T00:00:00Z""#, TIME),
    ("approve_time", r#""2024-02-01 00:00:00""#, TIME),
    ("approve_time", "1717223400", TIME),
    ("approve_time", r#""2024-06-01T12:30:00+05:30""#, "Value must not be in the future"),
    ("close_time", r#""2034-06-01T00:00:00Z""#, "Value must not be in the future"),
    ("close_time", r#""2023-06-01T00:00:00Z""#, "Value must not be before approve_time"),
    ("start_time", r#""2024-01-01T00:00:00Z""#, "Value must not be before approve_time"),
    ("start_time", r#""9999999-01-01T00:00:00Z""#, TIME),
    ("expire_time", r#""2024-02-01T00:00:00Z""#, "Value must be after the first day of use"),
    ("expire_time", r#""tomorrow""#, TIME),
    ("status", r#""StatusClosed""#, COMPUTED),
    ("sub_status", r#""StatusWithdrawn""#, COMPUTED),
    ("available_credit", r#""7""#, COMPUTED),
    ("consumed_credit", r#""7""#, COMPUTED),
    ("create_time", r#""2024-06-01T00:00:00Z""#, COMPUTED),
    ("update_time", r#""2024-06-01T00:00:00Z""#, COMPUTED),
    ("surprise", "null", "Unknown key"),
    ("Max_Credit", "1", "Unknown key"),
];

fn with(key: &str, raw: &str) -> String {
    let mut body: Value = serde_json::from_str(LINE).unwrap();
    body.as_object_mut().unwrap().remove(key);
    let rest = body.to_string();
    format!(r#"{{"{key}":{raw},{}"#, &rest[1..])
}

#[tokio::test]
async fn a_value_that_a_field_cannot_have_is_refused_where_it_is_said() {
    let mut cases = Vec::new();
    for (key, raw, sentence) in VALUES {
        let expected = invalid(&[(key, sentence)]);
        let new = with(key, raw).replace("\"line-1\"", "\"new\"");
        cases.push(("POST", "/v1/revolving".to_owned(), new, expected.clone()));
        cases.push(("PUT", "/v1/revolving/line-1".to_owned(), with(key, raw), expected));
    }
    try_all(cases).await;
}

#[tokio::test]
async fn all_that_is_wrong_is_said_at_once() {
    let put = |body: &str, faults: &[(&str, &str)]| {
        ("PUT", "/v1/revolving/line-1".to_owned(), body.to_owned(), invalid(faults))
    };
    let post =
        |body: &str, faults: &[(&str, &str)]| ("POST", "/v1/revolving".to_owned(), body.to_owned(), invalid(faults));
    let long = "x".repeat(2_001);
    let cases = vec![
        post("{}", &[("client_id", "Value is required"), ("max_credit", "Value is required")]),
        post(
            r#"{"x":1,"client_id":5,"max_credit":"much","status":"s"}"#,
            &[("x", "Unknown key"), ("client_id", ID), ("status", COMPUTED), ("max_credit", AMOUNT)],
        ),
        put(r#"{"account_id":"line-2"}"#, &[("account_id", "Value must be the account_id of the path")]),
        put(r#"{"account_id":null}"#, &[("account_id", NULL)]),
        put(&format!(r#"{{"notes":"{long}"}}"#), &[("notes", "Value must be at most 2000 characters")]),
        put(r#"{"notes":"a\u0007"}"#, &[("notes", "Value must not contain control characters")]),
        post(
            &format!(r#"{{"account_id":"{}","client_id":"7","max_credit":1}}"#, "i".repeat(101)),
            &[("account_id", ID)],
        ),
    ];
    try_all(cases).await;
}

#[tokio::test]
async fn a_body_that_is_no_object_is_refused() {
    let cases = [
        ("", "The body is empty; a JSON document is expected."),
        ("[]", "The body must be a JSON object."),
        ("null", "The body must be a JSON object."),
        ("{", "The body is not valid JSON: the fault is at line 1, column 1."),
        ("{} x", "The body is not valid JSON: the fault is at line 1, column 4."),
    ];
    let requests = [("POST", "/v1/revolving"), ("PUT", "/v1/revolving/line-1")];
    let all = cases.iter().flat_map(|(body, message)| {
        requests.map(|(method, path)| (method, path.to_owned(), (*body).to_owned(), malformed(400, message)))
    });
    let large = format!(r#"{{"notes":"{}"}}"#, "x".repeat(2 * 1024 * 1024));
    let large = requests.map(|(method, path)| {
        (method, path.to_owned(), large.clone(), malformed(413, "The body is larger than 1048576 bytes."))
    });
    try_all(all.chain(large).collect()).await;
}

#[tokio::test]
async fn a_body_of_another_type_is_refused() {
    let world = start().await;
    let lender = world.lender().await;
    let headers = [("authenticationtoken", lender.token.as_str()), ("content-type", "text/plain")];
    let reply = world.call_with(&headers, "POST", "/v1/revolving", LINE).await.expect(415);
    assert_eq!(reply.json(), malformed(415, "The body must be application/json in UTF-8."));
    let headers = [("authenticationtoken", lender.token.as_str()), ("idempotency-key", "a b")];
    let reply = world.call_with(&headers, "POST", "/v1/revolving", LINE).await.expect(400);
    let message = "Idempotency-Key must be one value of 1 to 255 visible ASCII characters.";
    assert_eq!(reply.json(), malformed(400, message));
}

const FIELDS: &str = "account_id, client_id, holder_type, notes, status, sub_status, max_credit, available_credit, consumed_credit, \
    exposure_limit_type, approve_time, start_time, close_time, expire_time, create_time, update_time";

#[tokio::test]
async fn a_query_that_cannot_be_understood_is_refused_with_its_parameter() {
    let list = |query: &str, faults: &[(&str, &str)]| {
        ("GET", format!("/v1/revolving?{query}"), String::new(), invalid(faults))
    };
    let own = |method: &'static str, query: &str, faults: &[(&str, &str)]| {
        let body = if method == "PUT" { "{}" } else { "" };
        (method, format!("/v1/revolving/line-1?{query}"), body.to_owned(), invalid(faults))
    };
    let unknown = format!("filter cannot use the field colour: the fields that can be used are {FIELDS}");
    let unknown_order = format!("order_by cannot use the field colour: the fields that can be used are {FIELDS}");
    let size = "page_size must be a whole number from 0 to 100";
    let cases = vec![
        list("filter=colour%3Dred", &[("filter", &unknown)]),
        list("filter=status%3D", &[("filter", "filter cannot be read at character 8: expected a value")]),
        list(
            "filter=status%3DActive",
            &[(
                "filter",
                "filter compares status with a value of another type: expected one of StatusPendingApproval, \
                StatusApproved, StatusActive, StatusExpired, StatusClosed",
            )],
        ),
        list("order_by=colour", &[("order_by", &unknown_order)]),
        list("page_size=many", &[("page_size", size)]),
        list("page_size=-1", &[("page_size", "page_size must not be negative")]),
        list("page_token=AAAA", &[("page_token", "page_token is not one that was given for this list")]),
        list(
            "page_size=x&order_by=a%20b%20c&filter=(",
            &[
                ("filter", "filter cannot be read at character 2: expected a field's name or ("),
                ("order_by", &unknown_order.replace("colour", "a")),
                ("page_size", size),
            ],
        ),
        list("limit=5", &[("limit", "Parameter is not known")]),
        list("page_size=1&page_size=1", &[("page_size", "Parameter is given more than once")]),
        own("GET", "account_id=line-2", &[("account_id", "Value must be the account_id of the path")]),
        own("PUT", "account_id=line-2", &[("account_id", "Value must be the account_id of the path")]),
        own("DELETE", "account_id=", &[("account_id", "Value must be the account_id of the path")]),
        own("DELETE", "force=true", &[("force", "Parameter is not known")]),
        (
            "POST",
            "/v1/revolving?account_id=x".to_owned(),
            LINE.to_owned(),
            invalid(&[("account_id", "Parameter is not known")]),
        ),
        ("GET", "/v1/revolving?filter=%ff".to_owned(), String::new(), malformed(400, "The query is not valid UTF-8.")),
    ];
    try_all(cases).await;
}
