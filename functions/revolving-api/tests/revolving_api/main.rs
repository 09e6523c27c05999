//! The revolving accounts' router in process, on an embedded table made from the template.
#![expect(clippy::expect_used, clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod bad_input;
mod budget;
mod concurrency;
mod idempotency;
mod isolation;
mod lists;
mod loans;
mod operations;
mod state;
mod support;
