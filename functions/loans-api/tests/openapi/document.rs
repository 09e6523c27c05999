//! The description as a whole.

use serde_json::{Map, Value, json};

use crate::{answers, paths, requests};

const ABOUT: &str = "Loans uploaded for recovery, customers of credit lines and their transactions, payments. The paths under \
    `/recovery` are the current edition, those under `/legacy/recovery` the edition of 2020. A company of kind `lending` uploads loans, \
    one of kind `credit_line` transactions of customers; both use the same paths.";

/// The description, as `OpenAPI` 3.1.
pub fn document() -> Value {
    let mut schemas = Map::new();
    requests::add(&mut schemas);
    answers::add(&mut schemas);
    json!({
        "openapi": "3.1.0",
        "info": {"title": "Recoup lending API", "version": env!("CARGO_PKG_VERSION"), "description": ABOUT, "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"}},
        "servers": [{"url": "/"}],
        "security": [{"authenticationtoken": []}, {"bearer": []}, {"apiKey": []}],
        "tags": [{"name": "Loans and customers"}, {"name": "Payments"}, {"name": "Field agents"}, {"name": "2020 edition"}],
        "paths": paths::paths(),
        "components": {"schemas": schemas, "responses": responses(), "parameters": parameters(), "securitySchemes": security()},
    })
}

fn security() -> Value {
    json!({
        "authenticationtoken": {"type": "apiKey", "in": "header", "name": "authenticationtoken"},
        "bearer": {"type": "http", "scheme": "bearer"},
        "apiKey": {"type": "apiKey", "in": "header", "name": "X-API-KEY"},
    })
}

fn parameters() -> Value {
    json!({
        "id": {"name": "id", "in": "path", "required": true, "schema": {"type": "string", "minLength": 1, "maxLength": 100},
            "description": "The lender's id of the loan; for credit-line companies of the transaction, or when reading of the customer"},
        "customerId": {"name": "customer_id", "in": "path", "required": true, "schema": {"type": "string", "minLength": 1, "maxLength": 100},
            "description": "The lender's id of the customer"},
        "allocationMonth": {"name": "allocation_month", "in": "query", "required": true, "schema": {"type": "string", "pattern": requests::MONTH},
            "description": "The month that the payment is for, without leading zero", "example": "2021-2-01"},
        "fields": {"name": "fields", "in": "query", "schema": {"type": "string"}, "example": "loan,payment",
            "description": "Comma list of `loan, communication, payment, notice, remark`; all when absent"},
        "startTime": {"name": "start_time", "in": "query", "schema": {"type": "number", "minimum": 0},
            "description": "Unix seconds: the earliest creation of communications, payments, notices and remarks. Also `start_date`"},
        "endTime": {"name": "end_time", "in": "query", "schema": {"type": "number", "minimum": 0},
            "description": "Unix seconds: the latest creation of communications, payments, notices and remarks. Also `end_date`"},
        "role": {"name": "role", "in": "header", "schema": requests::role(),
            "description": "One of the token's roles; its highest when absent"},
        "requiredRole": {"name": "role", "in": "header", "required": true, "schema": requests::role(), "description": "One of the token's roles"},
        "idempotencyKey": {"name": "Idempotency-Key", "in": "header", "schema": {"type": "string", "minLength": 1, "maxLength": 255},
            "description": "The same key, path and body within 24 hours is answered as the first time, with `idempotency-replayed: true`"},
    })
}

fn responses() -> Value {
    let about = [
        ("400", "The request is malformed, or keys are at fault: then `output.errors` names them"),
        ("401", "The token is missing, unknown, expired or revoked"),
        ("403", "The role does not allow it, or the operation is for the other kind of company"),
        ("404", "There is no such thing in this company"),
        ("405", "The path is known, the method is not"),
        ("406", "`Accept` excludes JSON"),
        ("409", "It contradicts what is stored, or others kept changing the same thing (then with `Retry-After`)"),
        ("413", "The body is larger than 1 MiB, or what it would store is too large"),
        ("415", "The body is not JSON"),
        ("422", "The idempotency key was used for another request"),
        ("429", "Too many requests"),
        ("500", "A fault of the system, with the request's id"),
        ("503", "Something the system depends on throttles or is away; with `Retry-After`"),
    ];
    let response = |(status, about): (&str, &str)| {
        let retry = json!({"Retry-After": {"schema": {"type": "integer"}, "description": "Seconds"}});
        let headers = if ["409", "503", "429"].contains(&status) { retry } else { json!({}) };
        let content = json!({"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}});
        (format!("E{status}"), json!({"description": about, "headers": headers, "content": content}))
    };
    Value::Object(about.into_iter().map(response).collect())
}
