//! The published description of the accounts API, generated from the tables that check bodies and order answers.
//!
//! `UPDATE_OPENAPI=1 cargo test -p accounts-api --test openapi` writes `infra/openapi/accounts-api.json` anew.
#![expect(clippy::expect_used, reason = "a test stops where it is wrong")]

mod accounts;
mod cards;
mod document;
mod documents;
mod fundings;
mod methods;
mod products;
mod restructuring;
mod served;
mod transactions;

#[test]
fn the_published_description_is_current() {
    testbed::assert_published_is_current("accounts-api", &document::document());
}

#[test]
fn every_reference_in_the_description_leads_somewhere() {
    testbed::assert_references_lead_somewhere(&document::document());
}
