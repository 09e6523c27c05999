//! What the data of an event has, as a table: it says what of an event is told, and is published as a JSON schema.

use crate::json::{Json, Object};

/// The type of a value.
#[derive(Debug, Clone, Copy)]
pub enum Value {
    /// A string.
    Text,
    /// A calendar date, `2024-01-31`.
    Day,
    /// A time, RFC 3339.
    Time,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// `true` or `false`.
    Bool,
    /// A list of strings.
    Texts,
    /// An object.
    Object(&'static [EventField]),
    /// A list of objects.
    List(&'static [EventField]),
    /// An object whose keys depend on something else.
    Open,
}

/// One key of an event's data.
#[derive(Debug, Clone, Copy)]
pub struct EventField {
    /// The key.
    pub key: &'static str,
    /// The type of its value.
    pub value: Value,
    /// Whether it is always there and never `null`.
    pub required: bool,
    /// What it means.
    pub about: &'static str,
}

impl EventField {
    /// A key that is always there.
    pub const fn always(key: &'static str, value: Value, about: &'static str) -> Self {
        Self { key, value, required: true, about }
    }

    /// A key that may be left out, or be `null`.
    pub const fn maybe(key: &'static str, value: Value, about: &'static str) -> Self {
        Self { key, value, required: false, about }
    }
}

/// What of an event's data the table has, in the table's order.
pub fn told(fields: &[EventField], data: &Object) -> Object {
    let member = |field: &EventField| Some((field.key.to_owned(), data.get(field.key)?.clone()));
    fields.iter().filter_map(member).collect()
}

/// The JSON schema of an object with these keys.
pub fn schema(fields: &[EventField]) -> Json {
    let required = fields.iter().filter(|field| field.required).map(|field| Json::text(field.key)).collect();
    let properties = fields.iter().map(|field| (field.key.to_owned(), of_value(field))).collect();
    object([("type", "object".into()), ("required", required), ("properties", Json::Object(properties))])
}

fn of_value(field: &EventField) -> Json {
    let (name, more): (&str, Option<(&str, Json)>) = match field.value {
        Value::Text => ("string", None),
        Value::Day => ("string", Some(("format", "date".into()))),
        Value::Time => ("string", Some(("format", "date-time".into()))),
        Value::Integer => ("integer", None),
        Value::Number => ("number", None),
        Value::Bool => ("boolean", None),
        Value::Texts => ("array", Some(("items", object([("type", "string".into())])))),
        Value::List(inside) => ("array", Some(("items", schema(inside)))),
        Value::Object(inside) => return described(&schema(inside), field),
        Value::Open => ("object", None),
    };
    let name = if field.required { Json::text(name) } else { [Json::text(name), "null".into()].into_iter().collect() };
    let members = [("type", name)].into_iter().chain(more);
    described(&Json::Object(members.map(|(key, value)| (key.to_owned(), value)).collect()), field)
}

fn described(schema: &Json, field: &EventField) -> Json {
    let mut members = schema.as_object().cloned().unwrap_or_default();
    members.insert("description".to_owned(), field.about.into());
    Json::Object(members)
}

/// An object of these members.
pub fn object<const N: usize>(members: [(&str, Json); N]) -> Json {
    Json::Object(members.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}
