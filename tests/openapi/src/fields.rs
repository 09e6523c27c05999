//! Schemas of resources, from their tables of fields.

use domain::accounts::value::LARGEST_AMOUNT;
use domain::resource::{Field, Kind, NAME_CHARS_MAX, Owner, TEXT_CHARS_MAX};
use serde_json::{Map, Value, json};

use crate::{or_null, with};

/// An amount in an answer: with all decimals of its currency, and less than 0 where it is taken back.
const AMOUNT_SHOWN: &str = "^-?[0-9]+([.][0-9]+)?$";
/// An amount in a body.
const AMOUNT_SENT: &str = "^[0-9]{1,14}([.][0-9]{1,12})?$";

/// Whether a body creates a resource or changes one, or an answer shows it.
#[derive(Clone, Copy, PartialEq)]
enum Sense {
    New,
    Change,
    Shown,
}

/// A resource as answers show it. `elsewhere` gives the schemas of the fields that other tables describe.
pub fn answer(fields: &[Field], elsewhere: &dyn Fn(&Field) -> Value) -> Value {
    object(fields, Sense::Shown, elsewhere)
}

/// A body that creates a resource: what is computed is not in it.
pub fn new(fields: &[Field], elsewhere: &dyn Fn(&Field) -> Value) -> Value {
    object(fields, Sense::New, elsewhere)
}

/// A body that changes a resource: nothing is required, `null` takes a value away, and what is computed may be sent back as
/// it was read.
pub fn change(fields: &[Field], elsewhere: &dyn Fn(&Field) -> Value) -> Value {
    object(fields, Sense::Change, elsewhere)
}

/// A body of a custom method.
pub fn action(fields: &[Field]) -> Value {
    new(fields, &|field| scalar(field.kind))
}

/// A page of a list, whose resources are under `key`.
pub fn list(key: &str, resource: &str) -> Value {
    let count = |about: &str| json!({"type": "integer", "minimum": 0, "description": about});
    let mut page = json!({"type": "object", "additionalProperties": false, "required": ["total", "remaining", key, "next_page_token"], "properties": {
        "total": count("How many match the filter, on all pages"),
        "remaining": count("How many of them are on this page and on those that follow"),
    }});
    if let Some(properties) = page.get_mut("properties").and_then(Value::as_object_mut) {
        properties.insert(key.to_owned(), json!({"type": "array", "items": crate::schema(resource)}));
        let about = "`page_token` of the next page; empty on the last one";
        properties.insert("next_page_token".to_owned(), json!({"type": "string", "description": about}));
    }
    page
}

fn object(fields: &[Field], sense: Sense, elsewhere: &dyn Fn(&Field) -> Value) -> Value {
    let is_there = |field: &&Field| sense != Sense::New || field.owner != Owner::System;
    let properties: Map<_, _> =
        fields.iter().filter(is_there).map(|field| (field.key.to_owned(), property(field, sense, elsewhere))).collect();
    let required: Vec<_> =
        fields.iter().filter(|field| field.required && sense == Sense::New).map(|field| field.key).collect();
    let mut schema = json!({"type": "object", "properties": properties, "additionalProperties": false});
    if let (false, Some(schema)) = (required.is_empty(), schema.as_object_mut()) {
        schema.insert("required".to_owned(), json!(required));
    }
    schema
}

fn property(field: &Field, sense: Sense, elsewhere: &dyn Fn(&Field) -> Value) -> Value {
    let schema = match (field.owner, field.kind) {
        (Owner::Elsewhere, _) => elsewhere(field),
        // A list is replaced as a whole.
        (_, Kind::List(inside, most)) => {
            let sense = if sense == Sense::Change { Sense::New } else { sense };
            json!({"type": "array", "items": object(inside, sense, elsewhere), "maxItems": most})
        }
        (_, Kind::Object(inside)) => object(inside, sense, elsewhere),
        (_, Kind::Amount) if sense == Sense::Shown => when_shown(),
        (_, kind) => scalar(kind),
    };
    let is_nullable = sense != Sense::Shown && !field.required;
    let schema = if is_nullable { or_null(schema) } else { schema };
    if sense == Sense::Change && field.owner == Owner::System {
        let about = format!("{}. Computed: a body may repeat it as it was read", field.about);
        return with(schema, &json!({"description": about, "readOnly": true}));
    }
    with(schema, &json!({"description": field.about}))
}

/// An amount in a body: a number is taken too, and read exactly.
pub fn when_sent() -> Value {
    json!({"type": ["string", "number"], "pattern": AMOUNT_SENT, "minimum": 0, "maximum": LARGEST_AMOUNT, "example": "1234.56"})
}

/// An amount in an answer.
pub fn when_shown() -> Value {
    json!({"type": "string", "pattern": AMOUNT_SHOWN, "example": "1234.56"})
}

/// The schema of a value in a body, where it is no object and no list of objects.
pub fn scalar(kind: Kind) -> Value {
    match kind {
        Kind::Id => json!({"type": "string", "minLength": 1, "maxLength": NAME_CHARS_MAX}),
        Kind::Name => json!({"type": "string", "maxLength": NAME_CHARS_MAX}),
        Kind::Text => json!({"type": "string", "maxLength": TEXT_CHARS_MAX}),
        Kind::Amount => when_sent(),
        Kind::Percentage => json!({"type": "number", "minimum": 0, "maximum": 100}),
        Kind::Count(least, most) => json!({"type": "integer", "minimum": least, "maximum": most}),
        Kind::Time => json!({"type": "string", "format": "date-time", "example": "2024-01-31T09:30:00Z"}),
        Kind::Bool => json!({"type": "boolean"}),
        Kind::Choice(choices) => json!({"type": "string", "enum": choices}),
        Kind::Choices(choices) => {
            json!({"type": "array", "uniqueItems": true, "items": {"type": "string", "enum": choices}})
        }
        Kind::Object(inside) => action(inside),
        Kind::List(inside, most) => json!({"type": "array", "items": action(inside), "maxItems": most}),
    }
}
