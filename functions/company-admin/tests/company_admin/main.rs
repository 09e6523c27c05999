//! An operator's commands against a real table.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

mod accounts;
mod companies;
mod credentials;
mod recovery;
mod refusals;
mod setting;
mod tokens;
