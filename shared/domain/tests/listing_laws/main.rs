//! What holds of every filter, and of every page token.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

mod condition;
mod evaluation;
mod loan;
mod reading;
mod tokens;
