//! The routes in process, on a table of its own, with the relay beside them.
#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod deliveries;
mod endpoints;
mod events;
mod setting;
