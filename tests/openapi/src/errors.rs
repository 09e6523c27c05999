//! Errors, as AIP-193 has them.

use serde_json::{Value, json};

/// What a read can be answered instead. 429 is the gateway's.
pub(crate) const READING: [&str; 8] = ["400", "401", "403", "405", "406", "429", "500", "503"];
/// What a change can be answered beside that. Its body makes it 413 and 415, its idempotency key 422.
pub(crate) const CHANGING: [&str; 1] = ["409"];
/// What a request with a body can be answered beside that.
pub(crate) const WITH_BODY: [&str; 2] = ["413", "415"];
/// What a request with an idempotency key can be answered beside that.
pub(crate) const WITH_KEY: [&str; 1] = ["422"];
/// What a request for one resource can be answered beside that.
pub(crate) const OF_ONE: [&str; 1] = ["404"];

/// What the gateway answers too, in its own words: where a path leads nowhere, a body is too large for it, requests are too many,
/// or a function cannot answer.
const OF_GATEWAY: [&str; 5] = ["404", "413", "429", "500", "503"];

const ABOUT: [(&str, &str); 13] = [
    ("400", "The request is malformed, fields or parameters are at fault, or the state of things forbids it"),
    ("401", "The token is missing, unknown, expired or revoked"),
    ("403", "The role does not allow it"),
    ("404", "There is no such thing in this company"),
    ("405", "The path is known, the method is not"),
    ("406", "`Accept` excludes JSON"),
    ("409", "There is one of this id, or others kept changing the same thing (then with `Retry-After`)"),
    ("413", "The body is larger than 1 MiB, or what it would store is too large"),
    ("415", "The body is not JSON"),
    ("422", "The idempotency key was used for another request"),
    ("429", "Too many requests"),
    ("500", "A fault of the system, with the request's id"),
    ("503", "Something the system depends on throttles or is away; with `Retry-After`"),
];

/// The responses with errors, by their names.
pub(crate) fn responses() -> Value {
    let response = |(status, about): (&str, &str)| {
        let mut headers = json!({"x-request-id": {"$ref": "#/components/headers/RequestId"}});
        if let (true, Some(headers)) = (["409", "429", "503"].contains(&status), headers.as_object_mut()) {
            headers.insert("Retry-After".to_owned(), json!({"$ref": "#/components/headers/RetryAfter"}));
        }
        let schema = if OF_GATEWAY.contains(&status) {
            json!({"anyOf": [crate::schema("Error"), crate::schema("GatewayError")]})
        } else {
            crate::schema("Error")
        };
        let content = json!({"application/json": {"schema": schema}});
        (format!("E{status}"), json!({"description": about, "headers": headers, "content": content}))
    };
    Value::Object(ABOUT.into_iter().map(response).collect())
}

/// The schema of what the gateway itself says.
pub(crate) fn of_gateway() -> Value {
    let about = "What the gateway says of a request that does not reach the API";
    json!({"type": "object", "description": about, "required": ["message"], "properties": {"message": {"type": "string"}}})
}

/// The schema of an error's body.
pub(crate) fn schema() -> Value {
    let words = [
        "INVALID_ARGUMENT",
        "FAILED_PRECONDITION",
        "UNAUTHENTICATED",
        "PERMISSION_DENIED",
        "NOT_FOUND",
        "UNIMPLEMENTED",
        "ABORTED",
        "ALREADY_EXISTS",
        "INTERNAL",
        "UNAVAILABLE",
    ];
    let text = json!({"type": "string"});
    let violation = json!({"type": "object", "required": ["field", "description"], "properties": {
        "field": {"type": "string", "description": "Where it lies: `settings.interest.rate`, `tranches[0].amount`", "example": "settings.interest.rate"},
        "description": text,
    }});
    let types = ["BadRequest", "RetryInfo", "RequestInfo"].map(|name| format!("type.googleapis.com/google.rpc.{name}"));
    let detail = json!({"type": "object", "required": ["@type"], "properties": {
        "@type": {"enum": types},
        "field_violations": {"type": "array", "items": violation, "description": "Of a `BadRequest`: all fields and parameters at fault"},
        "retry_delay": {"type": "string", "description": "Of a `RetryInfo`: after how long the same request can succeed", "example": "1s"},
        "request_id": {"type": "string", "description": "Of a `RequestInfo`: the id to ask us about"},
    }});
    let error = json!({"type": "object", "required": ["code", "status", "message", "details"], "properties": {
        "code": {"type": "integer", "description": "The HTTP status"},
        "status": {"type": "string", "enum": words},
        "message": text,
        "details": {"type": "array", "items": detail},
    }});
    json!({"type": "object", "required": ["error"], "properties": {"error": error}})
}
