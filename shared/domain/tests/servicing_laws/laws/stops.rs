//! Interest stops: when everything is repaid, and after the last due date.

use chrono::{Days, NaiveDate};
use domain::servicing::account::{Account, Standing};
use domain::servicing::replay::replay;
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;

use crate::run::on_stories;
use crate::story::Story;

/// The account some days later, without anything having happened.
fn later(story: &Story, count: usize, day: NaiveDate, days: u64) -> Account {
    let transactions = story.transactions.get(..count).expect("a moment of the story");
    replay(&story.terms, transactions, day + Days::new(days)).expect("an account")
}

#[test]
fn a_loan_that_is_repaid_bears_nothing_more() {
    on_stories(300, is_done);
}

pub fn is_done(story: &Story) -> TestCaseResult {
    for moment in story.disbursed() {
        if !matches!(moment.account.standing, Standing::Repaid | Standing::Overpaid) {
            continue;
        }
        for days in [1, 45, 500] {
            let later = later(story, moment.count, moment.today, days);
            prop_assert_eq!(
                (&later.installments, later.standing),
                (&moment.account.installments, moment.account.standing),
                "after {} operations and {} days",
                moment.count,
                days
            );
        }
    }
    Ok(())
}

#[test]
fn nothing_is_borne_after_maturity_unless_the_terms_say_so() {
    on_stories(150, is_mature);
}

pub fn is_mature(story: &Story) -> TestCaseResult {
    let moment = story.last();
    let maturity = moment.account.installments.iter().map(|row| row.due).max();
    let Some(maturity) = maturity.filter(|_| !story.terms.interest.accrue_after_maturity) else { return Ok(()) };
    let mut maturity = maturity.max(moment.today);
    // What stays unpaid until then may be due later still.
    for _ in 0..10 {
        let due = later(story, moment.count, maturity, 0).installments.iter().map(|row| row.due).max();
        let Some(due) = due.filter(|due| *due > maturity) else { break };
        maturity = due;
    }
    let at_maturity = later(story, moment.count, maturity, 0);
    for days in [1, 45, 500] {
        let later = later(story, moment.count, maturity, days);
        prop_assert_eq!(&later.installments, &at_maturity.installments, "{} days after {}", days, maturity);
    }
    Ok(())
}
