//! What holds of every filter.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

mod condition;
mod evaluation;
mod loan;
mod reading;
