//! The published description of the notices API, generated from the tables that check the bodies.
//!
//! `UPDATE_OPENAPI=1 cargo test -p notices-api --test openapi` writes `infra/openapi/notices-api.json` anew.
#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod document;
mod schemas;

#[test]
fn the_published_description_is_current() {
    testbed::assert_published_is_current("notices-api", &document::document());
}

#[test]
fn every_reference_in_the_description_leads_somewhere() {
    testbed::assert_references_lead_somewhere(&document::document());
}

#[test]
fn every_path_that_is_served_is_described() {
    testbed::assert_paths_are_described(&document::document(), "", &notices_api::paths());
}

/// What is described is routed, and what is routed under a described path is described.
#[tokio::test]
async fn the_description_names_exactly_what_is_served() {
    let serve = |table, clock, tokens| {
        notices_api::router(notices_api::App::new(table, testbed::TestObjects::default().objects(), clock), tokens)
    };
    let mut routed = document::document();
    let paths = routed["paths"].as_object_mut().expect("paths");
    // A custom method is routed by the path of what it is of.
    let preview = paths.remove("/recovery/notices/templates/{template_id}:preview").expect("it is described");
    paths["/recovery/notices/templates/{template_id}"]["post"] = preview["post"].clone();
    // Nobody needs a token for it.
    paths.remove("/notices/{notice_link}").expect("it is described");
    testbed::assert_methods_are_described(&routed, serve).await;
}
