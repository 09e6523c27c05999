use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use axum::response::Response;
use axum::routing::get;
use domain::company::{CredentialChange, Role};
use domain::json::Json;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use platform::auth::{Authenticated, CACHE_SECONDS, PlainToken, RoleHeader, layer, require};
use platform::http::answer::Answer;
use platform::http::problem::Problem;
use platform::http::{dialect, service};
use platform::keys;
use platform::table::Write;
use testbed::Fault;
use tower::ServiceExt;

use crate::setting::{COMPANY, OTHER_COMPANY, Setting, header, json};

fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
    let pair = |(name, value): &(&'static str, &str)| {
        (HeaderName::from_static(name), HeaderValue::from_str(value).expect("a header value"))
    };
    let mut headers = HeaderMap::new();
    pairs.iter().map(pair).for_each(|(name, value)| {
        headers.append(name, value);
    });
    headers
}

fn token_header(token: &PlainToken) -> HeaderMap {
    headers(&[("authenticationtoken", token.expose())])
}

fn status<T>(outcome: Result<T, Problem>) -> StatusCode {
    outcome.map_or_else(|problem| problem.status, |_| StatusCode::OK)
}

#[tokio::test]
async fn a_token_names_its_caller_wherever_it_is_put() {
    let setting = Setting::start().await;
    let (_, token) = setting.company(COMPANY, &[Role::Viewer, Role::Manager]).await;
    let authenticator = setting.authenticator();
    let text = token.plain.expose();
    for (name, value) in [
        ("authenticationtoken", text.to_owned()),
        ("x-api-key", text.to_owned()),
        ("authorization", format!("Bearer {text}")),
        ("authorization", format!("bearer  {text}")),
    ] {
        let caller = authenticator.authenticate(&headers(&[(name, &value)]), RoleHeader::Optional).await.expect(name);
        assert_eq!((caller.company.id.as_str(), caller.role), (COMPANY, Role::Manager));
        assert_eq!((caller.author.as_str(), &caller.token_id), ("Asha", &token.record.token_id));
    }
    let twice = headers(&[("x-api-key", text), ("authenticationtoken", text)]);
    assert!(authenticator.authenticate(&twice, RoleHeader::Optional).await.is_ok());
}

#[tokio::test]
async fn a_token_costs_one_batch_a_minute() {
    let setting = Setting::start().await;
    let (_, token) = setting.company(COMPANY, &[Role::Viewer]).await;
    let authenticator = setting.authenticator();
    let headers = token_header(&token.plain);
    setting.testbed.meter().reset();
    for _ in 0..5 {
        authenticator.clone().authenticate(&headers, RoleHeader::Optional).await.expect("good");
    }
    assert_eq!(setting.testbed.meter().calls(), [("BatchGetItem", 1)]);
    setting.clock.advance(Duration::from_secs(CACHE_SECONDS.unsigned_abs()));
    authenticator.authenticate(&headers, RoleHeader::Optional).await.expect("good");
    assert_eq!(setting.testbed.meter().calls(), [("BatchGetItem", 2)]);
}

#[tokio::test]
async fn an_unknown_token_is_remembered_too() {
    let setting = Setting::start().await;
    setting.company(COMPANY, &[Role::Viewer]).await;
    let authenticator = setting.authenticator();
    let headers = token_header(&PlainToken::generate(COMPANY).expect("entropy"));
    setting.testbed.meter().reset();
    for _ in 0..5 {
        assert_eq!(status(authenticator.authenticate(&headers, RoleHeader::Optional).await), StatusCode::UNAUTHORIZED);
    }
    assert_eq!(setting.testbed.meter().calls(), [("BatchGetItem", 1)]);
}

#[tokio::test]
async fn what_cannot_be_a_token_costs_nothing() {
    let setting = Setting::start().await;
    let (_, token) = setting.company(COMPANY, &[Role::Viewer]).await;
    let (good, other) = (token.plain.expose(), PlainToken::generate(COMPANY).expect("entropy"));
    let authenticator = setting.authenticator();
    setting.testbed.meter().reset();
    for refused in [
        headers(&[]),
        headers(&[("authenticationtoken", "")]),
        headers(&[("authenticationtoken", "x")]),
        headers(&[("authenticationtoken", &good[..good.len() - 1])]),
        headers(&[("authenticationtoken", &format!("{good}A"))]),
        headers(&[("authenticationtoken", &good.to_lowercase())]),
        headers(&[("authenticationtoken", &good.replace("rcp_", "rcs_"))]),
        headers(&[("authorization", good)]),
        headers(&[("authorization", &format!("Basic {good}"))]),
        headers(&[("authenticationtoken", good), ("x-api-key", other.expose())]),
        headers(&[("authenticationtoken", good), ("authenticationtoken", other.expose())]),
        headers(&[("authenticationtoken", good), ("authorization", "Basic eDp5")]),
    ] {
        let outcome = authenticator.authenticate(&refused, RoleHeader::Optional).await;
        assert_eq!(outcome.expect_err("refused"), Problem::unauthorized());
    }
    assert_eq!(setting.testbed.meter().calls().total(), 0);
}

