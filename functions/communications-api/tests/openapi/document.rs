//! The description as a whole.

use std::fmt::Write;

use domain::communication::link::{LINK_DAYS, LINKS_MAX};
use domain::communication::template::{BODIES_BYTES_MAX, CUSTOM_VARIABLES_MAX, LANGUAGES_MAX, TEMPLATES_MAX};
use domain::communication::variable::{Source, VARIABLES};
use domain::communication::wording::NAME_CHARS_MAX;
use domain::communication::{CHANNEL_NAMES, event, preview, settling, template, trigger};
use domain::resource::Field;
use openapi::{Description, Operation, id, schema, text};
use serde_json::{Map, Value, json};

const ABOUT: &str = "Message templates, the events that send them, and communications with borrowers. Answers are \
    `{\"message\": \"success\", \"output\": ...}`, errors `{\"message\": \"...\", \"output\": {\"errors\": {...}}}`. A role `viewer` reads, an `agent` triggers and settles, an `admin` changes.\n\n\
    A template says a text by one channel in one or more languages. `{name}` in it stands for the value of a variable; a brace that belongs to none is refused, and so \
    is a variable that there is not. Values are filled in once and are one line each; in the text of an e-mail, which is HTML, they are escaped. \
    An SMS has at most 10 segments: of 160 units, or 153 each, in the GSM 7-bit alphabet, of 70, or 67 each, in UCS-2.\n\n\
    A template with `track_links` has its links replaced by short ones of ours, which count how often they are followed: those of its own text and of variables that are a link as a whole, at \
    most {LINKS_MAX} of a message; in an e-mail those of `href` and of such variables. What is measured as SMS is the text that goes out.\n\n\
    Communications are decided on, counted and recorded, handed to a provider at most once, and told of by the events `communication.*` and `sms`, `email`, `voice` and `whatsapp`. \
    Who answers STOP, or as much as that in one of several languages, is sent no more by that channel, until they answer START, YES or UNSTOP from the same number: that ends what the answer \
    began, and no opt-out that somebody else has entered. HELP and INFO change nothing.";

const TEMPLATES: &str = "/communication/templates";
const TEMPLATE: &str = "/communication/templates/{template_id}";
const PREVIEW: &str = "/communication/templates/{template_id}:preview";
const EVENTS: &str = "/communication/events";
const OUTBOX: &str = "/communication/outbox";
const CALLBACK: &str = "/communication/callbacks/{provider}";
const TRIGGER: &str = "/communication/trigger/event";
const SETTLE: &str = "/communication/loans/{loan_id}/communications/{communication_id}:settle";
/// The page that is opened without a token.
pub const LINK: &str = "/l/{link}";
const EVENT: &str = "/communication/events/{event_name}";

/// What is answered 201.
const CREATED: [&str; 2] = ["createTemplate", "triggerCommunicationEvent"];

/// The description, as `OpenAPI` 3.1.
pub fn document() -> Value {
    let description = Description {
        title: "Recoup communications",
        about: about(),
        tags: vec![
            ("Templates", "What is said"),
            ("Events", "Which templates an event sends"),
            ("Communications", "What goes out"),
            ("Public", "What borrowers open"),
        ],
        operations: operations(),
        schemas: schemas(),
        filter: "",
    };
    of_this_dialect(description.to_json())
}

/// The sentences above, and the catalogue of variables.
fn about() -> String {
    let mut about = format!(
        "{}\n\n| variable | from | what it says |\n|---|---|---|\n",
        ABOUT.replace("{LINKS_MAX}", &LINKS_MAX.to_string())
    );
    for variable in VARIABLES {
        let source = match variable.source {
            Source::Loan => "the loan",
            Source::Month => "the month",
            Source::Computed => "computed",
        };
        writeln!(about, "| `{}` | {source} | {} |", variable.name, variable.about).expect("a string takes everything");
    }
    about.push_str(
        "\nAmounts are in the company's currency, dates `YYYY-MM-DD` in its time zone. A company whose unknown keys are kept uses those too: \
        a template names them in `custom_variables`.",
    );
    about
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
        let is_created = CREATED.iter().any(|id| operation["operationId"] == *id);
        let names_others = operation["operationId"] == "triggerCommunicationEvent";
        if operation["operationId"] == "callback" {
            signed(operation);
        }
        let responses = operation["responses"].as_object_mut().expect("responses");
        if names_others {
            responses.insert("404".to_owned(), json!({"$ref": "#/components/responses/E404"}));
        }
        if let (true, Some(created)) = (is_created, responses.get("200").cloned()) {
            responses.remove("200");
            responses.insert("201".to_owned(), created);
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
        "operationId": "followMessageLink", "tags": ["Public"], "security": [],
        "summary": "Counts the click on a link in a message, and leads on",
        "description": format!("The links in a message of a template with `track_links` lead on for {LINK_DAYS} days, to what the message would have said, as it was when the message was \
            made. The second and each further link of a message has `-2` and so on behind the name. What is unknown, has not gone out or is too old is answered in one way."),
        "parameters": [{"name": "link", "in": "path", "required": true, "description": "The link", "schema": {"type": "string", "pattern": "^[0-9A-Z]{26}(-[2-9])?$"}}],
        "responses": {
            "302": {"description": "To where it leads", "headers": {"location": {"schema": {"type": "string", "format": "uri"}}}},
            "404": nowhere,
        },
    }})
}

