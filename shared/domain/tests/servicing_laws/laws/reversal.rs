//! What is taken back leaves no trace.

use domain::servicing::admission::admit;
use domain::servicing::replay::replay;
use domain::servicing::transaction::{Event, Transaction};
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;

use crate::run::on_stories;
use crate::story::Story;

#[test]
fn a_reversal_restores_the_account_without_what_it_takes_back() {
    on_stories(200, restores);
}

pub fn restores(story: &Story) -> TestCaseResult {
    let today = story.last().today;
    for taken_back in &story.transactions {
        let reversal = story.next(Event::Reversal { of: taken_back.id }, today, today);
        if admit(&story.terms, &story.transactions, &reversal, today).is_err() {
            continue;
        }
        let without: Vec<Transaction> =
            story.transactions.iter().filter(|transaction| transaction.id != taken_back.id).cloned().collect();
        let mut with = story.transactions.clone();
        with.push(reversal);
        prop_assert_eq!(
            replay(&story.terms, &with, today),
            replay(&story.terms, &without, today),
            "transaction {} is taken back",
            taken_back.id.0
        );
    }
    Ok(())
}