#[tokio::test]
async fn a_token_is_good_for_six_months_to_the_microsecond() {
    let setting = Setting::start().await;
    let (_, token) = setting.company(COMPANY, &[Role::Viewer]).await;
    let authenticator = setting.authenticator();
    let headers = token_header(&token.plain);
    setting.clock.set(token.record.expires_at);
    setting.clock.set(domain::moment::Moment::from_micros(token.record.expires_at.micros() - 1).expect("in range"));
    assert!(authenticator.authenticate(&headers, RoleHeader::Optional).await.is_ok());
    setting.clock.set(token.record.expires_at);
    let expired = authenticator.authenticate(&headers, RoleHeader::Optional).await;
    assert_eq!(expired.expect_err("expired"), Problem::unauthorized(), "although it is remembered");
}

#[tokio::test]
async fn a_revocation_is_felt_within_a_minute() {
    let setting = Setting::start().await;
    let (_, token) = setting.company(COMPANY, &[Role::Viewer]).await;
    let authenticator = setting.authenticator();
    let headers = token_header(&token.plain);
    authenticator.authenticate(&headers, RoleHeader::Optional).await.expect("good");
    let stored = setting.table.get(&keys::token(&token.plain.sha256())).await.expect("read").expect("there");
    let writes = token.record.clone().revoke(&stored, setting.clock.now()).expect("writes");
    setting.table.transact(writes).await.expect("revoked");
    assert!(authenticator.authenticate(&headers, RoleHeader::Optional).await.is_ok(), "remembered");
    assert_eq!(status(setting.authenticator().authenticate(&headers, RoleHeader::Optional).await), 401);
    setting.clock.advance(Duration::from_mins(1));
    assert_eq!(status(authenticator.authenticate(&headers, RoleHeader::Optional).await), 401);
}

#[tokio::test]
async fn a_token_is_no_better_than_its_credential_and_its_company() {
    let setting = Setting::start().await;
    let (mut company, token) = setting.company(COMPANY, &[Role::Viewer, Role::Admin]).await;
    let headers = token_header(&token.plain);
    let role = async |setting: &Setting| {
        let caller = setting.authenticator().authenticate(&headers, RoleHeader::Optional).await;
        caller.map(|caller| caller.role).map_err(|problem| problem.status)
    };
    let client_id = token.record.client_id.as_str();
    let narrowed = CredentialChange { roles: Some([Role::Viewer].into()), ..CredentialChange::default() };
    company.change_credential(client_id, narrowed).expect("changed");
    setting.store(&company).await;
    assert_eq!(role(&setting).await, Ok(Role::Viewer));
    let others = CredentialChange { roles: Some([Role::Agent].into()), ..CredentialChange::default() };
    company.change_credential(client_id, others).expect("changed");
    setting.store(&company).await;
    assert_eq!(role(&setting).await, Err(StatusCode::UNAUTHORIZED));
    company.revoke_credential(client_id, setting.clock.now()).expect("revoked");
    setting.store(&company).await;
    assert_eq!(role(&setting).await, Err(StatusCode::UNAUTHORIZED));
    company.credentials.clear();
    setting.store(&company).await;
    assert_eq!(role(&setting).await, Err(StatusCode::UNAUTHORIZED));
    setting
        .table
        .transact(vec![Write::Delete { key: keys::company(COMPANY), condition: platform::table::Condition::None }])
        .await
        .expect("deleted");
    assert_eq!(role(&setting).await, Err(StatusCode::UNAUTHORIZED));
}

#[tokio::test]
async fn a_token_reaches_its_own_company_only() {
    let setting = Setting::start().await;
    let (_, token) = setting.company(COMPANY, &[Role::Admin]).await;
    setting.company(OTHER_COMPANY, &[Role::Admin]).await;
    let moved = token.plain.expose().replace(&COMPANY[4..], &OTHER_COMPANY[4..]);
    let outcome = setting.authenticator().authenticate(&headers(&[("x-api-key", &moved)]), RoleHeader::Optional).await;
    assert_eq!(outcome.expect_err("another text, another hash"), Problem::unauthorized());
    // Even if a record of one company lay at the hash of a token that names another.
    let mut item = setting.table.get(&keys::token(&token.plain.sha256())).await.expect("read").expect("there");
    item.key = keys::token(&PlainToken::parse(&moved).expect("well-formed").sha256());
    setting.put(item).await;
    let outcome = setting.authenticator().authenticate(&headers(&[("x-api-key", &moved)]), RoleHeader::Optional).await;
    assert_eq!(outcome.expect_err("the record is of another company"), Problem::unauthorized());
}

