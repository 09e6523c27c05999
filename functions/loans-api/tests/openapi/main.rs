//! The published description of the lending API, generated from the tables that check the bodies.
//!
//! `UPDATE_OPENAPI=1 cargo test -p loans-api --test openapi` writes `infra/openapi/loans-api.json` anew.

mod answers;
mod document;
mod paths;
mod requests;

use std::path::PathBuf;

fn file() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../infra/openapi/loans-api.json")
}

#[test]
fn the_published_description_is_current() {
    let mut generated = serde_json::to_string_pretty(&document::document()).expect("JSON");
    generated.push('\n');
    if std::env::var_os("UPDATE_OPENAPI").is_some() {
        std::fs::write(file(), &generated).expect("written");
    }
    let published = std::fs::read_to_string(file()).unwrap_or_default();
    assert!(
        published == generated,
        "infra/openapi/loans-api.json is not current: run with UPDATE_OPENAPI=1 and commit it"
    );
}

#[test]
fn every_reference_in_the_description_leads_somewhere() {
    let document = document::document();
    let text = document.to_string();
    for (at, _) in text.match_indices("\"$ref\":\"#") {
        let pointer = text.get(at + 9..).and_then(|rest| rest.split('"').next()).expect("a pointer");
        assert!(document.pointer(pointer).is_some(), "{pointer}");
    }
}

/// What is described is routed, and what is routed under a described path is described.
#[tokio::test]
async fn the_description_names_exactly_what_is_served() {
    let testbed = testbed::Testbed::start().await;
    let table = platform::table::Table::new(testbed.client(), testbed.table_name());
    let clock = platform::clock::Clock::system();
    let authenticator = platform::auth::Authenticator::new(table.clone(), clock.clone());
    let router = loans_api::router(loans_api::App { table, clock }, authenticator);
    let document = document::document();
    for (path, item) in document.pointer("/paths").and_then(serde_json::Value::as_object).expect("paths") {
        for method in ["GET", "POST", "PATCH", "PUT", "DELETE"] {
            let uri = path.replace(['{', '}'], "");
            let request =
                http::Request::builder().method(method).uri(uri).body(axum::body::Body::empty()).expect("a request");
            let response = tower::ServiceExt::oneshot(router.clone(), request).await.expect("infallible");
            let described = item.get(method.to_lowercase()).is_some();
            assert_eq!(response.status().as_u16(), if described { 401 } else { 405 }, "{method} {path}");
        }
    }
}
