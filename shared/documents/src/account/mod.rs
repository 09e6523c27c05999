//! The documents of a loan account, each from what it says. What it says is computed by others; here it is written down.

mod common;
pub mod no_dues_certificate;
pub mod payoff_letter;
pub mod schedule;
pub mod statement;

pub use common::{Account, Issue};
