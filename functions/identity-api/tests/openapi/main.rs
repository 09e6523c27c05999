//! The published description of the identity API.
//!
//! `UPDATE_OPENAPI=1 cargo test -p identity-api --test openapi` writes `infra/openapi/identity-api.json` anew.

mod document;

use serde_json::Value;

#[test]
fn the_published_description_is_current() {
    testbed::assert_published_is_current("identity-api", &document::document());
}

#[test]
fn every_reference_in_the_description_leads_somewhere() {
    testbed::assert_references_lead_somewhere(&document::document());
}

/// What is described is routed, and no other method of a described path is.
#[tokio::test]
async fn the_description_names_exactly_what_is_served() {
    let testbed = testbed::Testbed::start().await;
    let table = platform::table::Table::new(testbed.client(), testbed.table_name());
    let router = identity_api::router(identity_api::App { table, clock: platform::clock::Clock::system() });
    let document = document::document();
    for (path, item) in document.pointer("/paths").and_then(Value::as_object).expect("paths") {
        for method in ["GET", "POST", "PATCH", "PUT", "DELETE"] {
            let request = http::Request::builder().method(method).uri(path).body(axum::body::Body::empty());
            let response = tower::ServiceExt::oneshot(router.clone(), request.expect("a request")).await;
            let status = response.expect("infallible").status().as_u16();
            let described = item.get(method.to_lowercase());
            assert_eq!(status == 405, described.is_none(), "{method} {path}");
            let said = described.is_none_or(|operation| operation["responses"].get(status.to_string()).is_some());
            assert!(said, "{method} {path} answers {status}, which is not described");
        }
    }
}
