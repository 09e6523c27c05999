//! The description as a whole.

use domain::company::Role;
use domain::listing::{PAGE_SIZE_DEFAULT, PAGE_SIZE_MAX};
use serde_json::{Map, Value, json};

use crate::schemas::schemas;

const ABOUT: &str = "Revolving accounts: a client's pre-approved limit, which the loans that are registered to it consume. Amounts are decimals in \
    strings; times are of RFC 3339, and their days are those of the company's time zone. Errors are those of Google's AIP-193, lists those of AIP-158, \
    AIP-160 and AIP-132.\n\n\
    The status follows from the times: `StatusPendingApproval` until there is an `approve_time`, `StatusApproved` until the day of `start_time`, \
    `StatusActive`, `StatusExpired` from the day of `expire_time`, `StatusClosed` with a `close_time`. The sub-status is there only where it says more: \
    `StatusWithdrawn` of an account that was closed without an approval.";

const FILTER: &str = "AIP-160, by any field of the account: `client_id = 7 AND max_credit > 1000`. No filter, or one value of `client_id`, is found at once \
    however many accounts there are; anything else within at most 2,000 of them";

/// The description, as `OpenAPI` 3.1.
pub fn document() -> Value {
    json!({
        "openapi": "3.1.0",
        "info": {"title": "Recoup revolving accounts", "version": env!("CARGO_PKG_VERSION"), "description": ABOUT, "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"}},
        "servers": [{"url": "/"}],
        "security": [{"authenticationtoken": []}, {"bearer": []}, {"apiKey": []}],
        "tags": [{"name": "Revolving accounts"}],
        "paths": {"/v1/revolving": accounts(), "/v1/revolving/{id}": account()},
        "components": {"schemas": schemas(), "responses": responses(), "parameters": parameters(), "securitySchemes": security()},
    })
}

fn accounts() -> Value {
    let create = Some("NewAccount");
    json!({
        "parameters": [parameter("role")],
        "get": operation("listAccounts", "Lists accounts", &["filter", "orderBy", "pageSize", "pageToken"], None, "AccountList"),
        "post": operation("createAccount", "Creates an account", &["idempotencyKey"], create, "Account"),
    })
}

fn account() -> Value {
    let change = "Changes the fields sent; `null` takes one away";
    let mut delete =
        operation("deleteAccount", "Deletes an account to which no loan was ever registered", &[], None, "Account");
    if let Some(responses) = delete.get_mut("responses").and_then(Value::as_object_mut) {
        let nothing = json!({"type": "object", "additionalProperties": false});
        responses.insert(
            "200".into(),
            json!({"description": "It is deleted", "content": {"application/json": {"schema": nothing}}}),
        );
        responses.insert("409".into(), json!({"$ref": "#/components/responses/E409"}));
    }
    json!({
        "parameters": [parameter("id"), parameter("accountId"), parameter("role")],
        "get": operation("getAccount", "An account", &[], None, "Account"),
        "put": operation("updateAccount", change, &[], Some("AccountChange"), "Account"),
        "delete": delete,
    })
}

fn operation(id: &str, summary: &str, parameters: &[&str], body: Option<&str>, answer: &str) -> Value {
    let schema = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
    let reading = ["400", "401", "403", "404", "405", "406", "429", "500", "503"];
    let changing: &[&str] = if body.is_some() { &["409", "413", "415", "422"] } else { &[] };
    let mut responses: Map<String, Value> = reading
        .iter()
        .chain(changing)
        .map(|status| ((*status).to_owned(), json!({"$ref": format!("#/components/responses/E{status}")})))
        .collect();
    let content = json!({"application/json": {"schema": schema(answer)}});
    responses.insert("200".to_owned(), json!({"description": summary, "content": content}));
    let mut operation = json!({
        "operationId": id,
        "summary": summary,
        "tags": ["Revolving accounts"],
        "parameters": parameters.iter().map(|name| parameter(name)).collect::<Vec<_>>(),
        "responses": responses,
    });
    if let (Some(body), Some(operation)) = (body, operation.as_object_mut()) {
        let content = json!({"application/json": {"schema": schema(body)}});
        operation.insert("requestBody".into(), json!({"required": true, "content": content}));
    }
    operation
}

fn parameter(name: &str) -> Value {
    json!({"$ref": format!("#/components/parameters/{name}")})
}

fn security() -> Value {
    json!({
        "authenticationtoken": {"type": "apiKey", "in": "header", "name": "authenticationtoken"},
        "bearer": {"type": "http", "scheme": "bearer"},
        "apiKey": {"type": "apiKey", "in": "header", "name": "X-API-KEY"},
    })
}

fn parameters() -> Value {
    let roles = [Role::Viewer.name(), Role::Agent.name(), Role::Manager.name(), Role::Admin.name()];
    let query = |name: &str, schema: Value, about: &str| json!({"name": name, "in": "query", "schema": schema, "description": about});
    let text = || json!({"type": "string"});
    let size = json!({"type": "integer", "minimum": 0, "default": PAGE_SIZE_DEFAULT});
    json!({
        "id": {"name": "id", "in": "path", "required": true, "schema": {"type": "string", "minLength": 1, "maxLength": 100}, "description": "The account"},
        "accountId": query("account_id", text(), "The same id as in the path, where it is repeated"),
        "filter": query("filter", text(), FILTER),
        "orderBy": query("order_by", text(), "AIP-132, by any field: `max_credit desc, client_id`. By `create_time` when absent"),
        "pageSize": query("page_size", size, &format!("At most {PAGE_SIZE_MAX}, which is what who asks for more gets")),
        "pageToken": query("page_token", text(), "`next_page_token` of the page before, with the same filter and order; good for a day"),
        "role": {"name": "role", "in": "header", "schema": {"type": "string", "enum": roles}, "description": "One of the token's roles; its highest when absent. A viewer reads, a manager changes"},
        "idempotencyKey": {"name": "Idempotency-Key", "in": "header", "schema": {"type": "string", "minLength": 1, "maxLength": 255},
            "description": "The same key and body within 24 hours is answered as the first time, with `idempotency-replayed: true`"},
    })
}

fn responses() -> Value {
    let about = [
        ("400", "The request is malformed, fields or parameters are at fault, or the state of the account forbids it"),
        ("401", "The token is missing, unknown, expired or revoked"),
        ("403", "The role does not allow it"),
        ("404", "There is no such account in this company"),
        ("405", "The path is known, the method is not"),
        ("406", "`Accept` excludes JSON"),
        ("409", "There is an account of this id, or others kept changing it (then with `Retry-After`)"),
        ("413", "The body is larger than 1 MiB"),
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
