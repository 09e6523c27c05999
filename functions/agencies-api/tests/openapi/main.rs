//! The published description of the collection agencies, generated from the tables that check the bodies.
//!
//! `UPDATE_OPENAPI=1 cargo test -p agencies-api --test openapi` writes `infra/openapi/agencies-api.json` anew.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

mod document;

#[test]
fn the_published_description_is_current() {
    testbed::assert_published_is_current("agencies-api", &document::document());
}

#[test]
fn every_reference_in_the_description_leads_somewhere() {
    testbed::assert_references_lead_somewhere(&document::document());
}

#[test]
fn every_path_that_is_served_is_described() {
    testbed::assert_paths_are_described(&document::document(), "", &agencies_api::paths());
}

/// What is described is routed, and what is routed under a described path is described.
#[tokio::test]
async fn the_description_names_exactly_what_is_served() {
    let serve = |table, clock, tokens| agencies_api::router(agencies_api::App { table, clock }, tokens);
    testbed::assert_methods_are_described(&document::document(), serve).await;
}