/// It has no token but a signature, takes a form, and answers nothing.
fn signed(operation: &mut Value) {
    operation["security"] = json!([]);
    let parameters = operation["parameters"].as_array_mut().expect("parameters");
    parameters.retain(|parameter| parameter["$ref"] != "#/components/parameters/role");
    parameters
        .push(json!({"name": "X-Twilio-Signature", "in": "header", "required": true, "schema": {"type": "string"},
        "description": "HMAC-SHA1 with the account's token of the address and all parameters, base64"}));
    let schema = operation["requestBody"]["content"]["application/json"]["schema"].take();
    operation["requestBody"]["content"] = json!({"application/x-www-form-urlencoded": {"schema": schema}});
    let responses = operation["responses"].as_object_mut().expect("responses");
    let mut taken = responses.remove("200").expect("an answer");
    taken.as_object_mut().expect("an object").remove("content");
    responses.insert("204".to_owned(), taken);
    for none in ["401", "415"] {
        responses.remove(none);
    }
    for status in ["400", "403", "404", "413"] {
        responses.insert(status.to_owned(), json!({"$ref": format!("#/components/responses/E{status}")}));
    }
}

fn paging() -> [Value; 2] {
    let limit = json!({"name": "limit", "in": "query", "description": "The most that the page has",
        "schema": {"type": "integer", "minimum": 1, "maximum": 100, "default": 50}});
    [limit, text("starting_after", "`next` of the page before")]
}

