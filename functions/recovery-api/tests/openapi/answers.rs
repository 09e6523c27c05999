//! What answers hold that no table of fields describes.

use domain::recovery::action::{ActionStatus, ActionType};
use domain::recovery::contact;
use domain::recovery::default::DefaultStatus;
use domain::recovery::severity::Severity;
use openapi::{or_null, schema};
use serde_json::{Map, Value, json};

/// What may be unknown of a contact.
const OPTIONAL: [&str; 6] =
    ["phone_number", "email", "preferred_channel", "preferred_language", "time_zone", "attorney_name"];

pub fn text(about: &str) -> Value {
    json!({"type": "string", "description": about})
}

pub fn time(about: &str) -> Value {
    json!({"type": "string", "format": "date-time", "description": about})
}

fn day(about: &str) -> Value {
    json!({"type": "string", "format": "date", "description": about})
}

pub fn number(about: &str) -> Value {
    json!({"type": "number", "description": about})
}

pub fn count(about: &str) -> Value {
    json!({"type": "integer", "minimum": 0, "description": about})
}

/// An object with all of these keys.
pub fn object(properties: &[(&str, Value)]) -> Value {
    let required: Vec<&str> = properties.iter().map(|(key, _)| *key).collect();
    let properties: Map<String, Value> =
        properties.iter().map(|(key, schema)| ((*key).to_owned(), schema.clone())).collect();
    json!({"type": "object", "required": required, "properties": properties})
}

/// A page by number.
pub fn page(key: &str, resource: &str) -> Value {
    object(&[
        (key, json!({"type": "array", "items": schema(resource)})),
        ("total", count("How many there are on all pages")),
        ("page", count("The page, from 1")),
        ("limit", count("The most that a page has")),
    ])
}

/// A list that is answered as a whole.
pub fn whole(key: &str, resource: &str) -> Value {
    object(&[(key, json!({"type": "array", "items": schema(resource)})), ("total", count("How many there are"))])
}

/// A default, as lists show it.
pub fn default() -> Value {
    object(&default_fields())
}

fn default_fields() -> Vec<(&'static str, Value)> {
    let promise = object(&[
        ("amount", number("What is promised")),
        ("due_on", day("The last day on which it may be paid")),
        ("status", json!({"enum": ["open", "kept", "broken", "cancelled"]})),
        ("made_at", time("When it was made")),
        ("made_by", text("Who recorded it")),
    ]);
    vec![
        ("default_id", text("Id of the default")),
        ("loan_id", text("Id of the loan")),
        ("status", json!({"enum": DefaultStatus::ALL.map(DefaultStatus::name)})),
        ("severity", json!({"enum": Severity::ALL.map(Severity::name)})),
        ("days_past_due", count("Of today; once it is over, of the day on which it was")),
        ("bucket", text("The bracket of days past due, as 31-60")),
        ("overdue_since", day("The due date that was missed first and is still owed")),
        ("amount_overdue", number("All that is overdue")),
        ("amount_recovered", number("What came back since it was found")),
        ("currency", text("ISO 4217 code")),
        ("detected_at", time("When it was found")),
        ("resolved_at", or_null(time("When it was over"))),
        ("last_contact_at", or_null(time("When an action went out last"))),
        ("promise", or_null(promise)),
    ]
}

/// A default with the holds on its loan.
pub fn default_with_holds() -> Value {
    let mut fields = default_fields();
    fields.push(("holds", holds()));
    object(&fields)
}

/// A default as the list of work shows it.
pub fn work_item() -> Value {
    let kinds = json!({"type": "array", "items": {"enum": ["dispute", "hardship"]}, "description": "Why nothing is to be asked of the borrower"});
    let mut fields = default_fields();
    fields.push(("holds", kinds));
    object(&fields)
}

/// A page of the list of work.
pub fn worklist() -> Value {
    object(&[
        ("worklist", json!({"type": "array", "items": schema("WorkItem")})),
        ("next_page_token", text("By which the next page is asked for; empty on the last one")),
    ])
}

/// A default by itself.
pub fn default_details() -> Value {
    let entry = object(&[
        ("at", time("When")),
        ("what", text("What, as severity_changed")),
        ("why", text("Why")),
        ("by", text("Who: the name of a credential, or of the function that acted by itself")),
    ]);
    let mut fields = default_fields();
    fields.extend([
        ("history", json!({"type": "array", "items": entry, "description": "What changed, the oldest first"})),
        ("holds", holds()),
        ("recovery_actions", json!({"type": "array", "items": schema("Action"), "description": "The newest 100"})),
        ("recovery_actions_total", count("How many there are")),
    ]);
    object(&fields)
}

fn holds() -> Value {
    let hold = object(&[
        ("kind", json!({"enum": ["dispute", "hardship"]})),
        ("until", or_null(day("The last day on which it holds"))),
        ("placed_at", time("When it was placed")),
        ("placed_by", text("Who placed it")),
    ]);
    json!({"type": "array", "items": hold, "description": "Reasons for which nothing is asked of the borrower"})
}

/// An action.
pub fn action() -> Value {
    object(&[
        ("action_id", text("Id of the action")),
        ("default_id", text("Id of the default")),
        ("loan_id", text("Id of the loan")),
        ("action_type", json!({"enum": ActionType::NAMES})),
        ("status", json!({"enum": ActionStatus::ALL.map(ActionStatus::name)})),
        (
            "reason",
            or_null(text(
                "The rule of the contact policy that refused it or put it off, no_contact, default_over, promise, no_template, no_value, too_long, or no_applicant of a notice; or why its communication failed; or that its notice was unprintable or returned",
            )),
        ),
        ("message", or_null(text("What the borrower is told"))),
        ("template", or_null(text("The template of the message"))),
        ("language", or_null(text("Its language, ISO 639-1"))),
        ("contact_id", or_null(text("Whom it reaches"))),
        (
            "communication_id",
            json!({"type": ["integer", "null"], "description": "The communication that carries it out, in the loan's history"}),
        ),
        (
            "notice_id",
            json!({"type": ["integer", "null"], "description": "The notice that carries it out, in the loan's history"}),
        ),
        ("scheduled_at", or_null(time("When it is executed by itself"))),
        ("executed_at", or_null(time("When it was handed over, refused or taken back"))),
        (
            "conversation",
            json!({"type": "boolean", "description": "Whether it came to a conversation with the borrower"}),
        ),
        (
            "announces_remedy",
            json!({"type": "boolean", "description": "Of a notice: whether it announces a remedy at law"}),
        ),
        ("is_planned", json!({"type": "boolean", "description": "Whether the company's plan created it, by itself"})),
        ("created_at", time("When it was created")),
        ("created_by", text("Who created it")),
    ])
}

/// A contact.
pub fn contact() -> Value {
    let mut answer = openapi::answer(contact::FIELDS, &|_| Value::Null);
    for key in OPTIONAL {
        if let Some(property) = answer.pointer_mut(&format!("/properties/{key}")) {
            *property = or_null(property.take());
        }
    }
    answer
}

/// An error.
pub fn error() -> Value {
    json!({"type": "object", "required": ["detail"], "properties": {
        "detail": text("What is wrong; where keys or parameters are at fault, the first of them"),
        "errors": {"type": "object", "description": "All keys and parameters at fault, nested as the body is"},
        "request_id": text("Of a fault of the system: the id to ask us about"),
    }})
}
