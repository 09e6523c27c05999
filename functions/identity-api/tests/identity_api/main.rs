//! Tokens, given and taken back, against a real table.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

mod access_token;
mod logs;
mod oauth_revoke;
mod oauth_token;
mod setting;
