//! What is refused changes nothing and says why; what is taken can be computed.

use domain::servicing::admission::admit;
use domain::servicing::replay::replay;
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;

use crate::run::on_stories;
use crate::story::Story;

#[test]
fn what_is_taken_can_be_computed() {
    on_stories(200, is_computed);
}

pub fn is_computed(story: &Story) -> TestCaseResult {
    if let Some((new, error)) = &story.broken {
        prop_assert!(false, "transaction {} was taken, and then: {error}", new.id.0);
    }
    Ok(())
}

#[test]
fn what_is_refused_has_a_reason_and_changes_nothing() {
    on_stories(80, is_pure);
}

pub fn is_pure(story: &Story) -> TestCaseResult {
    for refused in &story.refused {
        let transactions = story.transactions.get(..refused.count).expect("a moment of the story");
        let again = admit(&story.terms, transactions, &refused.new, refused.today);
        prop_assert_eq!(again.as_ref(), Err(&refused.reason), "asked for again");
        prop_assert!(!refused.reason.code().is_empty() && !refused.reason.to_string().is_empty());
        let moment = story.moments.iter().find(|moment| moment.count == refused.count).expect("a moment");
        let after = replay(&story.terms, transactions, moment.today);
        prop_assert_eq!(after.as_ref(), Ok(&moment.account));
    }
    Ok(())
}
