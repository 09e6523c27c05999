//! The description as a whole.

use serde_json::{Map, Value, json};

const ABOUT: &str = "Tokens from client credentials. A company's operator issues the credentials; a token is good for six \
    calendar months, or until it or its credential is revoked, which every instance knows within a minute. It goes into \
    the header `authenticationtoken`, `Authorization: Bearer` or `X-API-KEY` of the other APIs.";

const ERRORS: [&str; 8] = ["400", "401", "406", "413", "415", "429", "500", "503"];
const TOKEN_ERRORS: [&str; 7] = ["400", "401", "406", "413", "429", "500", "503"];
const REVOCATION_ERRORS: [&str; 9] = ["400", "401", "403", "406", "409", "413", "429", "500", "503"];

/// The description, as `OpenAPI` 3.1.
pub(crate) fn document() -> Value {
    json!({
        "openapi": "3.1.0",
        "info": {"title": "Recoup identity API", "version": env!("CARGO_PKG_VERSION"), "description": ABOUT,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"}},
        "servers": [{"url": "/"}],
        "tags": [{"name": "Tokens"}, {"name": "OAuth 2.0"}],
        "paths": {
            "/user/public/access-token": {"post": access_token()},
            "/oauth/token": {"post": oauth_token()},
            "/oauth/revoke": {"post": oauth_revoke()},
        },
        "components": {"schemas": schemas(), "responses": responses(), "headers": headers(), "securitySchemes": security()},
    })
}

fn access_token() -> Value {
    json!({
        "operationId": "getAccessToken",
        "tags": ["Tokens"],
        "summary": "Gives a token with all roles of the credential",
        "security": [],
        "requestBody": {"required": true, "content": {"application/json": {"schema": schema("ClientCredentials")}}},
        "responses": with_errors("Error", &ERRORS, &answer("AccessToken")),
    })
}

fn oauth_token() -> Value {
    json!({
        "operationId": "getOauthToken",
        "tags": ["OAuth 2.0"],
        "summary": "Gives a token, as RFC 6749 section 4.4 has it",
        "security": [{"client": []}, {}],
        "requestBody": form("TokenRequest"),
        "responses": with_errors("Oauth", &TOKEN_ERRORS, &answer("OauthToken")),
    })
}

fn oauth_revoke() -> Value {
    let nothing = json!({"description": "The token is no good any more, or never was one of the company",
        "headers": common_headers(), "content": {"application/json": {"schema": {"type": "object", "maxProperties": 0}}}});
    json!({
        "operationId": "revokeOauthToken",
        "tags": ["OAuth 2.0"],
        "summary": "Revokes a token, as RFC 7009 has it",
        "description": "A client revokes its own tokens; one with the role `admin` any of its company.",
        "security": [{"client": []}, {}],
        "requestBody": form("RevocationRequest"),
        "responses": with_errors("Oauth", &REVOCATION_ERRORS, &nothing),
    })
}

fn schema(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

fn form(name: &str) -> Value {
    json!({"required": true, "content": {"application/x-www-form-urlencoded": {"schema": schema(name)}}})
}

fn answer(name: &str) -> Value {
    json!({"description": "The token, shown this once", "headers": common_headers(),
        "content": {"application/json": {"schema": schema(name)}}})
}

fn common_headers() -> Value {
    json!({"x-request-id": {"$ref": "#/components/headers/RequestId"}})
}

fn with_errors(prefix: &str, statuses: &[&str], answer: &Value) -> Value {
    let reference =
        |status: &&str| ((*status).to_owned(), json!({"$ref": format!("#/components/responses/{prefix}{status}")}));
    let mut responses: Map<_, _> = statuses.iter().map(reference).collect();
    responses.insert("200".to_owned(), answer.clone());
    Value::Object(responses)
}

fn schemas() -> Value {
    let roles = json!({"enum": ["viewer", "agent", "manager", "admin"]});
    let client_id = json!({"type": "string", "pattern": "^cli_[0-9A-Z]{26}_[0-9A-Z]{26}$"});
    let client_secret = json!({"type": "string", "pattern": "^rcs_[A-Za-z0-9_-]{43}$", "format": "password"});
    let token = json!({"type": "string", "pattern": "^rcp_[0-9A-Z]{26}_[A-Za-z0-9_-]{43}$"});
    let lifetime = json!({"type": "integer", "description": "Seconds: six calendar months"});
    let in_form = "Only without the `Authorization` header";
    let output = json!({
        "access_token": token, "token_type": {"const": "Bearer"}, "expires_in": lifetime,
        "expires_at": {"type": "string", "format": "date-time"},
        "token_id": {"type": "string", "description": "Names the token where its text must not be"},
        "roles": {"type": "array", "items": roles},
    });
    json!({
        "ClientCredentials": object(&json!({"client_id": client_id, "client_secret": client_secret}), &["client_id", "client_secret"], false),
        "AccessToken": object(&json!({"message": {"const": "success"}, "output": object(&output, &[
            "access_token", "token_type", "expires_in", "expires_at", "token_id", "roles"], true)}), &["message", "output"], true),
        "TokenRequest": object(&json!({
            "grant_type": {"const": "client_credentials"},
            "scope": {"type": "string", "description": "Roles separated by spaces; all of the client's when absent", "example": "viewer agent"},
            "client_id": {"type": "string", "description": in_form}, "client_secret": {"type": "string", "format": "password", "description": in_form},
        }), &["grant_type"], true),
        "OauthToken": object(&json!({"access_token": token, "token_type": {"const": "Bearer"}, "expires_in": lifetime,
            "scope": {"type": "string", "description": "The token's roles, separated by spaces"}}),
            &["access_token", "token_type", "expires_in", "scope"], true),
        "RevocationRequest": object(&json!({
            "token": {"type": "string"}, "token_type_hint": {"type": "string", "description": "Ignored"},
            "client_id": {"type": "string", "description": in_form}, "client_secret": {"type": "string", "format": "password", "description": in_form},
        }), &["token"], true),
        "Error": object(&json!({
            "message": {"type": "string"},
            "output": object(&json!({"errors": {"type": "object", "description": "What is wrong, by key"}}), &["errors"], true),
            "request_id": {"type": "string", "description": "Where the fault is the system's"},
        }), &["message"], true),
        "OauthError": object(&json!({
            "error": {"enum": ["invalid_request", "invalid_client", "invalid_scope", "unauthorized_client", "unsupported_grant_type",
                "temporarily_unavailable", "server_error"]},
            "error_description": {"type": "string"},
        }), &["error"], true),
    })
}

fn object(properties: &Value, required: &[&str], open: bool) -> Value {
    let mut object = json!({"type": "object", "properties": properties, "required": required});
    if let (false, Some(object)) = (open, object.as_object_mut()) {
        object.insert("additionalProperties".to_owned(), json!(false));
    }
    object
}

fn responses() -> Value {
    let about = [
        ("400", "The request is malformed, or something in it is at fault"),
        ("401", "The client id or the secret is wrong, or the credential is revoked"),
        ("403", "The token is another client's, and the client is no admin"),
        ("406", "`Accept` excludes JSON"),
        ("409", "Others kept changing the same token; with `Retry-After`"),
        ("413", "The body is larger than 1 MiB"),
        ("415", "The body is not JSON"),
        ("429", "Too many requests"),
        ("500", "A fault of the system"),
        ("503", "Something the system depends on throttles or is away; with `Retry-After`"),
    ];
    let of = |prefix: &'static str, statuses: &'static [&str]| {
        let described = about.into_iter().filter(|(status, _)| statuses.contains(status));
        described.map(move |(status, about)| (format!("{prefix}{status}"), response(prefix, status, about)))
    };
    Value::Object(of("Error", &ERRORS).chain(of("Oauth", &REVOCATION_ERRORS)).collect())
}

fn response(prefix: &str, status: &str, about: &str) -> Value {
    let mut headers = common_headers();
    if let Some(headers) = headers.as_object_mut() {
        if ["409", "503"].contains(&status) {
            headers.insert("Retry-After".to_owned(), json!({"$ref": "#/components/headers/RetryAfter"}));
        }
        if status == "401" {
            headers.insert("WWW-Authenticate".to_owned(), json!({"schema": {"type": "string"}}));
        }
    }
    // Too many requests are refused before they reach the function, in the gateway's own words.
    let error = if prefix == "Error" || status == "429" { "Error" } else { "OauthError" };
    json!({"description": about, "headers": headers, "content": {"application/json": {"schema": schema(error)}}})
}

fn headers() -> Value {
    json!({
        "RequestId": {"description": "Names the request in the logs", "schema": {"type": "string"}},
        "RetryAfter": {"description": "Seconds", "schema": {"type": "integer"}},
    })
}

fn security() -> Value {
    json!({"client": {"type": "http", "scheme": "basic", "description": "Client id and secret, each form-encoded (RFC 6749 section 2.3.1)"}})
}
