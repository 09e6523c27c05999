//! Who asks, and in which role.

use super::case::{Case, Token, try_all};
use super::operation::{OPERATIONS, Operation, What, operations};

const UNKNOWN_CALLER: &str = "Authentication failed. API credentials are incorrect.";
const MAY_NOT: &str = "You do not have permission to perform this action.";

/// Of the right form, and of nobody.
const STRANGER: &str = "rcp_01FAAAAAAAAAAAAAAAAAAAAAAA_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

fn unauthorized(name: &str, operation: Operation) -> Case {
    Case::refused(name, operation, 401, UNKNOWN_CALLER).answered_with("www-authenticate", "Bearer")
}

/// Headers in place of the token.
const NO_TOKENS: &[(&str, &str)] = &[
    ("authenticationtoken", ""),
    ("authenticationtoken", "garbage"),
    ("authenticationtoken", "rcp_"),
    ("authenticationtoken", STRANGER),
    ("authenticationtoken", "rcp_01FAAAAAAAAAAAAAAAAAAAAAAA#COMPANY_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"),
    ("authenticationtoken", "токен"),
    ("authorization", STRANGER),
    ("authorization", "Basic Y2xpOnNlY3JldA=="),
    ("authorization", "Bearer"),
    ("authorization", "Bearer  "),
    ("x-api-key", "null"),
    ("token", STRANGER),
];

#[tokio::test]
async fn a_request_without_a_good_token_is_refused_always_in_the_same_words() {
    let cases = OPERATIONS.into_iter().flat_map(|operation| {
        let others = NO_TOKENS.iter().map(move |(name, value)| {
            unauthorized(&format!("{name}: {value}"), operation).token(Token::Absent).header(name, value)
        });
        others.chain([
            unauthorized("no token", operation).token(Token::Absent),
            unauthorized("no token, a body that is none", operation).token(Token::Absent).body("{"),
            unauthorized("no token, a role", operation).token(Token::Absent).header("role", "admin"),
        ])
    });
    try_all(cases).await;
}

#[tokio::test]
async fn two_tokens_that_differ_leave_open_who_asks() {
    let bearer = format!("Bearer {STRANGER}");
    let cases = OPERATIONS.into_iter().flat_map(|operation| {
        [
            ("authenticationtoken", STRANGER),
            ("x-api-key", STRANGER),
            ("authorization", &bearer),
            ("authorization", "Basic x"),
        ]
        .map(|(name, value)| unauthorized(&format!("and {name}: {value}"), operation).further_header(name, value))
    });
    try_all(cases).await;
}

#[tokio::test]
async fn a_role_is_one_that_the_token_has() {
    let cases = OPERATIONS.into_iter().flat_map(|operation| {
        let forbidden = |name: &str| Case::refused(name, operation, 403, MAY_NOT);
        let unknown = ["owner", "Админ", "admin,viewer", "admin;", ""];
        let unknown = unknown.map(|role| forbidden(&format!("role {role:?}")).header("role", role));
        let missing =
            [(Token::Viewer, "agent"), (Token::Viewer, "admin"), (Token::Agent, "viewer"), (Token::Agent, "manager")];
        let missing =
            missing.map(|(token, role)| forbidden(&format!("{token:?} as {role}")).token(token).header("role", role));
        let two = forbidden("two roles").header("role", "admin").further_header("role", "admin");
        unknown.into_iter().chain(missing).chain([two])
    });
    try_all(cases).await;
}

#[tokio::test]
async fn the_2020_edition_asks_for_a_role() {
    let cases =
        operations(Operation::is_2020).map(|operation| unauthorized("no role", operation).without_header("role"));
    try_all(cases).await;
}

#[tokio::test]
async fn a_role_may_do_what_it_may() {
    let cases = operations(Operation::changes).flat_map(|operation| {
        let forbidden = move |name: &str| Case::refused(name, operation, 403, MAY_NOT);
        let own = move |token: Token, role: &str| {
            let case = forbidden(role).token(token);
            if operation.is_2020() { case.header("role", role) } else { case }
        };
        let agent = (operation.what != What::Pay).then(|| own(Token::Agent, "agent"));
        let lowered = forbidden("an admin as a viewer").header("role", "viewer");
        let blind = own(Token::Viewer, "viewer").body("{");
        [own(Token::Viewer, "viewer"), lowered, blind].into_iter().chain(agent)
    });
    try_all(cases).await;
}
