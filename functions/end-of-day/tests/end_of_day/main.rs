//! The function on a table of its own: accounts whose day has come.
#![expect(clippy::expect_used, reason = "a test stops where it is wrong")]

mod days;
mod harm;
mod setting;
