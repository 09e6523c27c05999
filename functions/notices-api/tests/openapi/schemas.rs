//! The schemas of bodies and answers.

use domain::communication::preview;
use domain::communication::template::CUSTOM_VARIABLES_MAX;
use domain::communication::wording::NAME_CHARS_MAX;
use domain::notice::block::{BLOCKS_MAX, LINE_CHARS_MAX, PARAGRAPH_CHARS_MAX, ROWS_MAX};
use domain::notice::template::{self, LANGUAGES_MAX, TEXT_BYTES_MAX};
use domain::notice::{batch::LOANS_MAX, logo, record::Stage, request, tracking};
use domain::resource::Field;
use serde_json::{Map, Value, json};

/// All of them, by name.
pub fn schemas() -> Map<String, Value> {
    let schemas = [
        ("NewNoticeTemplate", openapi::new(template::FIELDS, &elsewhere)),
        ("NoticeTemplateChange", openapi::change(template::FIELDS, &elsewhere)),
        ("NoticeTemplate", shown(template::FIELDS)),
        ("NoticeTemplateEntry", entry()),
        ("NoticePreview", openapi::new(preview::FIELDS, &elsewhere)),
        ("NoticeFile", file()),
        ("NewNotice", openapi::new(request::FIELDS, &elsewhere)),
        ("NewBatch", new_batch()),
        ("Notice", notice()),
        ("CarrierReport", openapi::new(tracking::FIELDS, &elsewhere)),
        ("Article", article()),
        ("Batch", batch()),
        ("RefusedNotice", refused()),
    ];
    schemas.into_iter().map(|(name, schema)| (name.to_owned(), schema)).collect()
}

/// The schemas of fields that other tables read.
fn elsewhere(field: &Field) -> Value {
    match field.key {
        "languages" => json!({"type": "array", "minItems": 1, "maxItems": LANGUAGES_MAX, "items": wording(),
            "description": format!("What it says, each language once; replaced as a whole; at most {TEXT_BYTES_MAX} bytes together")}),
        "logo" => json!({"type": ["string", "null"], "maxLength": logo::CHARS_MAX, "description": field.about}),
        "custom_variables" => json!({"type": ["array", "null"], "maxItems": CUSTOM_VARIABLES_MAX, "uniqueItems": true,
            "items": variable(), "description": field.about}),
        _ => json!({"type": ["object", "null"], "maxProperties": preview::VARIABLES_MAX, "propertyNames": variable(),
            "additionalProperties": {"type": "string", "maxLength": preview::VALUE_CHARS_MAX}, "description": field.about}),
    }
}

fn variable() -> Value {
    json!({"type": "string", "pattern": "^[a-z][a-z0-9_]*$", "maxLength": NAME_CHARS_MAX})
}

fn wording() -> Value {
    let line =
        |about: &str| json!({"type": "string", "minLength": 1, "maxLength": LINE_CHARS_MAX, "description": about});
    let of = |kind: &str, about: &str, keys: Value, required: Value| {
        let mut properties = json!({"type": {"const": kind}});
        properties.as_object_mut().expect("an object").extend(keys.as_object().expect("an object").clone());
        json!({"type": "object", "description": about, "required": required, "additionalProperties": false, "properties": properties})
    };
    let row = json!({"type": "object", "required": ["label", "variable"], "additionalProperties": false, "properties": {
        "label": line("What the value is"), "variable": variable()}});
    let text = json!({"type": "string", "minLength": 1, "maxLength": PARAGRAPH_CHARS_MAX, "description": "The text; lines end where it has line ends"});
    let blocks = [
        of("heading", "What follows is about this", json!({"text": line("The text")}), json!(["type", "text"])),
        of("paragraph", "Running text", json!({"text": text}), json!(["type", "text"])),
        of(
            "amounts",
            "A table of values of the loan; amounts are set as amounts",
            json!({"rows": {"type": "array", "minItems": 1, "maxItems": ROWS_MAX, "items": row}}),
            json!(["type", "rows"]),
        ),
        of(
            "payment_code",
            "The loan's payment link as a QR code",
            json!({"text": line("What stands beside it")}),
            json!(["type", "text"]),
        ),
        of("signature", "Who answers for the notice", json!({}), json!(["type"])),
    ];
    json!({"type": "object", "required": ["language", "title", "blocks"], "additionalProperties": false, "properties": {
        "language": {"type": "string", "description": "By ISO 639-1 code or English name; answered as the code"},
        "title": line("The title, with variables"),
        "blocks": {"type": "array", "minItems": 1, "maxItems": BLOCKS_MAX, "items": {"oneOf": blocks}},
    }})
}

