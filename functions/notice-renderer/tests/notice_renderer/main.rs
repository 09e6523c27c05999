//! Notices from the request to the file, on an embedded table made from the template and a bucket in memory: the API, the relay and the renderer.
#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod actions;
mod batches;
mod budget;
mod harm;
mod notices;
mod setting;
