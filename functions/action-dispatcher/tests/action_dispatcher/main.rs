//! The dispatcher on an embedded table made from the template, beside the routers by which actions come.
#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod harm;
mod laws;
mod setting;
mod times;
