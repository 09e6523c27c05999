//! The detector on an embedded table made from the template, with loans that come and are paid by the lending API.
#![expect(clippy::expect_used, clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod harm;
mod hours;
mod reviews;
mod setting;
