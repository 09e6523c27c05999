//! The published description of the recovery API, generated from the tables that check the bodies.
//!
//! `UPDATE_OPENAPI=1 cargo test -p recovery-api --test openapi` writes `infra/openapi/recovery-api.json` anew.
#![expect(clippy::indexing_slicing, reason = "a test fails by panicking")]

mod answers;
mod document;
mod summary;

#[test]
fn the_published_description_is_current() {
    testbed::assert_published_is_current("recovery-api", &document::document());
}

#[test]
fn every_reference_in_the_description_leads_somewhere() {
    testbed::assert_references_lead_somewhere(&document::document());
}

#[test]
fn every_path_that_is_served_is_described() {
    testbed::assert_paths_are_described(&document::document(), "/api/recovery", &recovery_api::paths());
}

/// What is described is routed, and what is routed under a described path is described.
#[tokio::test]
async fn the_description_names_exactly_what_is_served() {
    let serve = |table, clock, tokens| {
        recovery_api::router(recovery_api::App { table, clock, links: testbed::links() }, tokens)
    };
    testbed::assert_methods_are_described(&document::document(), serve).await;
}
