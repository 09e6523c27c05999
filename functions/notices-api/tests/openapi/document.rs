//! The description as a whole.

use domain::notice::batch::LOANS_MAX;
use domain::notice::record::LINK_DAYS;
use domain::notice::template::TEMPLATES_MAX;
use domain::notice::tracking::{ARTICLES_MAX, EVENTS_MAX};
use openapi::{Description, Operation, id, schema, text};
use serde_json::{Value, json};

use crate::schemas::schemas;

const ABOUT: &str = "Legal notices. Answers are `{\"message\": \"success\", \"output\": ...}`, errors \
    `{\"message\": \"...\", \"output\": {\"errors\": {...}}}`. A role `viewer` reads, an `agent` reports what carriers say, a `manager` asks for notices, an \
    `admin` changes templates.\n\n\
    A template says what a notice says, in one or more languages, as blocks: headings, paragraphs, tables of the loan's values, a QR code of its payment link, and \
    who signs. `{name}` in a text stands for the value of a variable, the same as in message templates (see the communications API); values are filled in once and \
    are one line each. A notice is a PDF (PDF/A-2b) with its fonts in it, in Latin, Greek, Cyrillic, Devanagari, Bengali, Tamil, Telugu, Gujarati, Kannada, \
    Malayalam and Gurmukhi letters; a character beyond these is refused and named.\n\n\
    A notice that is asked for is `requested`; a moment later it is `made`, or has `failed` with the reason. Whether it may be served is decided by the company's contact policy when it is asked \
    for: not to somebody who has died, is bankrupt or represented, nor while an agency, a dispute or a hold stops collection; hours do not bind it. It is among the loan's \
    `notice_tracking_details`, and so is its way on paper.";

const TEMPLATES: &str = "/recovery/notices/templates";
const TEMPLATE: &str = "/recovery/notices/templates/{template_id}";
const PREVIEW: &str = "/recovery/notices/templates/{template_id}:preview";

const LOAN: &str = "/recovery/loan/{loan_id}/notices";
const NOTICE: &str = "/recovery/notices/{notice_id}";
const TRACKING: &str = "/recovery/notices/{notice_id}/tracking";
const BATCHES: &str = "/recovery/notices/batches";
const BATCH: &str = "/recovery/notices/batches/{batch_id}";
const REFUSED: &str = "/recovery/notices/batches/{batch_id}/refused";
const RECEIPT: &str = "/recovery/fos/collections/{visit_id}/receipt";
const LINK: &str = "/notices/{notice_link}";

/// What is answered otherwise than 200.
const OTHERWISE: [(&str, &str); 3] =
    [("createNoticeTemplate", "201"), ("requestNotice", "202"), ("requestNotices", "202")];
/// What names something in its body that there may not be.
const NAMES_OTHERS: [&str; 2] = ["requestNotice", "requestNotices"];

/// The description, as `OpenAPI` 3.1.
pub fn document() -> Value {
    let description = Description {
        title: "Recoup notices",
        about: ABOUT.to_owned(),
        tags: vec![
            ("Templates", "What notices say"),
            ("Notices", "Notices of loans"),
            ("Batches", "Notices of many loans"),
            ("Receipts", "What borrowers get for what field agents collected"),
            ("Public", "What borrowers open, without a token"),
        ],
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
        let names_others = NAMES_OTHERS.iter().any(|id| operation["operationId"] == *id);
        let responses = operation["responses"].as_object_mut().expect("responses");
        if names_others {
            responses.insert("404".to_owned(), json!({"$ref": "#/components/responses/E404"}));
        }
        if let (Some(status), Some(made)) = (status, responses.get("200").cloned()) {
            responses.remove("200");
            responses.insert(status.to_owned(), made);
        }
    }
    document["paths"][LINK] = link();
    document
}

