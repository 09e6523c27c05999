//! The documents of a loan account, each from what it says. What it says is computed by others; here it is written down.

mod common;
pub mod schedule;

pub use common::{Account, Issue};
