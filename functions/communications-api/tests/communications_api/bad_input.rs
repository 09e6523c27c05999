//! What is refused, in whole answers. After each the table is as it was.

use serde_json::{Value, json};

use crate::support::{event, of, start, template};

/// The answer to faults.
fn invalid(errors: &Value) -> (u16, Value) {
    (400, json!({ "message": "Data Validation Failed", "output": { "errors": errors } }))
}

fn said(status: u16, message: &str) -> (u16, Value) {
    (status, json!({ "message": message }))
}

async fn try_all(cases: Vec<(&str, &str, String, (u16, Value))>) {
    let world = start().await;
    let lender = world.lender().await;
    let id = template(&world, &lender, &of("sms", "A", "x")).await;
    event(&world, &lender, "Test", &json!({ "sms": id })).await;
    let before = world.testbed.snapshot().await;
    let mut faults = Vec::new();
    for (method, path, body, (status, expected)) in cases {
        let (path, body) = (path.replace("{id}", &id), body.replace("{id}", &id));
        let reply = world.call(&lender.token, method, &path, &body).await;
        let answer: Value = serde_json::from_str(&reply.text).unwrap_or_else(|_| reply.text.clone().into());
        if answer != expected || reply.status.as_u16() != status {
            faults.push(format!(
                "{method} {path} {body}\n    {} {answer}\n    where is expected\n    {status} {expected}",
                reply.status
            ));
        }
        for change in world.testbed.snapshot().await.changes_since(&before) {
            faults.push(format!("{method} {path} {body}\n    {change}"));
        }
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}

const ID: &str = "Value must be a string of 1 to 100 characters, without control characters";
const LANGUAGE: &str = "Value must be a language, by ISO 639-1 code or English name";

#[tokio::test]
async fn a_template_that_cannot_be_is_refused() {
    let create = |body: Value, expected| ("POST", "/communication/templates", body.to_string(), expected);
    let change = |body: Value, expected| ("PUT", "/communication/templates/{id}", body.to_string(), expected);
    let with = |key: &str, value: Value| {
        let mut template = of("sms", "B", "x");
        template[key] = value;
        template
    };
    let first = |errors: Value| invalid(&json!({ "bodies": { "0": errors } }));
    let required = "Value is required";
    let mut cases = vec![
        create(json!({}), invalid(&json!({ "name": required, "channel": required, "bodies": required }))),
        create(with("x", json!(1)), invalid(&json!({ "x": "Unknown key" }))),
        create(with("name", json!(7)), invalid(&json!({ "name": ID }))),
        create(
            with("name", json!(" B")),
            invalid(&json!({ "name": "Value must not be empty, or begin or end with spaces" })),
        ),
        create(
            with("channel", json!("fax")),
            invalid(&json!({ "channel": "Value must be one of sms, email, voice, whatsapp" })),
        ),
        create(
            with("template_id", json!("tpl_1")),
            invalid(&json!({ "template_id": "Value is computed and cannot be set" })),
        ),
        create(
            with("custom_variables", json!(["x"])),
            invalid(&json!({ "custom_variables": "The company keeps no keys of its own" })),
        ),
        create(
            with("voice_gender", json!("male")),
            invalid(&json!({ "voice_gender": "Value is for templates of voice alone" })),
        ),
        create(with("track_links", json!("yes")), invalid(&json!({ "track_links": "Value must be true or false" }))),
        create(
            json!({ "name": "B", "channel": "voice", "track_links": true, "bodies": [{ "language": "en", "body": "x" }] }),
            invalid(&json!({ "track_links": "Value is for templates of sms, email and whatsapp alone" })),
        ),
        create(
            json!({ "name": "B", "channel": "sms", "track_links": true, "bodies": [
                { "language": "en", "body": "x" },
                { "language": "hi", "body": format!("{{payment_link}} {}", (1..=9).map(|it| format!("https://a.in/{it} ")).collect::<Vec<_>>().concat()) },
            ] }),
            invalid(&json!({ "bodies": { "1": { "body": "Value has more than 9 links, which are to be tracked" } } })),
        ),
        create(with("default_language", json!("xx")), invalid(&json!({ "default_language": LANGUAGE }))),
        create(with("bodies", json!([])), invalid(&json!({ "bodies": "Value must have 1 to 25 entries" }))),
        create(with("bodies", json!("x")), invalid(&json!({ "bodies": "Value must be a list" }))),
        create(with("bodies", json!(["x"])), invalid(&json!({ "bodies": { "0": "Value must be an object" } }))),
        create(with("bodies", json!([{}])), first(json!({ "language": LANGUAGE, "body": required }))),
        create(of("sms", "B", "{amuont}"), first(json!({ "body": "Unknown variable amuont" }))),
        create(of("sms", "A", "x"), said(409, "There is a template of this name and channel.")),
        change(json!({ "channel": "voice" }), invalid(&json!({ "channel": "Value cannot be changed" }))),
        change(json!({ "name": null }), invalid(&json!({ "name": "Value must not be null" }))),
        change(json!({ "bodies": null }), invalid(&json!({ "bodies": "Value must be a list" }))),
        change(
            json!({ "bodies": [{ "language": "en", "body": "x", "subject": "y" }] }),
            first(json!({ "subject": "Value is for templates of email alone" })),
        ),
    ];
    let template = "/communication/templates/tpl_1";
    for method in ["GET", "PUT", "DELETE"] {
        cases.push((method, template, "{}".to_owned(), said(404, "Template not found")));
    }
    cases.push(("POST", "/communication/templates/tpl_1:preview", String::new(), said(404, "Template not found")));
    cases.push((
        "POST",
        "/communication/templates",
        String::new(),
        said(400, "The body is empty; a JSON document is expected."),
    ));
    let used = "The template is used by the event Test: change or delete it first.";
    cases.push(("DELETE", "/communication/templates/{id}", String::new(), said(409, used)));
    try_all(cases).await;
}

#[tokio::test]
async fn an_event_that_cannot_be_is_refused() {
    let put = |body: Value, errors: Value| ("PUT", "/communication/events/Test", body.to_string(), invalid(&errors));
    let none = "At least one of sms, email, voice and whatsapp is required";
    let missing = || said(404, "Communication event not found");
    try_all(vec![
        put(json!({}), json!({ "sms": none })),
        put(json!({ "sms": null }), json!({ "sms": none })),
        put(json!({ "fax": "{id}" }), json!({ "fax": "Unknown key" })),
        put(json!({ "sms": 7 }), json!({ "sms": ID })),
        put(json!({ "sms": "tpl_1" }), json!({ "sms": "There is no such template" })),
        put(json!({ "email": "{id}" }), json!({ "email": "The template is one of sms" })),
        put(
            json!({ "sms": "{id}", "event_name": "Other" }),
            json!({ "event_name": "Value is computed and cannot be set" }),
        ),
        ("GET", "/communication/events/None", String::new(), missing()),
        ("DELETE", "/communication/events/None", String::new(), missing()),
        ("GET", "/communication/events/%07", String::new(), missing()),
        ("PUT", "/communication/events/%07", r#"{"sms":"{id}"}"#.to_owned(), missing()),
    ])
    .await;
}

#[tokio::test]
async fn parameters_that_cannot_be_are_refused() {
    let mut cases = Vec::new();
    for path in [
        "/communication/templates?limit=0",
        "/communication/events?limit=101",
        "/communication/events?limit=x",
        "/communication/outbox?limit=0",
    ] {
        let limit = json!({ "limit": "Value must be a whole number from 1 to 100" });
        cases.push(("GET", path, String::new(), invalid(&limit)));
    }
    let channel = json!({ "channel": "Value must be one of sms, email, voice, whatsapp" });
    let place = json!({ "starting_after": "Value must be what a page answers as next" });
    cases.push(("GET", "/communication/outbox?starting_after=x", String::new(), invalid(&place)));
    cases.push(("GET", "/communication/templates?channel=fax", String::new(), invalid(&channel)));
    let unknown = json!({ "page": "Parameter is not known" });
    cases.push(("GET", "/communication/templates/{id}?page=1", String::new(), invalid(&unknown)));
    cases.push(("POST", "/communication/templates/{id}:preview?page=1", String::new(), invalid(&unknown)));
    let preview = json!({ "language": LANGUAGE, "variables": "Value must be an object" });
    let body = r#"{"language":"xx","variables":[]}"#.to_owned();
    cases.push(("POST", "/communication/templates/{id}:preview", body, invalid(&preview)));
    let preview = json!({ "x": "Unknown key", "variables": { "A": "Unknown key" } });
    let body = r#"{"x":1,"variables":{"A":"x"}}"#.to_owned();
    cases.push(("POST", "/communication/templates/{id}:preview", body, invalid(&preview)));
    try_all(cases).await;
}
