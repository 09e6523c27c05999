//! The published description of the communications API, generated from the tables that check the bodies.
//!
//! `UPDATE_OPENAPI=1 cargo test -p communications-api --test openapi` writes `infra/openapi/communications-api.json` anew.
#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod document;

#[test]
fn the_published_description_is_current() {
    testbed::assert_published_is_current("communications-api", &document::document());
}

#[test]
fn every_reference_in_the_description_leads_somewhere() {
    testbed::assert_references_lead_somewhere(&document::document());
}

#[test]
fn every_path_that_is_served_is_described() {
    let mut described = document::document();
    // The page of the public lies beside the base path.
    described["paths"].as_object_mut().expect("paths").remove(document::LINK).expect("it is described");
    testbed::assert_paths_are_described(&described, "/communication", &communications_api::paths());
}

/// What is described is routed, and what is routed under a described path is described.
#[tokio::test]
async fn the_description_names_exactly_what_is_served() {
    let serve = |table, clock, tokens| {
        communications_api::router(communications_api::App { table, clock, links: testbed::links() }, tokens)
    };
    let mut routed = document::document();
    let paths = routed["paths"].as_object_mut().expect("paths");
    // A custom method is routed by the path of what it is of.
    let preview = paths.remove("/communication/templates/{template_id}:preview").expect("it is described");
    paths["/communication/templates/{template_id}"]["post"] = preview["post"].clone();
    // Nobody needs a token for it.
    paths.remove(document::LINK).expect("it is described");
    // Who calls back has no token: what is not signed is refused otherwise.
    let callback = paths.remove("/communication/callbacks/{provider}").expect("it is described");
    assert_eq!(callback.as_object().map(serde_json::Map::len), Some(1));
    testbed::assert_methods_are_described(&routed, serve).await;
    let world = testbed::World::start(testbed::moment("2024-01-10T12:00:00+05:30"), serve).await;
    for (method, status) in [("POST", 404), ("GET", 405), ("PUT", 405), ("DELETE", 405)] {
        world.call_with(&[], method, "/communication/callbacks/twilio", "").await.expect(status);
    }
}