fn operations() -> Vec<Operation> {
    let template = || id("template_id", "The template");
    let event = || id("event_name", "The event");
    let channel =
        json!({"name": "channel", "in": "query", "schema": {"enum": CHANNEL_NAMES}, "description": "Of this channel"});
    let templates = [
        Operation::post(TEMPLATES, "createTemplate", "Creates a template")
            .described(format!("A company has at most {TEMPLATES_MAX}; a channel has one of a name."))
            .takes(schema("NewTemplate"))
            .answers("The template", envelope(&schema("Template"))),
        Operation::get(TEMPLATES, "listTemplates", "Lists templates, in the order of their creation, without what they say")
            .with([channel])
            .with(paging())
            .answers("A page", envelope(&page("templates", "TemplateEntry"))),
        Operation::get(TEMPLATE, "getTemplate", "A template").with([template()]).answers("The template", envelope(&schema("Template"))),
        Operation::put(TEMPLATE, "updateTemplate", "Changes the keys sent; `null` takes a value away")
            .described("What has gone out, or waits, stays as it is.")
            .with([template()])
            .takes(schema("TemplateChange"))
            .answers("The template", envelope(&schema("Template"))),
        Operation::delete(TEMPLATE, "deleteTemplate", "Deletes a template that no event uses")
            .with([template()])
            .answers("Its id", envelope(&json!({"type": "object", "required": ["template_id"], "properties": {"template_id": {"type": "string"}}}))),
        Operation::ask(PREVIEW, "previewTemplate", "What a borrower would be sent")
            .described("With `variables` of the caller's, or with the values that a loan has now: then it is what an event would send, word by word, with how to opt out where the contact policy \
                wants that said. It is not asked whether the person may be contacted. A variable without a value is refused, as it is when the template is to go out.")
            .with([template()])
            .may_take(schema("Preview"))
            .answers("The message", envelope(&schema("Message"))),
    ];
    let events = [
        Operation::get(EVENTS, "listCommunicationEvents", "Lists events, by their names")
            .with(paging())
            .answers("A page", envelope(&page("events", "Event"))),
        Operation::put(EVENT, "putCommunicationEvent", "Says which templates an event sends")
            .described("What is sent replaces what there was; at least one channel must have a template.")
            .with([event()])
            .takes(schema("EventTemplates"))
            .answers("The event", envelope(&schema("Event"))),
        Operation::get(EVENT, "getCommunicationEvent", "An event").with([event()]).answers("The event", envelope(&schema("Event"))),
        Operation::delete(EVENT, "deleteCommunicationEvent", "Deletes an event")
            .with([event()])
            .answers("Its name", envelope(&json!({"type": "object", "required": ["event_name"], "properties": {"event_name": {"type": "string"}}}))),
    ];
    let trigger = Operation::post(TRIGGER, "triggerCommunicationEvent", "An event happens to a loan, and communications are created")
        .described("The header `role` is required: without it the answer is 401. Whether somebody may be contacted is decided by the company's contact policy. What goes out at once counts as an \
            attempt; what comes outside the permitted hours waits for the next permitted moment. A channel by which nothing goes out says why; where none does, nothing is written and the answer is 409, \
            with the reasons in `output.errors`. A variable that the loan has no value for is 400, and nothing is sent.")
        .takes(schema("Trigger"))
        .answers("What was created, channel by channel", schema("Triggered"));
    let settle = Operation::post(SETTLE, "settleCommunication", "Says what became of a communication of which nobody knows")
        .described("Of one that is `unknown`: it was handed to a provider, whose answer did not come. It is never sent again. As `sent` it counts as sent, as `not_sent` it has failed; the same \
            once more changes nothing, and anything else is 409. What the provider reports later holds nevertheless.")
        .with([id("loan_id", "The loan; of a credit line, the transaction"), id("communication_id", "The communication, in the loan's history")])
        .takes(schema("Settlement"))
        .answers("How far it is then", envelope(&schema("Communication")));
    let outbox = Operation::get(OUTBOX, "listOutbox", "What would have been sent")
        .described("Of channels whose provider is the `outbox`, as all are on a developer's machine: nothing of it leaves the system. The latest comes first, and each is kept for a week.")
        .with(paging())
        .answers("A page", envelope(&json!({"type": "object", "required": ["messages", "next"], "properties": {
            "messages": {"type": "array", "items": schema("OutboxMessage")},
            "next": maybe("What the next page is after, where there is one"),
        }})));
    let callback = Operation::ask(CALLBACK, "callback", "A provider reports what became of a message, or brings an answer")
        .described("Of `twilio` alone, to where its messages ask for it: a form of parameters, signed in the header `X-Twilio-Signature`. The number's own webhook for messages that come in \
            is this address without `ref`. What says nothing new changes nothing.")
        .with([id("provider", "`twilio`"), text("ref", "The communication, where it is a report")])
        .takes(json!({"type": "object", "additionalProperties": {"type": "string"}}))
        .answers("It is taken in", Value::Null);
    let tagged = |operations: Vec<Operation>, tag| operations.into_iter().map(move |operation| operation.tagged(tag));
    tagged(templates.into(), "Templates")
        .chain(tagged(events.into(), "Events"))
        .chain(tagged(vec![trigger, settle, outbox, callback], "Communications"))
        .collect()
}

fn envelope(output: &Value) -> Value {
    json!({"type": "object", "required": ["message", "output"], "properties": {"message": {"const": "success"}, "output": output}})
}

fn page(key: &str, entry: &str) -> Value {
    json!({"type": "object", "required": [key, "total", "next"], "properties": {
        key: {"type": "array", "items": schema(entry)},
        "total": {"type": "integer", "description": "How many there are, on all pages"},
        "next": maybe("What the next page is after, where there is one"),
    }})
}

fn schemas() -> Map<String, Value> {
    let schemas = [
        ("NewTemplate", openapi::new(template::FIELDS, &elsewhere)),
        ("TemplateChange", openapi::change(template::FIELDS, &elsewhere)),
        ("Template", shown(template::FIELDS)),
        ("TemplateEntry", entry()),
        ("Preview", openapi::new(preview::MESSAGE_FIELDS, &elsewhere)),
        ("Message", message()),
        ("EventTemplates", openapi::change(event::FIELDS, &elsewhere)),
        ("Event", shown(event::FIELDS)),
        ("Settlement", openapi::new(settling::FIELDS, &elsewhere)),
        ("Communication", communication()),
        ("Trigger", openapi::new(trigger::FIELDS, &elsewhere)),
        ("Triggered", triggered()),
        ("OutboxMessage", outbox_message()),
    ];
    schemas.into_iter().map(|(name, schema)| (name.to_owned(), schema)).collect()
}

