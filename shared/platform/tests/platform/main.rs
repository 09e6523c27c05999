//! The platform against a real table: what it costs, what it refuses, what it does when the table does not.
#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod auth;
mod change;
mod index;
mod lists;
mod logs;
mod service;
mod setting;
mod table;
