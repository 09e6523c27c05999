//! A description as a whole.

use serde_json::{Map, Value, json};

use crate::{Operation, errors, operation, parameters};

/// What an API serves.
#[derive(Debug)]
pub struct Description {
    /// Its name.
    pub title: &'static str,
    /// What there is to know before the first request.
    pub about: String,
    /// Groups of operations, in their order.
    pub tags: Vec<(&'static str, &'static str)>,
    /// The operations: path, method and what it is.
    pub operations: Vec<Operation>,
    /// Schemas, by their names; that of errors is added.
    pub schemas: Map<String, Value>,
    /// What its lists can be filtered by, for the parameter `filter`.
    pub filter: &'static str,
}

impl Description {
    /// The description, as `OpenAPI` 3.1.
    pub fn to_json(&self) -> Value {
        let mut schemas = self.schemas.clone();
        schemas.insert("Error".to_owned(), errors::schema());
        schemas.insert("GatewayError".to_owned(), errors::of_gateway());
        let tags: Vec<Value> =
            self.tags.iter().map(|(name, about)| json!({"name": name, "description": about})).collect();
        json!({
            "openapi": "3.1.0",
            "info": {"title": self.title, "version": env!("CARGO_PKG_VERSION"), "description": self.about,
                "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"}},
            "servers": [{"url": "/"}],
            "security": [{"authenticationtoken": []}, {"bearer": []}, {"apiKey": []}],
            "tags": tags,
            "paths": operation::paths(&self.operations),
            "components": {
                "schemas": schemas,
                "responses": errors::responses(),
                "parameters": parameters::shared(self.filter),
                "headers": headers(),
                "securitySchemes": security(),
            },
        })
    }
}

fn security() -> Value {
    json!({
        "authenticationtoken": {"type": "apiKey", "in": "header", "name": "authenticationtoken"},
        "bearer": {"type": "http", "scheme": "bearer"},
        "apiKey": {"type": "apiKey", "in": "header", "name": "X-API-KEY"},
    })
}

fn headers() -> Value {
    json!({
        "RequestId": {"description": "Names the request in the logs", "schema": {"type": "string"}},
        "RetryAfter": {"description": "Seconds", "schema": {"type": "integer"}},
        "Replayed": {"description": "The answer is that of the first request with this key", "schema": {"const": "true"}},
    })
}
