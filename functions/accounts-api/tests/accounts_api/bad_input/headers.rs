//! What is wrong before a body is looked at: who asks, in which role, for which format, under which key.

use super::case::{Case, Token, try_all};
use super::operation::{OPERATIONS, Operation, operations};

const UNAUTHENTICATED: &str = "Authentication failed. API credentials are incorrect.";
const DENIED: &str = "You do not have permission to perform this action.";

#[tokio::test]
async fn a_request_has_one_good_token() {
    let cases = OPERATIONS.iter().flat_map(|operation| {
        let case = |name: &str| Case::refused(name, operation, 401, "UNAUTHENTICATED", UNAUTHENTICATED);
        [
            case("no token").token(Token::Absent),
            case("no token at all").token(Token::Absent).header("authenticationtoken", "x"),
            case("an unknown token").token(Token::Absent).header("authorization", "Bearer rcp_x"),
            case("another scheme").token(Token::Absent).header("authorization", "Basic eDp5"),
            case("two tokens that differ").header("x-api-key", "rcp_x"),
        ]
    });
    try_all(cases).await;
}

#[tokio::test]
async fn a_role_is_one_of_the_tokens_and_may() {
    let cases = OPERATIONS.iter().flat_map(|operation| {
        let denied = |name: &str| Case::refused(name, operation, 403, "PERMISSION_DENIED", DENIED);
        let unknown = ["nobody", "", "admin,viewer"].map(|role| denied(role).header("role", role));
        let not_granted = denied("a role that the token has not").token(Token::Viewer).header("role", "admin");
        let too_low: &[(Token, &str)] = match operation.role {
            "viewer" => &[],
            "agent" => &[(Token::Viewer, "viewer"), (Token::Admin, "viewer")],
            _ => &[(Token::Viewer, "viewer"), (Token::Agent, "agent"), (Token::Admin, "agent")],
        };
        let too_low = too_low.iter().map(move |(token, role)| denied("too low").token(*token).header("role", role));
        unknown.into_iter().chain([not_granted]).chain(too_low).collect::<Vec<_>>()
    });
    try_all(cases).await;
}

#[tokio::test]
async fn an_answer_is_json_or_none() {
    let formats = ["text/html", "application/xml", "application/pdf", "application/json;q=0", ""];
    let message = "You requested a format that isn't json.";
    let cases = OPERATIONS.iter().flat_map(|operation| {
        formats
            .map(|accept| Case::refused(accept, operation, 406, "INVALID_ARGUMENT", message).header("accept", accept))
    });
    try_all(cases).await;
}

#[tokio::test]
async fn an_idempotency_key_is_one_visible_text() {
    let no_key = "Idempotency-Key must be one value of 1 to 255 visible ASCII characters.";
    let long = "k".repeat(256);
    let cases = operations(Operation::takes_key).flat_map(|operation| {
        let refused = |name: &str| Case::malformed(name, &operation, no_key);
        let malformed = ["", " ", "a b", "ключ", &long].map(|key| refused(key).header("idempotency-key", key));
        let two = refused("two keys").header("idempotency-key", "k1").further_header("idempotency-key", "k2");
        malformed.into_iter().chain([two])
    });
    try_all(cases).await;
}