/// The schemas of fields that other tables read.
fn elsewhere(field: &Field) -> Value {
    match field.key {
        "bodies" => json!({"type": "array", "minItems": 1, "maxItems": LANGUAGES_MAX, "items": body(),
            "description": format!("What it says, each language once; replaced as a whole; at most {BODIES_BYTES_MAX} bytes together")}),
        "custom_variables" => {
            json!({"type": ["array", "null"], "maxItems": CUSTOM_VARIABLES_MAX, "uniqueItems": true, "items": variable(),
            "description": field.about})
        }
        _ => json!({"type": ["object", "null"], "maxProperties": preview::VARIABLES_MAX, "propertyNames": variable(),
            "additionalProperties": {"type": "string", "maxLength": preview::VALUE_CHARS_MAX}, "description": field.about}),
    }
}

fn variable() -> Value {
    json!({"type": "string", "pattern": "^[a-z][a-z0-9_]*$", "maxLength": NAME_CHARS_MAX})
}

fn body() -> Value {
    json!({"type": "object", "required": ["language", "body"], "additionalProperties": false, "properties": {
        "language": {"type": "string", "description": "By ISO 639-1 code or English name; answered as the code"},
        "subject": {"type": ["string", "null"], "maxLength": template::SUBJECT_CHARS_MAX, "description": "Of an e-mail, which must have one"},
        "body": {"type": "string", "minLength": 1, "maxLength": 50_000,
            "description": "At most 1,600 characters of an SMS, 50,000 of an e-mail, 3,000 of a call and 4,096 of WhatsApp"},
    }})
}

fn maybe(about: &str) -> Value {
    json!({"type": ["string", "null"], "description": about})
}

/// Every field is there, `null` where nothing is said.
fn shown(fields: &[Field]) -> Value {
    let property = |field: &Field| {
        let value = match field.key {
            "bodies" => json!({"type": "array", "items": body(), "description": field.about}),
            "custom_variables" => json!({"type": "array", "items": variable(), "description": field.about}),
            "track_links" => json!({"type": "boolean", "description": field.about}),
            "client_template_id" | "voice_gender" | "sms" | "email" | "voice" | "whatsapp" => maybe(field.about),
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
        "template_id": {"type": "string"}, "name": {"type": "string"}, "channel": {"enum": CHANNEL_NAMES},
        "default_language": {"type": "string"}, "languages": {"type": "array", "items": {"type": "string"}},
        "updated_at": {"type": "string", "format": "date-time"},
    }})
}

fn outbox_message() -> Value {
    let text = |about: &str| json!({"type": "string", "description": about});
    json!({"type": "object", "properties": {
        "communication_id": {"type": "integer", "description": "The communication in the loan's history"},
        "shoot_id": text("By which webhooks name it"),
        "loan_id": text("The loan, or the transaction"),
        "channel": {"enum": CHANNEL_NAMES},
        "to": text("The number or address"),
        "from": text("Who it comes from"),
        "subject": maybe("Of an e-mail"),
        "body": text("The text; of an e-mail HTML"),
        "language": text("ISO 639-1"),
        "sent_at": {"type": "string", "format": "date-time"},
    }})
}

/// What the events `communication.*` say of it as well.
fn communication() -> Value {
    let text = |about: &str| json!({"type": "string", "description": about});
    json!({"type": "object", "required": ["communication_id", "loan_id", "channel", "status"], "properties": {
        "communication_id": {"type": "integer", "description": "The communication in the loan's history"},
        "loan_id": text("The loan, or the transaction"),
        "client_customer_id": maybe("Of a transaction: the customer"),
        "channel": {"enum": CHANNEL_NAMES},
        "event_name": text("The event that it came of"),
        "allocation_month": text("The month that it is about"),
        "status": text("How far it is"),
        "send_at": maybe("When it may go out, where it waits"),
        "reason": maybe("Why it is where it is"),
        "code": maybe("What the provider calls the reason"),
        "action_id": maybe("The recovery action that it carries out"),
    }})
}

fn triggered() -> Value {
    let line = |channel: &&str| ((*channel).to_owned(), json!({"type": "string"}));
    let data: Map<String, Value> = CHANNEL_NAMES.iter().map(line).collect();
    json!({"type": "object", "required": ["message", "output", "data"], "properties": {
        "message": {"const": "success"}, "output": {"type": "string"},
        "data": {"type": "object", "properties": data, "description": "A sentence for each channel of the event"},
    }})
}

fn message() -> Value {
    let count = json!({"type": "integer", "minimum": 0});
    json!({"type": "object", "required": ["language", "subject", "body", "sms", "contact_id"], "properties": {
        "language": {"type": "string"}, "subject": maybe("Of an e-mail"), "body": {"type": "string"},
        "sms": {"type": ["object", "null"], "description": "Of an SMS: what it is paid by", "properties": {
            "alphabet": {"enum": ["GSM-7", "UCS-2"]}, "characters": count, "units": count, "segments": count}},
        "contact_id": maybe("Of a loan's message: the contact whom it is for"),
    }})
}
