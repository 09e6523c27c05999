//! Descriptions of the resource-style APIs (accounts, products, credit lines) as `OpenAPI` 3.1, made of the tables of
//! `domain` that check bodies and order answers. A function's tests say which operations it has, and compare what comes out
//! with what is published in `infra/openapi`.

mod description;
mod errors;
mod fields;
mod operation;
mod parameters;
mod settings;

pub use description::Description;
pub use fields::{action, answer, change, list, new, scalar, when_sent, when_shown};
pub use operation::{Operation, paths};
pub use parameters::{header, id, repeated, text};
pub use settings::{add_settings, on_account, settings, value};

use serde_json::{Value, json};

/// A reference to a schema of the description.
pub fn schema(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

/// Adds members to a schema.
#[must_use]
pub fn with(mut schema: Value, members: &Value) -> Value {
    if let (Some(schema), Some(members)) = (schema.as_object_mut(), members.as_object()) {
        schema.extend(members.iter().map(|(key, value)| (key.clone(), value.clone())));
    }
    schema
}

/// The same schema, for a value that may also be `null`.
#[must_use]
pub fn or_null(mut schema: Value) -> Value {
    let Some(members) = schema.as_object_mut() else { return schema };
    if ["$ref", "oneOf", "anyOf"].iter().any(|key| members.contains_key(*key)) {
        return json!({"anyOf": [schema, {"type": "null"}]});
    }
    match members.get_mut("type") {
        Some(Value::Array(types)) if types.contains(&json!("null")) => return schema,
        Some(Value::Array(types)) => types.push(json!("null")),
        Some(plain) => *plain = json!([plain.clone(), "null"]),
        None => {}
    }
    if let Some(Value::Array(values)) = members.get_mut("enum") {
        values.push(Value::Null);
    }
    schema
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn null_is_added_once() {
        let choice = or_null(json!({"type": "string", "enum": ["A"]}));
        assert_eq!(choice, json!({"type": ["string", "null"], "enum": ["A", null]}));
        assert_eq!(or_null(choice.clone()), choice);
        assert_eq!(or_null(schema("A")), json!({"anyOf": [schema("A"), {"type": "null"}]}));
    }
}
