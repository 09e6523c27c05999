//! What reaches the log, and what must not.

use std::io::Write;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::routing::post;
use domain::company::Role;
use domain::json::Json;
use http::StatusCode;
use lambda_http::tracing::subscriber::filter::LevelFilter;
use lambda_http::tracing::subscriber::layer::SubscriberExt;
use lambda_http::tracing::subscriber::util::SubscriberInitExt;
use lambda_http::tracing::subscriber::{self, registry};
use platform::auth::{RoleHeader, layer};
use platform::http::answer::Answer;
use platform::http::problem::Problem;
use platform::http::{body, dialect, service};
use platform::table::{Item, Key};
use platform::telemetry;
use tower::ServiceExt;

use crate::setting::{COMPANY, Setting};

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().expect("a lock").clone()).expect("text")
    }

    /// What a function logs on this thread when it is asked for the finest level, as JSON lines.
    fn start(&self) -> impl Drop {
        let log = self.clone();
        let lines = subscriber::fmt::layer().json().with_writer(move || log.clone());
        // The embedded table is no part of a function.
        let filter = telemetry::filter(LevelFilter::TRACE).with_target("dynoxide", LevelFilter::OFF);
        registry().with(filter).with(lines).set_default()
    }
}

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("a lock").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

const CANARY: &str = "canary-9876543210";

fn function(setting: &Setting) -> Router {
    let table = setting.table.clone();
    let handler = async move |request: Request| -> Result<Answer, Problem> {
        let json = body::parse(&body::read(request).await?)?;
        let key = Key { pk: "p".to_owned(), sk: "broken".to_owned() };
        table.get(&key).await?.ok_or_else(Problem::internal)?.read::<Json>()?;
        Ok(Answer::ok(json))
    };
    let routes = Router::new().route("/things/{id}", post(handler));
    let routes = routes.route_layer(layer(setting.authenticator(), RoleHeader::Optional));
    service(routes, dialect::lending::present)
}

#[tokio::test]
async fn a_request_is_one_line_that_names_its_route_company_and_outcome() {
    let setting = Setting::start().await;
    let (_, token) = setting.company(COMPANY, &[Role::Viewer]).await;
    let log = Log::default();
    let started = log.start();
    let request = Request::post("/things/1?x=2")
        .header("x-api-key", token.plain.expose())
        .body(Body::from("{"))
        .expect("a request");
    let response = function(&setting).oneshot(request).await.expect("an answer");
    drop(started);
    assert_eq!(response.status(), StatusCode::BAD_REQUEST);
    let request_id = crate::setting::header(&response, "x-request-id").to_owned();
    let text = log.text();
    let lines: Vec<_> = text.lines().filter(|line| line.contains("answered POST")).collect();
    assert_eq!(lines.len(), 1, "{text}");
    for part in [
        r#""route":"/things/{id}""#,
        r#""status":400"#,
        r#""duration_ms":"#,
        r#""retryable":false"#,
        &format!(r#""company":"{COMPANY}""#),
        &format!(r#""request_id":"{request_id}""#),
    ] {
        assert!(lines[0].contains(part), "{part} in {}", lines[0]);
    }
}

#[tokio::test]
async fn neither_tokens_nor_anything_of_a_request_or_an_item_is_logged() {
    let setting = Setting::start().await;
    let (_, token) = setting.company(COMPANY, &[Role::Viewer]).await;
    let key = Key { pk: "p".to_owned(), sk: "broken".to_owned() };
    setting
        .put(Item { key, version: None, expires_at: None, listed: None, clock: None, data: format!("{{\"{CANARY}\"") })
        .await;
    let log = Log::default();
    let started = log.start();
    for body in [format!(r#"{{"name":"{CANARY}"}}"#), format!("{{\"a\":{CANARY}")] {
        for token in [token.plain.expose().to_owned(), format!("{}x", token.plain.expose())] {
            let path = format!("/things/{CANARY}?q={CANARY}");
            let request = Request::post(path).header("authenticationtoken", token).header("idempotency-key", CANARY);
            let request = request.body(Body::from(body.clone())).expect("a request");
            let response = function(&setting).oneshot(request).await.expect("an answer");
            assert!(!response.status().is_success());
            let body = serde_json::to_string(&crate::setting::json(response).await).expect("serializes");
            assert!(!body.contains(CANARY), "{body}");
        }
    }
    drop(started);
    let text = log.text();
    assert!(text.contains("a stored item cannot be read"), "{text}");
    assert!(!text.contains(CANARY), "{text}");
    assert!(!text.contains(token.plain.expose()) && !text.contains("rcp_"), "{text}");
}
