//! The accounts API over its router, on a table of its own.
#![expect(clippy::indexing_slicing, clippy::expect_used, reason = "a test stops where it is wrong")]

mod bad_input;
mod cards;
mod concurrency;
mod documents;
mod fees;
mod fundings;
mod import;
mod journey;
mod lists;
mod long_history;
mod paying_out;
mod penalties;
mod products;
mod random_json;
mod restructuring;
mod revolving;
mod rules;
mod setting;