/// Every field is there, `null` where nothing is said.
fn shown(fields: &[Field]) -> Value {
    let property = |field: &Field| {
        let object = |keys: &[&str]| {
            let keys: Map<String, Value> =
                keys.iter().map(|key| ((*key).to_owned(), json!({"type": ["string", "null"]}))).collect();
            json!({"type": ["object", "null"], "description": field.about, "properties": keys})
        };
        let value = match field.key {
            "languages" => json!({"type": "array", "items": wording(), "description": field.about}),
            "custom_variables" => json!({"type": "array", "items": variable(), "description": field.about}),
            "announces_remedy" => json!({"type": "boolean", "description": field.about}),
            "letterhead" => object(&["name", "address", "contact", "logo"]),
            "signatory" => object(&["name", "office"]),
            _ => json!({"type": "string", "description": field.about}),
        };
        (field.key.to_owned(), value)
    };
    let properties: Map<String, Value> = fields.iter().map(property).collect();
    let required: Vec<&str> = fields.iter().map(|field| field.key).collect();
    json!({"type": "object", "required": required, "properties": properties})
}

fn entry() -> Value {
    json!({"type": "object", "properties": {
        "template_id": {"type": "string"}, "name": {"type": "string"}, "case_type": {"type": "string"},
        "default_language": {"type": "string"}, "languages": {"type": "array", "items": {"type": "string"}},
        "updated_at": {"type": "string", "format": "date-time"},
    }})
}

fn file() -> Value {
    json!({"type": "object", "required": ["language", "content_type", "content"], "properties": {
        "language": {"type": "string", "description": "In which of its languages"},
        "content_type": {"const": "application/pdf"},
        "content": {"type": "string", "contentEncoding": "base64", "contentMediaType": "application/pdf"},
    }})
}

fn new_batch() -> Value {
    let mut of_each = openapi::new(request::FIELDS, &elsewhere);
    of_each["required"].as_array_mut().expect("a list").push(json!("loan_ids"));
    of_each["properties"]["loan_ids"] = json!({"type": "array", "minItems": 1, "maxItems": LOANS_MAX, "uniqueItems": true,
        "items": {"type": "string", "minLength": 1, "maxLength": 100}, "description": "The loans, or transactions"});
    of_each
}

fn maybe(kind: &str, about: &str) -> Value {
    json!({"type": [kind, "null"], "description": about})
}

fn notice() -> Value {
    let text = |about: &str| json!({"type": "string", "description": about});
    let id = json!({"type": "integer", "description": "Its id, as in the loan's `notice_tracking_details`"});
    json!({"type": "object", "required": ["notice_id", "loan_id", "case_type", "status"], "properties": {
        "document_type": text("`Notice`, in lists"),
        "notice_id": id, "loan_id": text("The loan, or the transaction"), "case_type": text("The kind of case, as `lrn`"),
        "status": {"enum": Stage::NAMES}, "reason": maybe("string", "Why it failed"),
        "template_id": text("The template"), "template_name": text("The template's name when it was asked for"),
        "language": text("ISO 639-1"), "allocation_month": text("The month that it is about"), "notice_date": text("The day that is printed"),
        "batch_id": maybe("string", "The batch that it is of"), "action_id": maybe("string", "The recovery action that it carries out"), "notice_link": text("What the public opens it by"),
        "s3_link": maybe("string", "Where the public opens it, once it is made"),
        "link_expires_at": {"type": "string", "format": "date-time"},
        "notice_click_count": {"type": "integer", "minimum": 0}, "clicked_time": maybe("string", "When the link was last followed"),
        "tracking_ids": {"type": "array", "items": {"type": "string"}, "description": "The articles by which it went out on paper"},
        "bytes": maybe("integer", "How long the file is"), "sha256": maybe("string", "SHA-256 of the file"),
        "created": text("When it was asked for"),
    }})
}

fn article() -> Value {
    let text = |about: &str| json!({"type": "string", "description": about});
    json!({"type": "object", "required": ["document_type", "notice_id", "of_notice_id", "tracking_id", "data"], "properties": {
        "document_type": {"const": "Speedpost"},
        "notice_id": {"type": "integer", "description": "Its own id in the loan's `notice_tracking_details`"},
        "of_notice_id": {"type": "integer", "description": "The notice that it is"},
        "loan_id": text("The loan, or the transaction"), "case_type": text("The kind of case"),
        "tracking_id": text("The carrier's id of it"),
        "status": {"enum": tracking::Status::NAMES}, "created": text("When it was first reported"),
        "data": {"type": "object", "description": "As `notice_tracking_details` show it"},
    }})
}

fn batch() -> Value {
    let count = |about: &str| json!({"type": "integer", "minimum": 0, "description": about});
    json!({"type": "object", "required": ["batch_id", "status", "asked", "done", "made", "failed", "refused"], "properties": {
        "batch_id": {"type": "string"}, "template_id": {"type": "string"}, "status": {"enum": ["running", "done"]},
        "asked": count("How many loans it has"), "done": count("How many of them are done with"), "made": count("How many notices were made"),
        "failed": count("How many notices could not be printed"), "refused": count("Of how many loans there is no notice"),
        "author": {"type": "string"}, "created": {"type": "string"},
    }})
}

fn refused() -> Value {
    json!({"type": "object", "required": ["loan_id", "reason", "notice_id"], "properties": {
        "loan_id": {"type": "string"}, "reason": {"type": "string"},
        "notice_id": maybe("integer", "The notice that failed, where there is one"),
    }})
}
