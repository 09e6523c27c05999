//! The recovery router in process, beside the routers by which loans come and are paid, on an embedded table made from the template.
#![expect(clippy::expect_used, clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod actions;
mod bad_input;
mod budget;
mod contacts;
mod credit_lines;
mod detection;
mod lists;
mod outcomes;
mod plan;
mod pledges;
mod serviced;
mod settings;
mod summary;
mod support;
mod worklist;
