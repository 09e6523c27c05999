//! Schemas of accounts, from the table that checks them, and of errors.

use domain::resource::{Field, Kind, NAME_CHARS_MAX, Owner, TEXT_CHARS_MAX};
use domain::revolving::FIELDS;
use serde_json::{Map, Value, json};

/// All schemas.
pub fn schemas() -> Value {
    json!({
        "Account": shown(),
        "NewAccount": sent(true),
        "AccountChange": sent(false),
        "AccountList": list(),
        "Error": error(),
    })
}

/// As answers show it.
fn shown() -> Value {
    let properties: Map<_, _> = FIELDS.iter().map(|field| (field.key.to_owned(), property(field, false))).collect();
    let always = ["account_id", "client_id", "status", "max_credit", "available_credit", "consumed_credit"];
    let always = always.into_iter().chain(["exposure_limit_type", "create_time", "update_time"]).collect::<Vec<_>>();
    json!({"type": "object", "properties": properties, "required": always, "additionalProperties": false})
}

/// As bodies say it: what is computed may be `null`, or what it is at present.
fn sent(is_new: bool) -> Value {
    let taken = |field: &&Field| !is_new || field.owner == Owner::Caller;
    let properties: Map<_, _> =
        FIELDS.iter().filter(taken).map(|field| (field.key.to_owned(), property(field, true))).collect();
    let required: Vec<_> = FIELDS.iter().filter(|field| is_new && field.required).map(|field| field.key).collect();
    let mut schema = json!({"type": "object", "properties": properties, "additionalProperties": false});
    if is_new && let Some(schema) = schema.as_object_mut() {
        schema.insert("required".into(), json!(required));
    }
    schema
}

fn property(field: &Field, is_sent: bool) -> Value {
    let mut schema = kind(field.kind, is_sent);
    let Some(members) = schema.as_object_mut() else { return schema };
    if is_sent && !field.required && field.key != "account_id" {
        if let Some(plain) = members.get("type").filter(|plain| plain.is_string()).cloned() {
            members.insert("type".into(), json!([plain, "null"]));
        }
        if let Some(Value::Array(values)) = members.get_mut("enum") {
            values.push(Value::Null);
        }
    }
    let about = if is_sent && field.owner == Owner::System {
        members.insert("readOnly".into(), true.into());
        format!("{}. Computed: a body may repeat it as it was read", field.about)
    } else {
        field.about.to_owned()
    };
    members.insert("description".into(), about.into());
    schema
}

fn kind(kind: Kind, is_sent: bool) -> Value {
    match kind {
        Kind::Id => json!({"type": "string", "minLength": 1, "maxLength": NAME_CHARS_MAX}),
        Kind::Name => json!({"type": "string", "maxLength": NAME_CHARS_MAX}),
        Kind::Text => json!({"type": "string", "maxLength": TEXT_CHARS_MAX}),
        // A number is taken too, and read exactly.
        Kind::Amount if is_sent => {
            json!({"type": ["string", "number"], "pattern": AMOUNT, "minimum": 0, "example": "1234.56"})
        }
        Kind::Amount => json!({"type": "string", "pattern": AMOUNT, "example": "1234.56"}),
        Kind::Percentage => json!({"type": "number", "minimum": 0, "maximum": 100}),
        Kind::Count(least, most) => json!({"type": "integer", "minimum": least, "maximum": most}),
        Kind::Time => json!({"type": "string", "format": "date-time", "example": "2024-01-31T09:30:00Z"}),
        Kind::Bool => json!({"type": "boolean"}),
        Kind::Choice(choices) => json!({"type": "string", "enum": choices}),
        Kind::Choices(choices) => {
            json!({"type": "array", "uniqueItems": true, "items": {"type": "string", "enum": choices}})
        }
        Kind::Object(_) | Kind::List(..) => unreachable!("an account has no field that has fields"),
    }
}

const AMOUNT: &str = "^[0-9]+([.][0-9]+)?$";

fn list() -> Value {
    let count = |about: &str| json!({"type": "integer", "minimum": 0, "description": about});
    json!({"type": "object", "additionalProperties": false, "required": ["total", "remaining", "accounts", "next_page_token"], "properties": {
        "total": count("How many match the filter, on all pages"),
        "remaining": count("How many of them are on this page and on those that follow"),
        "accounts": {"type": "array", "maxItems": 100, "items": {"$ref": "#/components/schemas/Account"}},
        "next_page_token": {"type": "string", "description": "`page_token` of the next page; empty on the last one"},
    }})
}

/// AIP-193.
fn error() -> Value {
    let words = [
        "INVALID_ARGUMENT",
        "FAILED_PRECONDITION",
        "UNAUTHENTICATED",
        "PERMISSION_DENIED",
        "NOT_FOUND",
        "UNIMPLEMENTED",
        "ABORTED",
        "ALREADY_EXISTS",
        "RESOURCE_EXHAUSTED",
        "INTERNAL",
        "UNAVAILABLE",
    ];
    let details = "`google.rpc.BadRequest` with `field_violations`, `google.rpc.RetryInfo` with `retry_delay`, `google.rpc.RequestInfo` \
        with `request_id`, each where it says something";
    let detail = json!({"type": "object", "properties": {"@type": {"type": "string"}}, "required": ["@type"]});
    let error = json!({"type": "object", "required": ["code", "status", "message", "details"], "properties": {
        "code": {"type": "integer", "description": "The HTTP status"},
        "status": {"type": "string", "enum": words},
        "message": {"type": "string"},
        "details": {"type": "array", "description": details, "items": detail},
    }});
    json!({"type": "object", "required": ["error"], "properties": {"error": error}})
}