/// The one page that is no JSON, and for which nobody needs a token.
fn link() -> Value {
    let text = |about: &str| json!({"description": about, "content": {"text/plain": {"schema": {"type": "string"}}}});
    // What is no link at all can be answered by the gateway, in its own way.
    let mut nowhere = text("It leads nowhere");
    nowhere["content"]["application/json"] = json!({"schema": {"type": "object"}});
    json!({"get": {
        "operationId": "followNoticeLink", "tags": ["Public"], "security": [],
        "summary": "Counts the click and leads to the PDF",
        "description": format!("The link of a notice leads to it for {LINK_DAYS} days; the address that it leads to can be used for 5 minutes. What is unknown, not made or too old \
            is answered in one way."),
        "parameters": [{"name": "notice_link", "in": "path", "required": true, "description": "The link", "schema": {"type": "string", "pattern": "^[0-9a-f]{64}$"}}],
        "responses": {
            "302": {"description": "To the file", "headers": {"location": {"schema": {"type": "string", "format": "uri"}}}},
            "404": nowhere,
        },
    }})
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
    let tagged = |operations: Vec<Operation>, tag| operations.into_iter().map(move |operation| operation.tagged(tag));
    tagged(templates, "Templates")
        .chain(tagged(notices(), "Notices"))
        .chain(tagged(batches(), "Batches"))
        .chain([receipt()])
        .collect()
}

fn receipt() -> Operation {
    let file = json!({"type": "object", "required": ["receipt_number", "content_type", "content"], "properties": {
        "receipt_number": {"type": "string", "description": "Of which a company has one"},
        "content_type": {"const": "application/pdf"},
        "content": {"type": "string", "contentEncoding": "base64", "description": "The file"},
    }});
    let loan = json!({"name": "loan_id", "in": "query", "required": true, "description": "The loan; of a credit line, the transaction",
        "schema": {"type": "string", "minLength": 1, "maxLength": 100}});
    Operation::get(RECEIPT, "getCollectionReceipt", "The receipt for what a field agent collected")
        .described("It is made of the visit as it was recorded, so the same visit has the same file always. A visit on which nothing was collected has none: 409.")
        .with([id("visit_id", "The visit"), loan])
        .answers("The receipt", envelope(&file))
        .tagged("Receipts")
}

fn notices() -> Vec<Operation> {
    let notice = || id("notice_id", "The notice");
    let loan = || id("loan_id", "The loan, or the transaction");
    vec![
        Operation::post(LOAN, "requestNotice", "Asks for a notice of a loan")
            .described("A notice that may not be served is 409 with the rule that forbids it. A variable that the loan has no value for is 400.")
            .with([loan()])
            .takes(schema("NewNotice"))
            .answers("The notice", envelope(&schema("Notice"))),
        Operation::get(LOAN, "listNotices", "Lists the notices of a loan and their ways by carriers, in the order of their making")
            .with([loan()])
            .with(paging())
            .answers("A page", envelope(&json!({"type": "object", "required": ["notices", "next"], "properties": {
                "notices": {"type": "array", "items": {"anyOf": [schema("Notice"), schema("Article")]}},
                "next": next()}}))),
        Operation::get(NOTICE, "getNotice", "A notice").with([notice()]).answers("The notice", envelope(&schema("Notice"))),
        Operation::post(TRACKING, "reportNotice", "What a carrier reports of a notice")
            .described(format!("The first report of a `tracking_id` makes an entry of the loan's `notice_tracking_details`, with an id of its own, to which later ones are added. An article is booked \
                once and first, and delivered or returned once and last; a report that is known already changes nothing. A notice goes out by at most {ARTICLES_MAX} articles, an article has \
                at most {EVENTS_MAX} events."))
            .with([notice()])
            .takes(schema("CarrierReport"))
            .answers("The article", envelope(&schema("Article"))),
    ]
}

fn batches() -> Vec<Operation> {
    let batch = || id("batch_id", "The batch");
    vec![
        Operation::post(BATCHES, "requestNotices", "Asks for notices of many loans")
            .described(format!("Of at most {LOANS_MAX} loans. Each gets one notice of the template as it is now, or a reason why not; the work goes on by itself, whatever fails on its way."))
            .takes(schema("NewBatch"))
            .answers("The batch", envelope(&schema("Batch"))),
        Operation::get(BATCH, "getNoticeBatch", "How far a batch is").with([batch()]).answers("The batch", envelope(&schema("Batch"))),
        Operation::get(REFUSED, "listRefusedNotices", "Lists the loans of a batch that have no notice that can be served, and why")
            .with([batch()])
            .with(paging())
            .answers("A page", envelope(&json!({"type": "object", "required": ["refused", "next"], "properties": {
                "refused": {"type": "array", "items": schema("RefusedNotice")}, "next": next()}}))),
    ]
}

fn next() -> Value {
    json!({"type": ["string", "null"], "description": "What the next page is after, where there is one"})
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
