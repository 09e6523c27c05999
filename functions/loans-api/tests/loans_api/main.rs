//! The lending API's router in process, on an embedded table made from the template.
#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod bad_input;
mod budget;
mod concurrency;
mod credit_line;
mod editions;
mod facts;
mod field_agents;
mod idempotency;
mod isolation;
mod limits;
mod long_history;
mod random_json;
mod refusals;
mod samples;
mod serviced;
mod support;
