//! Refusals for the state that things are in: whole answers, and nothing is written.

use serde_json::{Value, json};

use crate::support::{LINE, create, start};

fn error(code: u16, status: &str, message: &str, details: &Value) -> Value {
    json!({"error": {"code": code, "status": status, "message": message, "details": details}})
}

#[tokio::test]
async fn what_the_state_forbids_is_refused_with_its_reason() {
    let world = start().await;
    let lender = world.lender().await;
    create(&world, &lender, LINE).await;
    create(
        &world,
        &lender,
        r#"{"account_id":"closed","client_id":"7","max_credit":1,"close_time":"2024-06-01T00:00:00Z"}"#,
    )
    .await;
    let before = world.testbed.snapshot().await;
    let none = json!([]);
    let cases = [
        (
            "POST",
            "/v1/revolving",
            LINE,
            error(409, "ALREADY_EXISTS", "There is a revolving account of this account_id.", &none),
        ),
        ("GET", "/v1/revolving/none", "", error(404, "NOT_FOUND", "Revolving account not found", &none)),
        ("PUT", "/v1/revolving/none", "{}", error(404, "NOT_FOUND", "Revolving account not found", &none)),
        ("DELETE", "/v1/revolving/none", "", error(404, "NOT_FOUND", "Revolving account not found", &none)),
        ("GET", "/v1/revolving/%00", "", error(404, "NOT_FOUND", "Revolving account not found", &none)),
        (
            "PUT",
            "/v1/revolving/closed",
            r#"{"max_credit":2}"#,
            error(400, "FAILED_PRECONDITION", "the credit line was closed on 2024-06-01", &none),
        ),
    ];
    for (method, path, body, expected) in cases {
        let reply = world.call(&lender.token, method, path, body).await;
        assert_eq!(reply.json(), expected, "{method} {path}");
        assert_eq!(u64::from(reply.status.as_u16()), expected["error"]["code"].as_u64().unwrap(), "{method} {path}");
        assert_eq!(world.testbed.snapshot().await, before, "{method} {path}");
    }
}

#[tokio::test]
async fn who_asks_must_be_known_and_may_do_what_the_role_says() {
    let world = start().await;
    let lender = world.lender().await;
    create(&world, &lender, LINE).await;
    let before = world.testbed.snapshot().await;
    let none = json!([]);
    let forbidden = error(403, "PERMISSION_DENIED", "You do not have permission to perform this action.", &none);
    let unknown = error(401, "UNAUTHENTICATED", "Authentication failed. API credentials are incorrect.", &none);
    let operations = [
        ("POST", "/v1/revolving"),
        ("PUT", "/v1/revolving/line-1"),
        ("DELETE", "/v1/revolving/line-1"),
        ("GET", "/v1/revolving/line-1"),
        ("GET", "/v1/revolving"),
    ];
    for (method, path) in operations {
        for token in [&lender.viewer, &lender.agent] {
            let reply = world.call(token, method, path, "{}").await;
            match method {
                "GET" => assert_eq!(reply.status, 200, "{}", reply.text),
                _ => assert_eq!((reply.status.as_u16(), reply.json()), (403, forbidden.clone())),
            }
        }
        let reply = world.call("garbage", method, path, "{").await;
        assert_eq!((reply.status.as_u16(), reply.json()), (401, unknown.clone()));
        assert_eq!(reply.headers["www-authenticate"], "Bearer");
    }
    assert_eq!(world.testbed.snapshot().await, before);
}

#[tokio::test]
async fn paths_and_methods_that_are_not_served_are_refused() {
    let world = start().await;
    let not_found = error(404, "NOT_FOUND", "Not Found", &json!([]));
    for path in ["/", "/v1", "/v1/revolving/", "/v1/revolving/a/b", "/v2/revolving", "/revolving", "/V1/revolving"] {
        let reply = world.call("", "GET", path, "").await;
        assert_eq!((reply.status.as_u16(), reply.json()), (404, not_found.clone()), "{path}");
    }
    let method = error(405, "UNIMPLEMENTED", "You tried to access an endpoint with an invalid method.", &json!([]));
    for (method_name, path, allow) in
        [("PATCH", "/v1/revolving", "GET,HEAD,POST"), ("POST", "/v1/revolving/a", "GET,HEAD,PUT,DELETE")]
    {
        let reply = world.call("", method_name, path, "").await;
        assert_eq!((reply.status.as_u16(), reply.json()), (405, method.clone()));
        assert_eq!(reply.headers["allow"], allow);
    }
    let text = world.call_with(&[("accept", "text/html")], "GET", "/v1/revolving", "").await.expect(406);
    assert_eq!(text.error().0, "INVALID_ARGUMENT");
}

/// A fault of the table is told as such, with when to come back, and nothing of it in the answer.
#[tokio::test]
async fn a_table_that_does_not_answer_is_no_fault_of_the_caller() {
    let world = start().await;
    let lender = world.lender().await;
    create(&world, &lender, LINE).await;
    world.testbed.fail_next(20, testbed::Fault::Throttle);
    let reply = world.call(&lender.token, "GET", "/v1/revolving/line-1", "").await.expect(503);
    world.testbed.heal();
    let request_id = reply.headers["x-request-id"].to_str().unwrap();
    let details = json!([
        {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retry_delay": "2s"},
        {"@type": "type.googleapis.com/google.rpc.RequestInfo", "request_id": request_id},
    ]);
    let message = "We're receiving too many requests. Please try again later.";
    assert_eq!(reply.json(), error(503, "UNAVAILABLE", message, &details));
    assert_eq!(reply.headers["retry-after"], "2");
}
