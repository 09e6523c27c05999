//! What is refused, in whole answers. After each the table is as it was.

use serde_json::{Value, json};

use crate::support::{TEMPLATES, recall, start, template};

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
    let id = template(&world, &lender, &recall("A")).await;
    let before = world.testbed.snapshot().await;
    let mut faults = Vec::new();
    for (method, path, body, (status, expected)) in cases {
        let path = path.replace("{id}", &id);
        let reply = world.call(&lender.token, method, &path, &body).await;
        let answer: Value = serde_json::from_str(&reply.text).unwrap_or_else(|_| reply.text.clone().into());
        if answer != expected || reply.status.as_u16() != status {
            let status_said = reply.status;
            faults.push(format!(
                "{method} {path} {body}\n    {status_said} {answer}\n    where is expected\n    {status} {expected}"
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

fn with(key: &str, value: Value) -> Value {
    let mut template = recall("B");
    template[key] = value;
    template
}

/// A template with other blocks in its first language.
fn of_blocks(blocks: Value) -> Value {
    let mut template = recall("B");
    template["languages"][0]["blocks"] = blocks;
    template
}

#[tokio::test]
async fn a_template_that_cannot_be_is_refused() {
    let create = |body: Value, expected| ("POST", TEMPLATES, body.to_string(), expected);
    let change = |body: Value, expected| ("PUT", "/recovery/notices/templates/{id}", body.to_string(), expected);
    let blocks = |blocks: Value, errors: Value| {
        create(of_blocks(blocks), invalid(&json!({ "languages": { "0": { "blocks": errors } } })))
    };
    let paragraph = |text: &str| json!([{ "type": "paragraph", "text": text }]);
    let required = "Value is required";
    let printed = "The notice cannot be printed: no font has the character U+1F4B0";
    let mut cases = vec![
        create(json!({}), invalid(&json!({ "name": required, "case_type": required, "languages": required }))),
        create(with("x", json!(1)), invalid(&json!({ "x": "Unknown key" }))),
        create(with("name", json!(7)), invalid(&json!({ "name": ID }))),
        create(
            with("announces_remedy", json!("yes")),
            invalid(&json!({ "announces_remedy": "Value must be true or false" })),
        ),
        create(with("letterhead", json!({})), invalid(&json!({ "letterhead": { "name": required } }))),
        create(with("signatory", json!({ "name": "A" })), invalid(&json!({ "signatory": { "office": required } }))),
        create(
            with("letterhead", json!({ "name": "A", "contact": "a\nb\nc\nd\ne\nf\ng" })),
            invalid(&json!({ "letterhead": { "contact": "Value must have at most 6 lines" } })),
        ),
        create(
            with("template_id", json!("ntp_1")),
            invalid(&json!({ "template_id": "Value is computed and cannot be set" })),
        ),
        create(
            with("default_language", json!("ta")),
            invalid(&json!({ "default_language": "Value must be one of the languages" })),
        ),
        create(with("default_language", json!("xx")), invalid(&json!({ "default_language": LANGUAGE }))),
        create(
            with("custom_variables", json!(["x"])),
            invalid(&json!({ "custom_variables": "The company keeps no keys of its own" })),
        ),
        create(with("languages", json!([])), invalid(&json!({ "languages": "Value must have 1 to 12 entries" }))),
        create(
            with("languages", json!([{}])),
            invalid(&json!({ "languages": { "0": { "language": LANGUAGE, "title": required, "blocks": required } } })),
        ),
        blocks(json!("x"), json!("Value must be a list")),
        blocks(json!(["x"]), json!({ "0": "Value must be an object" })),
        blocks(
            json!([{ "type": "picture" }]),
            json!({ "0": { "type": "Value must be one of heading, paragraph, amounts, payment_code, signature" } }),
        ),
        blocks(paragraph("{amuont}"), json!({ "0": { "text": "Unknown variable amuont" } })),
        blocks(
            paragraph("a } b"),
            json!({ "0": { "text": "The brace at character 3 belongs to no variable: write {name}, of lower-case letters, digits and _" } }),
        ),
        blocks(paragraph(&"x".repeat(5_001)), json!({ "0": { "text": "Value must be at most 5000 characters" } })),
        blocks(
            json!([{ "type": "amounts", "rows": [] }]),
            json!({ "0": { "rows": "Value must have 1 to 30 entries" } }),
        ),
        blocks(vec![json!({ "type": "signature" }); 61].into(), json!("Value must have 1 to 60 entries")),
        create(of_blocks(paragraph("\u{1f4b0}")), invalid(&json!({ "languages": { "0": printed } }))),
        create(recall("A"), said(409, "There is a notice template of this name.")),
        change(json!({ "name": null }), invalid(&json!({ "name": "Value must not be null" }))),
        change(json!({ "languages": null }), invalid(&json!({ "languages": "Value must be a list" }))),
        ("POST", TEMPLATES, String::new(), said(400, "The body is empty; a JSON document is expected.")),
    ];
    for method in ["GET", "PUT", "DELETE"] {
        cases.push((
            method,
            "/recovery/notices/templates/ntp_1",
            "{}".to_owned(),
            said(404, "Notice template not found"),
        ));
    }
    let preview = "/recovery/notices/templates/{id}:preview";
    cases.push((
        "POST",
        "/recovery/notices/templates/ntp_1:preview",
        String::new(),
        said(404, "Notice template not found"),
    ));
    let body = r#"{"language":"xx","variables":[]}"#.to_owned();
    cases.push((
        "POST",
        preview,
        body,
        invalid(&json!({ "language": LANGUAGE, "variables": "Value must be an object" })),
    ));
    let limit = json!({ "limit": "Value must be a whole number from 1 to 100" });
    cases.push(("GET", "/recovery/notices/templates?limit=101", String::new(), invalid(&limit)));
    let unknown = json!({ "page": "Parameter is not known" });
    cases.push(("GET", "/recovery/notices/templates/{id}?page=1", String::new(), invalid(&unknown)));
    try_all(cases).await;
}
