//! What is stored makes the account that it was stored for.

use domain::servicing::replay::replay;
use domain::servicing::summary::{Balances, summary};
use domain::servicing::terms::Terms;
use domain::servicing::transaction::Transaction;
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;

use crate::run::on_stories;
use crate::story::Story;

#[test]
fn an_account_computed_from_what_was_stored_is_the_same() {
    on_stories(100, is_stored);
}

pub fn is_stored(story: &Story) -> TestCaseResult {
    let moment = story.last();
    let terms = serde_json::to_string(&story.terms).expect("JSON");
    let transactions = serde_json::to_string(&story.transactions).expect("JSON");
    let terms: Terms = serde_json::from_str(&terms).expect("terms");
    let transactions: Vec<Transaction> = serde_json::from_str(&transactions).expect("transactions");
    let account = replay(&terms, &transactions, moment.today).expect("an account");
    prop_assert_eq!(&account, &moment.account);
    let stored = summary(&terms, &transactions, moment.today).expect("a summary");
    let told = summary(&story.terms, &story.transactions, moment.today).expect("a summary");
    prop_assert_eq!(&stored, &told);
    prop_assert_eq!(stored.balances, Balances::of(&moment.account));
    prop_assert_eq!(stored.standing, moment.account.standing);
    Ok(())
}
