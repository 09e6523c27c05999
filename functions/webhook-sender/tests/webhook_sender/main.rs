//! The function in process, on a table of its own, with receivers on loopback.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

mod clockwork;
mod health;
mod secure;
mod tries;
mod trouble;
