//! What is described is what is served.

use std::collections::{BTreeMap, BTreeSet};

use accounts_api::{App, router};
use axum::Router;
use axum::body::Body;
use http::Request;
use platform::auth::Authenticator;
use platform::clock::Clock;
use platform::table::Table;
use serde_json::Value;
use testbed::Testbed;
use tower::ServiceExt;

use crate::document::document;

const METHODS: [&str; 5] = ["GET", "POST", "PATCH", "PUT", "DELETE"];

async fn status(router: &Router, method: &str, path: &str) -> u16 {
    let uri = path.replace(['{', '}'], "");
    let request = Request::builder().method(method).uri(uri).body(Body::empty()).expect("a request");
    router.clone().oneshot(request).await.expect("infallible").status().as_u16()
}

/// The described methods of each path, in capitals.
fn described() -> BTreeMap<String, BTreeSet<String>> {
    let document = document();
    let paths = document.get("paths").and_then(Value::as_object).expect("paths").clone();
    let methods = |item: &Value| item.as_object().expect("a path").keys().map(|method| method.to_uppercase()).collect();
    paths.iter().map(|(path, item)| (path.clone(), methods(item))).collect()
}

/// The path that the router has for one with a custom method of a resource: that of the resource.
fn routed(path: &str) -> &str {
    let (resource, _) = path.rsplit_once(':').filter(|(resource, _)| resource.ends_with('}')).unwrap_or((path, ""));
    resource
}

/// A path without the names of its ids.
fn unnamed(path: &str) -> String {
    let part = |part: &str| if part.starts_with('{') { "{}".to_owned() } else { part.to_owned() };
    path.split('/').map(part).collect::<Vec<_>>().join("/")
}

#[test]
fn every_path_that_is_served_is_described() {
    let served: BTreeSet<_> = accounts_api::paths().iter().map(|path| unnamed(&format!("/v1{path}"))).collect();
    let described: BTreeSet<_> = described().keys().map(|path| unnamed(routed(path))).collect();
    assert_eq!(described, served);
}

/// Without a token, what is routed is answered 401, and a method that is not is answered 405.
#[tokio::test]
async fn the_description_names_exactly_what_is_served() {
    let testbed = Testbed::start().await;
    let table = Table::new(testbed.client(), testbed.table_name());
    let clock = Clock::system();
    let authenticator = Authenticator::new(table.clone(), clock.clone());
    let router = router(App { table, clock }, authenticator);
    let mut of_routes: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (path, methods) in described() {
        for method in &methods {
            assert_eq!(status(&router, method, &path).await, 401, "{method} {path}");
        }
        of_routes.entry(routed(&path).to_owned()).or_default().extend(methods);
    }
    for (path, methods) in of_routes {
        for method in METHODS {
            let expected = if methods.contains(method) { 401 } else { 405 };
            assert_eq!(status(&router, method, &path).await, expected, "{method} {path}");
        }
    }
}
