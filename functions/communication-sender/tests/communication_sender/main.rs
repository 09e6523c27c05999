//! The function in process, on a table of its own, with events that other functions put there and providers that the tests start.
#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod actions;
mod at_most_once;
mod callbacks;
mod credit_lines;
mod links;
mod outbox;
mod policy;
mod provider;
mod secret;
mod ses;
mod ses_reports;
mod setting;
mod settling;
mod tries;
mod twilio;
mod waiting;
mod webhooks;