#[tokio::test]
async fn the_role_header_selects_one_of_the_tokens_roles() {
    let setting = Setting::start().await;
    let (_, token) = setting.company(COMPANY, &[Role::Viewer, Role::Manager]).await;
    let authenticator = setting.authenticator();
    let outcome = async |role: &[&str], required| {
        let mut pairs = vec![("authenticationtoken", token.plain.expose())];
        pairs.extend(role.iter().map(|role| ("role", *role)));
        let caller = authenticator.authenticate(&headers(&pairs), required).await;
        caller.map(|caller| caller.role).map_err(|problem| problem.status)
    };
    for required in [RoleHeader::Optional, RoleHeader::Required] {
        assert_eq!(outcome(&["viewer"], required).await, Ok(Role::Viewer));
        assert_eq!(outcome(&["Manager"], required).await, Ok(Role::Manager));
        for refused in [&["agent"][..], &["admin"], &["owner"], &[""], &["viewer", "manager"]] {
            assert_eq!(outcome(refused, required).await, Err(StatusCode::FORBIDDEN), "{refused:?}");
        }
    }
    assert_eq!(outcome(&[], RoleHeader::Optional).await, Ok(Role::Manager));
    assert_eq!(outcome(&[], RoleHeader::Required).await, Err(StatusCode::UNAUTHORIZED));
}

#[tokio::test]
async fn a_table_that_throttles_is_503_and_not_remembered() {
    let setting = Setting::start().await;
    let (_, token) = setting.company(COMPANY, &[Role::Viewer]).await;
    let authenticator = setting.authenticator();
    let headers = token_header(&token.plain);
    setting.testbed.fail_next(20, Fault::Throttle);
    let problem = authenticator.authenticate(&headers, RoleHeader::Optional).await.expect_err("throttled");
    assert_eq!(problem.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(problem.retry_after_seconds.is_some() && problem.retryable());
    setting.testbed.heal();
    assert!(authenticator.authenticate(&headers, RoleHeader::Optional).await.is_ok());
}

async fn ask(setting: &Setting, request: Request) -> Response {
    let who = async |Authenticated(caller): Authenticated| Answer::ok(Json::text(caller.company.id.as_str()));
    let admin = async |Authenticated(caller): Authenticated| {
        require(&caller, Role::Admin).map(|()| Answer::ok(Json::text("done")))
    };
    let routes = Router::new().route("/who", get(who)).route("/admin", get(admin));
    let routes = routes.route_layer(layer(setting.authenticator(), RoleHeader::Optional));
    service(routes, dialect::lending::present).oneshot(request).await.expect("an answer")
}

#[tokio::test]
async fn a_route_behind_the_layer_knows_its_caller() {
    let setting = Setting::start().await;
    let (_, token) = setting.company(COMPANY, &[Role::Viewer, Role::Admin]).await;
    let with = |path, role| crate::setting::get(path, &[("authenticationtoken", token.plain.expose()), ("role", role)]);
    let response = ask(&setting, with("/who", "viewer")).await;
    assert_eq!(response.status(), StatusCode::OK);
    assert!(json(response).await == Json::text(COMPANY));
    assert_eq!(ask(&setting, with("/admin", "admin")).await.status(), StatusCode::OK);
    let forbidden = ask(&setting, with("/admin", "viewer")).await;
    assert_eq!(forbidden.status(), StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn what_is_wrong_is_said_in_the_order_of_the_checks() {
    let setting = Setting::start().await;
    setting.company(COMPANY, &[Role::Viewer]).await;
    let status = async |path: &str, method: &str, headers: &[(&str, &str)]| {
        let mut request = crate::setting::get(path, headers);
        *request.method_mut() = method.parse().expect("a method");
        ask(&setting, request).await.status().as_u16()
    };
    assert_eq!(status("/nowhere", "GET", &[("accept", "text/html")]).await, 404, "an unknown path needs no token");
    assert_eq!(status("/who", "POST", &[("accept", "text/html")]).await, 405, "nor does a wrong method");
    assert_eq!(status("/who", "GET", &[("accept", "text/html")]).await, 406, "which come before the format");
    assert_eq!(status("/who", "GET", &[("role", "owner")]).await, 401, "which comes before the token");
    let response = ask(&setting, crate::setting::get("/who", &[])).await;
    assert_eq!(header(&response, "www-authenticate"), "Bearer");
}
