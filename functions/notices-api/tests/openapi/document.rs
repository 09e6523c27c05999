//! The description as a whole.

use domain::notice::template::TEMPLATES_MAX;
use openapi::{Description, Operation, id, schema, text};
use serde_json::{Value, json};

use crate::schemas::schemas;

const ABOUT: &str = "Legal notices. Answers are `{\"message\": \"success\", \"output\": ...}`, errors \
    `{\"message\": \"...\", \"output\": {\"errors\": {...}}}`. A role `viewer` reads, an `admin` changes templates.\n\n\
    A template says what a notice says, in one or more languages, as blocks: headings, paragraphs, tables of the loan's values, a QR code of its payment link, and \
    who signs. `{name}` in a text stands for the value of a variable, the same as in message templates (see the communications API); values are filled in once and \
    are one line each. A notice is a PDF (PDF/A-2b) with its fonts in it, in Latin, Greek, Cyrillic, Devanagari, Bengali, Tamil, Telugu, Gujarati, Kannada, \
    Malayalam and Gurmukhi letters; a character beyond these is refused and named.";

const TEMPLATES: &str = "/recovery/notices/templates";
const TEMPLATE: &str = "/recovery/notices/templates/{template_id}";
const PREVIEW: &str = "/recovery/notices/templates/{template_id}:preview";

/// What is answered otherwise than 200.
const OTHERWISE: [(&str, &str); 1] = [("createNoticeTemplate", "201")];

/// The description, as `OpenAPI` 3.1.
pub fn document() -> Value {
    let description = Description {
        title: "Recoup notices",
        about: ABOUT.to_owned(),
        tags: vec![("Templates", "What notices say")],
        operations: operations(),
        schemas: schemas(),
        filter: "",
    };
    of_this_dialect(description.to_json())
}

/// Errors are those of the lending editions.
fn of_this_dialect(mut document: Value) -> Value {
    let errors =
        json!({"type": "object", "description": "What is wrong with which key or parameter, nested as the body is"});
    document["components"]["schemas"]["Error"] = json!({"type": "object", "required": ["message"], "properties": {
        "message": {"type": "string", "description": "What is wrong"},
        "output": {"type": "object", "properties": {"errors": errors}},
        "request_id": {"type": "string", "description": "Of a fault of ours: the id to ask us about"},
    }});
    let parameters = document["components"]["parameters"].as_object_mut().expect("parameters");
    parameters.retain(|name, _| ["role", "idempotencyKey"].contains(&name.as_str()));
    let paths = document["paths"].as_object_mut().expect("paths").values_mut();
    for operation in paths.filter_map(Value::as_object_mut).flat_map(|path| path.values_mut()) {
        let status = OTHERWISE.iter().find(|(id, _)| operation["operationId"] == *id).map(|(_, status)| *status);
        let responses = operation["responses"].as_object_mut().expect("responses");
        if let (Some(status), Some(made)) = (status, responses.get("200").cloned()) {
            responses.remove("200");
            responses.insert(status.to_owned(), made);
        }
    }
    document
}

fn paging() -> [Value; 2] {
    let limit = json!({"name": "limit", "in": "query", "description": "The most that the page has",
        "schema": {"type": "integer", "minimum": 1, "maximum": 100, "default": 50}});
    [limit, text("starting_after", "`next` of the page before")]
}

fn operations() -> Vec<Operation> {
    let template = || id("template_id", "The template");
    let deleted =
        json!({"type": "object", "required": ["template_id"], "properties": {"template_id": {"type": "string"}}});
    let templates = vec![
        Operation::post(TEMPLATES, "createNoticeTemplate", "Creates a template")
            .described(format!(
                "A company has at most {TEMPLATES_MAX}, and one of a name. A character that no font has is refused."
            ))
            .takes(schema("NewNoticeTemplate"))
            .answers("The template", envelope(&schema("NoticeTemplate"))),
        Operation::get(
            TEMPLATES,
            "listNoticeTemplates",
            "Lists templates, in the order of their creation, without what they say",
        )
        .with(paging())
        .answers("A page", envelope(&page("templates", "NoticeTemplateEntry"))),
        Operation::get(TEMPLATE, "getNoticeTemplate", "A template")
            .with([template()])
            .answers("The template", envelope(&schema("NoticeTemplate"))),
        Operation::put(TEMPLATE, "updateNoticeTemplate", "Changes the keys sent; `null` takes a value away")
            .described("Notices that have been made, or are being made, stay as they are.")
            .with([template()])
            .takes(schema("NoticeTemplateChange"))
            .answers("The template", envelope(&schema("NoticeTemplate"))),
        Operation::delete(TEMPLATE, "deleteNoticeTemplate", "Deletes a template")
            .with([template()])
            .answers("Its id", envelope(&deleted)),
        Operation::ask(PREVIEW, "previewNoticeTemplate", "The PDF that a notice would be")
            .described("A variable without a value is refused, as it is when a notice is made.")
            .with([template()])
            .may_take(schema("NoticePreview"))
            .answers("The file", envelope(&schema("NoticeFile"))),
    ];
    templates.into_iter().map(|operation| operation.tagged("Templates")).collect()
}

fn envelope(output: &Value) -> Value {
    json!({"type": "object", "required": ["message", "output"], "properties": {"message": {"const": "success"}, "output": output}})
}

fn page(key: &str, entry: &str) -> Value {
    json!({"type": "object", "required": [key, "total", "next"], "properties": {
        key: {"type": "array", "items": schema(entry)},
        "total": {"type": "integer", "description": "How many there are, on all pages"},
        "next": {"type": ["string", "null"], "description": "What the next page is after, where there is one"},
    }})
}
