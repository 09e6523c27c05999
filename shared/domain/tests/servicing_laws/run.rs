//! Tries a law on many cases.

use std::fmt::Debug;

use proptest::prelude::*;
use proptest::test_runner::{RngSeed, TestCaseResult, TestRunner};

use crate::random::case;
use crate::story::{Case, Story};

/// Tries a law on what becomes of random cases.
pub fn on_stories(cases: u32, law: impl Fn(&Story) -> TestCaseResult) {
    on_stories_of(cases, case(), law);
}

/// The same on what becomes of cases of a kind.
pub fn on_stories_of(cases: u32, values: impl Strategy<Value = Case>, law: impl Fn(&Story) -> TestCaseResult) {
    on(cases, values, |case| match case.play() {
        Some(story) => law(&story),
        None => Ok(()),
    });
}

/// Tries a law on random values. Which ones is the same each time, unless a seed is set.
pub fn on<S>(cases: u32, values: S, law: impl Fn(S::Value) -> TestCaseResult)
where
    S: Strategy,
    S::Value: Debug,
{
    let set = |name| std::env::var_os(name).is_some();
    let mut config = ProptestConfig { failure_persistence: None, max_shrink_iters: 4_000, ..ProptestConfig::default() };
    if !set("PROPTEST_CASES") {
        config.cases = cases;
    }
    if !set("PROPTEST_RNG_SEED") {
        config.rng_seed = RngSeed::Fixed(20_240_131);
    }
    if let Err(failure) = TestRunner::new(config).run(&values, law) {
        panic!("{failure}");
    }
}
