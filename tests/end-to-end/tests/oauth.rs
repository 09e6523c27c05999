//! Tokens for clients that speak OAuth 2.0.

use end_to_end::{Answer, Api, setting, uploaded_loan};

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

fn ask(path: &str, form: &str) -> Answer {
    Api::anonymous().send("POST", path, &[FORM], form.to_owned())
}

fn credentials() -> String {
    format!("client_id={}&client_secret={}", setting("CLIENT_ID"), setting("CLIENT_SECRET"))
}

fn token(scope: &str) -> String {
    let answer =
        ask("/oauth/token", &format!("grant_type=client_credentials&{}&scope={scope}", credentials())).with_status(200);
    assert_eq!(answer.at("/token_type"), "Bearer");
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    answer.at("/access_token").as_str().unwrap_or_default().to_owned()
}

#[test]
fn client_credentials_give_a_bearer_token_of_the_scope_asked_for() {
    let id = uploaded_loan("O-");
    let caller = Api::anonymous().header("authorization", &format!("Bearer {}", token("viewer")));
    let path = format!("/recovery/loan/{id}");
    caller.get(&path).with_status(200);
    caller.patch(&path, &serde_json::json!({"emi_amount": 1})).with_status(403);
}

#[test]
fn wrong_credentials_and_grants_are_refused_in_the_standards_words() {
    let wrong = ask("/oauth/token", "grant_type=client_credentials&client_id=cli_x&client_secret=y").with_status(401);
    assert_eq!(wrong.at("/error"), "invalid_client");
    let grant = ask("/oauth/token", &format!("grant_type=password&{}", credentials())).with_status(400);
    assert_eq!(grant.at("/error"), "unsupported_grant_type");
}

#[test]
fn a_revoked_token_is_given_up() {
    let form = format!("token={}&{}", token("viewer"), credentials());
    // Revoking twice is as good as once, and an unknown token needs none.
    for _ in 0..2 {
        ask("/oauth/revoke", &form).with_status(200);
    }
    ask("/oauth/revoke", &format!("token=unknown&{}", credentials())).with_status(200);
}
