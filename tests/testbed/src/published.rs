//! A function's published description, held to what the code generates.

use std::collections::BTreeSet;
use std::path::Path;

use axum::Router;
use axum::body::Body;
use http::Request;
use platform::auth::Authenticator;
use platform::clock::Clock;
use platform::table::Table;
use serde_json::Value;
use tower::ServiceExt;

use crate::Testbed;

/// Where the descriptions are published.
const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../infra/openapi");

/// Compares `infra/openapi/{function}.json` with what the code generates; with `UPDATE_OPENAPI` set it is written anew.
pub fn assert_published_is_current(function: &str, generated: &Value) {
    let file = Path::new(FOLDER).join(function).with_extension("json");
    let mut generated = serde_json::to_string_pretty(generated).expect("a description is JSON");
    generated.push('\n');
    if std::env::var_os("UPDATE_OPENAPI").is_some() {
        std::fs::write(&file, &generated).expect("the description can be written");
    }
    let published = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(
        published == generated,
        "infra/openapi/{function}.json is not current: run with UPDATE_OPENAPI=1 and commit it"
    );
}

/// Every reference inside a description leads somewhere.
pub fn assert_references_lead_somewhere(description: &Value) {
    let text = description.to_string();
    for (_, rest) in text.match_indices("\"$ref\":\"#").map(|(at, found)| text.split_at(at.saturating_add(found.len())))
    {
        let pointer = rest.split('"').next().unwrap_or_default();
        assert!(description.pointer(pointer).is_some(), "{pointer}");
    }
}

/// Without a token, what is described is answered 401, and any other method of a described path 405.
pub async fn assert_methods_are_described(
    description: &Value,
    serve: impl FnOnce(Table, Clock, Authenticator) -> Router,
) {
    let testbed = Testbed::start().await;
    let table = Table::new(testbed.client(), testbed.table_name());
    let clock = Clock::system();
    let router = serve(table.clone(), clock.clone(), Authenticator::new(table, clock));
    for (path, item) in description.pointer("/paths").and_then(Value::as_object).expect("paths") {
        for method in ["GET", "POST", "PATCH", "PUT", "DELETE"] {
            let expected = if item.get(method.to_lowercase()).is_some() { 401 } else { 405 };
            let uri = path.replace(['{', '}'], "");
            let request = Request::builder().method(method).uri(uri).body(Body::empty()).expect("a request");
            let response = router.clone().oneshot(request).await.expect("infallible");
            assert_eq!(response.status().as_u16(), expected, "{method} {path}");
        }
    }
}

/// Every path that a function serves below a base path is described, and no other. What its parameters are called does not matter.
pub fn assert_paths_are_described(description: &Value, base: &str, served: &[&str]) {
    let part = |part: &str| if part.starts_with('{') { "{}".to_owned() } else { part.to_owned() };
    let unnamed = |path: &str| path.split('/').map(part).collect::<Vec<_>>().join("/");
    let served: BTreeSet<String> = served.iter().map(|path| unnamed(&format!("{base}{path}"))).collect();
    let described = description.pointer("/paths").and_then(Value::as_object).expect("paths");
    let described: BTreeSet<String> = described.keys().map(|path| unnamed(path)).collect();
    assert_eq!(described, served);
}
