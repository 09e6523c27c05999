//! The notices router in process, on an embedded table made from the template.
#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod bad_input;
mod budget;
mod receipts;
mod support;
mod templates;
