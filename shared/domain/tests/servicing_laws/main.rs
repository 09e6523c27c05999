//! What holds of every loan account, whatever its terms are and whatever happens to it.
//!
//! Random terms meet random operations, of which those that admission takes happen. `PROPTEST_CASES` sets on how many
//! cases each law is tried, `PROPTEST_RNG_SEED` on which ones; without them both are the same each time.
#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod found;
mod laws;
mod random;
mod reference;
mod run;
mod story;
mod sums;
