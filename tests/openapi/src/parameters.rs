//! Parameters.

use domain::company::Role;
use domain::listing::{PAGE_SIZE_DEFAULT, PAGE_SIZE_MAX};
use domain::resource::NAME_CHARS_MAX;
use serde_json::{Value, json};

/// The parameters of every list.
pub(crate) const LIST: [&str; 4] = ["filter", "orderBy", "pageSize", "pageToken"];

/// Those that operations share, by their names.
pub(crate) fn shared(filter: &str) -> Value {
    let roles = [Role::Viewer, Role::Agent, Role::Manager, Role::Admin].map(Role::name);
    let query = |name: &str, schema: Value, about: &str| json!({"name": name, "in": "query", "schema": schema, "description": about});
    let text = || json!({"type": "string"});
    let size = json!({"type": "integer", "minimum": 0, "default": PAGE_SIZE_DEFAULT});
    json!({
        "filter": query("filter", text(), filter),
        "orderBy": query("order_by", text(), "AIP-132, by any field that is no list: `amount desc, holder_id`"),
        "pageSize": query("page_size", size, &format!("At most {PAGE_SIZE_MAX}, which is what who asks for more gets")),
        "pageToken": query("page_token", text(), "`next_page_token` of the page before, with the same filter and order; good for a day"),
        "role": {"name": "role", "in": "header", "schema": {"type": "string", "enum": roles},
            "description": "One of the token's roles; its highest when absent"},
        "idempotencyKey": {"name": "Idempotency-Key", "in": "header", "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
            "description": "The same key, path and body within 24 hours is answered as the first time, with `idempotency-replayed: true`"},
    })
}

/// A reference to a parameter of [`shared`].
pub(crate) fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/components/parameters/{name}")})
}

/// An id in the path.
pub fn id(name: &str, about: &str) -> Value {
    json!({"name": name, "in": "path", "required": true, "description": about,
        "schema": {"type": "string", "minLength": 1, "maxLength": NAME_CHARS_MAX}})
}

/// An id of the path that a query may repeat.
pub fn repeated(name: &str) -> Value {
    text(name, "The same id as in the path, where it is repeated")
}

/// A text in the query.
pub fn text(name: &str, about: &str) -> Value {
    json!({"name": name, "in": "query", "schema": {"type": "string"}, "description": about})
}

/// A text in a header.
pub fn header(name: &str, about: &str) -> Value {
    json!({"name": name, "in": "header", "schema": {"type": "string"}, "description": about})
}
