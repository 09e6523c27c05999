//! The published description of the revolving accounts, generated from the table that checks the bodies.
//!
//! `UPDATE_OPENAPI=1 cargo test -p revolving-api --test openapi` writes `infra/openapi/revolving-api.json` anew.

mod document;

#[test]
fn the_published_description_is_current() {
    testbed::assert_published_is_current("revolving-api", &document::document());
}

#[test]
fn every_reference_in_the_description_leads_somewhere() {
    testbed::assert_references_lead_somewhere(&document::document());
}

/// What is described is routed, and what is routed under a described path is described.
#[tokio::test]
async fn the_description_names_exactly_what_is_served() {
    let serve = |table, clock, tokens| revolving_api::router(revolving_api::App { table, clock }, tokens);
    testbed::assert_methods_are_described(&document::document(), serve).await;
}
