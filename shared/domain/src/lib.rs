//! Servicing and recovery rules: pure, without AWS, async, clock or randomness.
//!
//! What is needed of the outside world comes in as an argument: today's date, the moment of a change, a new id.
//! Functions parse a request into a command of this crate, run it, and present the outcome in their dialect.

pub mod accounts;
pub mod calendar;
pub mod communication;
pub mod company;
pub mod days_past_due;
pub mod digest;
pub mod field;
pub mod json;
pub mod lending;
pub mod listing;
pub mod moment;
pub mod notice;
pub mod recovery;
pub mod resource;
pub mod revolving;
pub mod servicing;
pub mod time_zone;
pub mod webhook;
