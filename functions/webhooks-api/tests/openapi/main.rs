//! The published description of the webhooks API, generated from the tables that check the bodies.
//!
//! `UPDATE_OPENAPI=1 cargo test -p webhooks-api --test openapi` writes `infra/openapi/webhooks-api.json` anew.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

mod document;

#[test]
fn the_published_description_is_current() {
    testbed::assert_published_is_current("webhooks-api", &document::document());
}

#[test]
fn every_reference_in_the_description_leads_somewhere() {
    testbed::assert_references_lead_somewhere(&document::document());
}

#[test]
fn every_path_that_is_served_is_described() {
    testbed::assert_paths_are_described(&without_methods(), "", &webhooks_api::paths());
}

/// What is described is routed, and what is routed under a described path is described.
#[tokio::test]
async fn the_description_names_exactly_what_is_served() {
    let serve = |table, clock, tokens| {
        let targets = domain::webhook::target::Targets::Public;
        webhooks_api::router(webhooks_api::App { table, clock, targets }, tokens)
    };
    testbed::assert_methods_are_described(&without_methods(), serve).await;
}

/// The description with custom methods at the paths of their resources, where the router has them.
fn without_methods() -> serde_json::Value {
    let mut document = document::document();
    let paths = document.get_mut("paths").and_then(serde_json::Value::as_object_mut).expect("paths");
    for (path, methods) in std::mem::take(paths) {
        let (resource, _) = path.rsplit_once(':').unwrap_or((&path, ""));
        let known = paths.entry(resource).or_insert_with(|| serde_json::json!({}));
        let methods = methods.as_object().expect("methods").clone();
        known.as_object_mut().expect("methods").extend(methods);
    }
    document
}
