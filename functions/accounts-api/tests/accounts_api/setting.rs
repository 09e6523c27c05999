//! The function in a world of its own.

use accounts_api::{App, router};
use testbed::{World, moment};

/// Noon of New Year's Day 2024, where the lenders are.
pub async fn start() -> World {
    World::start(moment("2024-01-01T12:00:00+05:30"), |table, clock, tokens| router(App { table, clock }, tokens)).await
}
