//! The communications router in process, on an embedded table made from the template.
#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod bad_input;
mod budget;
mod events;
mod previews;
mod support;
mod templates;
mod trigger;
