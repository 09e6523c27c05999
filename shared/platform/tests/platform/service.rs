use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;
use axum::routing::{get, post};
use domain::json::Json;
use http::{Method, StatusCode};
use platform::http::answer::Answer;
use platform::http::problem::Problem;
use platform::http::{dialect, service};
use tower::ServiceExt;

use crate::setting::{header, json};

async fn panics() -> Answer {
    panic!("a detail that nobody is to see")
}

fn function() -> Router {
    let routes = Router::new()
        .route(
            "/things/{id}",
            get(async || Answer::ok(Json::text("a thing"))).post(async || Answer::created(Json::Null)),
        )
        .route(
            "/invalid",
            get(async || Problem::invalid(Json::Object([("key".to_owned(), Json::text("wrong"))].into()))),
        )
        .route("/busy", get(async || Problem::unavailable()))
        .route("/panics", post(panics));
    service(routes, dialect::lending::present)
}

async fn ask(method: Method, path: &str) -> Response {
    let request = Request::builder().method(method).uri(path).body(Body::empty()).expect("a request");
    function().oneshot(request).await.expect("an answer")
}

async fn text(response: Response) -> String {
    serde_json::to_string(&json(response).await).expect("serializes")
}

#[tokio::test]
async fn every_answer_names_its_request_and_is_kept_by_nobody() {
    for path in ["/things/1", "/nowhere", "/busy"] {
        let response = ask(Method::GET, path).await;
        assert_eq!(header(&response, "x-request-id").len(), 26, "{path}");
        assert_eq!(header(&response, "cache-control"), "no-store");
        assert_eq!(header(&response, "x-content-type-options"), "nosniff");
        assert_eq!(header(&response, "content-type"), "application/json");
    }
}

#[tokio::test]
async fn an_unknown_path_and_a_wrong_method_are_told_apart_in_the_dialect() {
    let unknown = ask(Method::GET, "/nowhere").await;
    assert_eq!(unknown.status(), StatusCode::NOT_FOUND);
    assert_eq!(text(unknown).await, r#"{"message":"Not Found"}"#);
    let wrong = ask(Method::DELETE, "/things/1").await;
    assert_eq!(wrong.status(), StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(header(&wrong, "allow"), "GET,HEAD,POST");
    assert_eq!(text(wrong).await, r#"{"message":"You tried to access an endpoint with an invalid method."}"#);
}

#[tokio::test]
async fn keys_at_fault_are_under_output() {
    let response = ask(Method::GET, "/invalid").await;
    assert_eq!(response.status(), StatusCode::BAD_REQUEST);
    assert_eq!(text(response).await, r#"{"message":"Data Validation Failed","output":{"errors":{"key":"wrong"}}}"#);
}

#[tokio::test]
async fn a_client_is_told_when_to_come_back() {
    let response = ask(Method::GET, "/busy").await;
    assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(header(&response, "retry-after"), "5");
}

#[tokio::test]
async fn a_panic_is_a_500_without_detail_and_the_next_request_is_served() {
    let function = function();
    let request = |method, path| Request::builder().method(method).uri(path).body(Body::empty()).expect("a request");
    let response = function.clone().oneshot(request(Method::POST, "/panics")).await.expect("an answer");
    assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
    let id = header(&response, "x-request-id").to_owned();
    let message = "We had a problem with our server. Try again later.";
    assert_eq!(text(response).await, format!(r#"{{"message":"{message}","request_id":"{id}"}}"#));
    let next = function.oneshot(request(Method::GET, "/things/1")).await.expect("an answer");
    assert_eq!(next.status(), StatusCode::OK);
}

#[tokio::test]
async fn the_request_id_is_the_gateways() {
    let event = r#"{"version":"2.0","routeKey":"ANY /things/{proxy+}","rawPath":"/things/1","rawQueryString":"",
        "headers":{"accept":"application/json","x-request-id":"mine"},"isBase64Encoded":false,
        "requestContext":{"accountId":"1","apiId":"a","domainName":"d","domainPrefix":"d","requestId":"JKJaXmPLvHcESHA=",
        "http":{"method":"GET","path":"/things/1","protocol":"HTTP/1.1","sourceIp":"127.0.0.1","userAgent":"x"},
        "routeKey":"ANY /things/{proxy+}","stage":"$default","time":"1","timeEpoch":1}}"#;
    let request = lambda_http::request::from_str(event).expect("an event");
    let response = function().oneshot(request).await.expect("an answer");
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(header(&response, "x-request-id"), "JKJaXmPLvHcESHA=");
}

#[tokio::test]
async fn a_format_that_is_not_json_is_refused() {
    let request = Request::get("/things/1").header("accept", "text/html").body(Body::empty()).expect("a request");
    let response = function().oneshot(request).await.expect("an answer");
    assert_eq!(response.status(), StatusCode::NOT_ACCEPTABLE);
    assert_eq!(text(response).await, r#"{"message":"You requested a format that isn't json."}"#);
}
