//! The published description of the lending API, generated from the tables that check the bodies.
//!
//! `UPDATE_OPENAPI=1 cargo test -p loans-api --test openapi` writes `infra/openapi/loans-api.json` anew.

mod answers;
mod document;
mod paths;
mod requests;

#[test]
fn the_published_description_is_current() {
    testbed::assert_published_is_current("loans-api", &document::document());
}

#[test]
fn every_reference_in_the_description_leads_somewhere() {
    testbed::assert_references_lead_somewhere(&document::document());
}

/// What is described is routed, and what is routed under a described path is described.
#[tokio::test]
async fn the_description_names_exactly_what_is_served() {
    let serve = |table, clock, tokens| loans_api::router(loans_api::App { table, clock }, tokens);
    testbed::assert_methods_are_described(&document::document(), serve).await;
}
