use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::company::Role;
use serde_json::json;
use testbed::Fault;

use crate::setting::{Holder, Setting};

const GRANT: &str = "grant_type=client_credentials";

fn basic(id: &str, secret: &str) -> String {
    format!("Basic {}", STANDARD.encode(format!("{id}:{secret}")))
}

fn in_form(holder: &Holder) -> String {
    format!("{GRANT}&client_id={}&client_secret={}", holder.id, holder.secret)
}

#[tokio::test]
async fn a_client_authenticates_in_the_header_or_in_the_form() {
    let setting = Setting::start().await;
    let (_, holder) = setting.one_holder().await;
    let encoded = holder.id.replace('_', "%5F");
    for (authorization, form) in [
        (None, in_form(&holder)),
        (Some(basic(&holder.id, &holder.secret)), GRANT.to_owned()),
        (Some(basic(&holder.id, &holder.secret)), format!("{GRANT}&client_id={}", holder.id)),
        (Some(basic(&encoded, &holder.secret)), GRANT.to_owned()),
    ] {
        setting.testbed.meter().reset();
        let answer = setting.post_form("/oauth/token", authorization.as_deref(), &form).await;
        assert_eq!(setting.testbed.meter().calls(), [("BatchGetItem", 1), ("TransactWriteItems", 1)]);
        let expected = json!({"access_token": answer.text("/access_token"), "token_type": "Bearer",
            "expires_in": 15_638_400, "scope": "viewer agent admin"});
        assert_eq!((answer.status, &answer.body), (200, &expected));
        assert_eq!((answer.header("cache-control"), answer.header("pragma")), ("no-store", "no-cache"));
        assert_eq!(setting.caller(answer.text("/access_token")).await.expect("a caller").role, Role::Admin);
    }
}

#[tokio::test]
async fn a_scope_narrows_the_token() {
    let setting = Setting::start().await;
    let (_, holder) = setting.one_holder().await;
    let with = async |scope: &str| {
        setting.post_form("/oauth/token", None, &format!("{}&scope={scope}", in_form(&holder))).await
    };
    for (scope, granted, highest) in [
        ("viewer", "viewer", Role::Viewer),
        ("agent+viewer", "viewer agent", Role::Agent),
        ("viewer%20viewer", "viewer", Role::Viewer),
        ("", "viewer agent admin", Role::Admin),
    ] {
        let answer = with(scope).await;
        assert_eq!((answer.status, answer.text("/scope")), (200, granted), "{scope}");
        assert_eq!(setting.caller(answer.text("/access_token")).await.expect("a caller").role, highest);
    }
    for scope in ["manager", "viewer+manager", "owner", "viewer%2Cagent", "+"] {
        let answer = with(scope).await;
        assert_eq!((answer.status, answer.text("/error")), (400, "invalid_scope"), "{scope}");
    }
}

#[tokio::test]
async fn a_wrong_client_is_401_with_a_challenge() {
    let setting = Setting::start().await;
    let (_, holder) = setting.one_holder().await;
    let wrong = Holder { id: holder.id.clone(), secret: format!("rcs_{}", "A".repeat(43)) };
    for (authorization, form) in [
        (None, in_form(&wrong)),
        (None, GRANT.to_owned()),
        (None, format!("{GRANT}&client_id={}", holder.id)),
        (Some(basic(&wrong.id, &wrong.secret)), GRANT.to_owned()),
        (Some("Basic !".to_owned()), GRANT.to_owned()),
        (Some(format!("Bearer {}", holder.secret)), GRANT.to_owned()),
        (Some(basic("", "")), GRANT.to_owned()),
    ] {
        let answer = setting.post_form("/oauth/token", authorization.as_deref(), &form).await;
        assert_eq!((answer.status, answer.text("/error")), (401, "invalid_client"), "{form}");
        assert!(answer.header("www-authenticate").starts_with("Basic realm="));
        assert!(!answer.text("/error_description").is_empty());
    }
}

#[tokio::test]
async fn a_request_that_is_none_is_refused_with_its_code() {
    let setting = Setting::start().await;
    let (_, holder) = setting.one_holder().await;
    let credentials = format!("client_id={}&client_secret={}", holder.id, holder.secret);
    let header = basic(&holder.id, &holder.secret);
    for (authorization, form, code) in [
        (None, credentials.clone(), "invalid_request"),
        (None, format!("{credentials}&grant_type="), "invalid_request"),
        (None, format!("{credentials}&grant_type=password"), "unsupported_grant_type"),
        (None, format!("{}&{GRANT}", in_form(&holder)), "invalid_request"),
        (Some(&header), in_form(&holder), "invalid_request"),
        (Some(&header), format!("{GRANT}&client_id=other"), "invalid_request"),
        (Some(&header), format!("{GRANT}&x=%FF"), "invalid_request"),
        (Some(&header), format!("{GRANT}&x={}", "x".repeat(9_000)), "invalid_request"),
    ] {
        let answer = setting.post_form("/oauth/token", authorization.map(String::as_str), &form).await;
        assert_eq!((answer.status, answer.text("/error")), (400, code), "{form}");
    }
    let unknown_parameter = setting.post_form("/oauth/token", None, &format!("{}&audience=x", in_form(&holder))).await;
    assert_eq!(unknown_parameter.status, 200, "section 3.2: unrecognized parameters are ignored");
}

#[tokio::test]
async fn every_problem_under_oauth_has_the_form_of_the_rfc() {
    let setting = Setting::start().await;
    let (_, holder) = setting.one_holder().await;
    let request = http::Request::get("/oauth/token").body(axum::body::Body::empty()).expect("a request");
    let get = setting.ask(request).await;
    assert_eq!((get.status, get.text("/error")), (405, "invalid_request"));
    let request = http::Request::post("/oauth/nowhere").body(axum::body::Body::empty()).expect("a request");
    let unknown = setting.ask(request).await;
    assert_eq!((unknown.status, unknown.text("/error")), (404, "invalid_request"));
    let request = http::Request::post("/oauth/token").header("content-type", "application/json");
    let json = setting.ask(request.body(axum::body::Body::from("{}")).expect("a request")).await;
    assert_eq!((json.status, json.text("/error")), (400, "invalid_request"));
    setting.testbed.fail_next(20, Fault::Throttle);
    let throttled = setting.post_form("/oauth/token", None, &in_form(&holder)).await;
    assert_eq!((throttled.status, throttled.text("/error")), (503, "temporarily_unavailable"));
    assert!(!throttled.header("retry-after").is_empty());
}
