//! The agencies router in process, beside the routers by which loans come and are paid, on an embedded table made from the template.
#![expect(clippy::expect_used, clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod agencies;
mod assignment;
mod bad_input;
mod budget;
mod concurrency;
mod payments;
mod placements;
mod support;
