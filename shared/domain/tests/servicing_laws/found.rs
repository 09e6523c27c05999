//! Single cases that a law was once broken by, each the smallest that did, by the law that it broke.

mod borne;
mod bounds;
mod charges;
mod days_past_due;
mod income;
mod payments;
mod payoff;
mod principal;
mod stops;
mod summary;

use proptest::test_runner::TestCaseResult;

use crate::story::Story;

#[track_caller]
fn holds(law: impl Fn(&Story) -> TestCaseResult, text: &str) {
    let story = Story::told(text);
    if let Some((broken, error)) = &story.broken {
        panic!("transaction {}: {error}", broken.id.0);
    }
    if let Err(failure) = law(&story) {
        panic!("{failure}");
    }
}
