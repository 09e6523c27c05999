//! The function in process, on a table of its own, with receivers on loopback.
#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod chaos;
mod clockwork;
mod health;
mod receiver;
mod secure;
mod setting;
mod tries;
