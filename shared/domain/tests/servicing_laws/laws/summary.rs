//! What is stored makes the account that it was stored for.

use domain::servicing::accrual::interest_earned;
use domain::servicing::payoff::payoff;
use domain::servicing::position::position;
use domain::servicing::replay::replay;
use domain::servicing::summary::{self, Balances, summary};
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

#[test]
fn what_is_told_from_one_run_is_what_is_told_of_each_by_itself() {
    on_stories(100, is_told_at_once);
}

pub fn is_told_at_once(story: &Story) -> TestCaseResult {
    for moment in &story.moments {
        let (terms, happened, today) =
            (&story.terms, story.transactions.get(..moment.count).expect("the first ones"), moment.today);
        let told = position(terms, happened, today).expect("a position");
        prop_assert_eq!(&told.account, &moment.account);
        prop_assert_eq!(told.payoff, payoff(terms, happened, today).expect("a payoff"));
        prop_assert_eq!(told.interest_earned, interest_earned(terms, happened, today, today).expect("interest"));
        prop_assert_eq!(summary::of(&told, terms, happened), summary(terms, happened, today).expect("a summary"));
    }
    Ok(())
}
