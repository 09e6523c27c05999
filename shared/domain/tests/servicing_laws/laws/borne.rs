//! Interest is that of the principal that is outstanding, day by day, whatever becomes of the loan.

use chrono::{Days, NaiveDate};
use domain::servicing::account::{Account, Standing};
use domain::servicing::installment::Installment;
use domain::servicing::payoff::payoff;
use domain::servicing::replay::replay;
use domain::servicing::transaction::Event;
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use rust_decimal::Decimal;

use super::{posted, shows_no_balance};
use crate::random::bearing_case;
use crate::reference::Daily;
use crate::run::on_stories_of;
use crate::story::{Moment, Story, account_text};
use crate::sums::over;

#[test]
fn a_loan_bears_the_interest_of_each_day() {
    on_stories_of(400, bearing_case(), of_each_day);
}

/// What was paid and what a payoff asks for is what each day bore, after each operation and a month later. A payment in
/// advance may pay interest that is not borne yet.
pub fn of_each_day(story: &Story) -> TestCaseResult {
    let mut matured = None;
    for moment in story.disbursed() {
        let new = story.transactions.get(..moment.count).and_then(|happened| happened.last());
        if new.is_some_and(|new| prolongs(&new.event) && Some(new.value_date) > matured) {
            // What late principal bore between the old last due date and the day is open.
            return Ok(());
        }
        is_borne(story, moment)?;
        matured = matures(&moment.account);
    }
    let today = story.last().today + Days::new(31);
    let account = replay(&story.terms, &story.transactions, today).expect("an account");
    is_borne(story, &Moment { today, count: story.transactions.len(), account })
}

/// Whether the last due date may be another.
fn prolongs(event: &Event) -> bool {
    matches!(event, Event::ReAge { .. } | Event::ExtraTerms { .. } | Event::DueDateChange { .. })
}

fn is_borne(story: &Story, moment: &Moment) -> TestCaseResult {
    let account = &moment.account;
    if account.standing != Standing::Active || is_after_the_last_that_asks(account) {
        return Ok(());
    }
    let happened = story.transactions.get(..moment.count).expect("a moment of the story");
    let quote = payoff(&story.terms, happened, moment.today).expect("a quote");
    let settled = over(account, |row| row.paid).interest + over(account, |row| row.waived).interest;
    let taken_back = over(account, |row| row.credited).interest;
    let borne = daily(story, moment).until(&story.terms, moment.today);
    let asked = settled - taken_back + quote.interest;
    let unit = Decimal::new(1, story.terms.rounding.decimals);
    let count = account.installments.len() + 2 * (account.postings.len() + moment.count);
    let tolerance = unit * Decimal::from(count);
    let is_in_advance = quote.interest.is_zero() && asked > borne;
    prop_assert!(
        is_in_advance || (asked - borne).abs() <= tolerance,
        "{} borne, {asked} asked for, of it {} by a payoff on {}\n{}",
        borne.round_dp(4),
        quote.interest,
        moment.today,
        account_text(account)
    );
    Ok(())
}

fn daily(story: &Story, moment: &Moment) -> Daily {
    let mut daily = Daily { matures: matures(&moment.account), ..Daily::default() };
    for (posting, _) in posted(story, moment).filter(|(_, event)| !shows_no_balance(event)) {
        daily.balances.insert(posting.value_date, posting.balance_after);
    }
    let happened = story.transactions.get(..moment.count).expect("a moment of the story");
    let takes_back = |event: &Event, id| matches!(event, Event::Reversal { of } if *of == id);
    for transaction in happened {
        if happened.iter().any(|other| takes_back(&other.event, transaction.id)) {
            continue;
        }
        match transaction.event {
            Event::RateChange { rate } => {
                daily.rates.insert(transaction.value_date, rate);
            }
            Event::InterestPause { until } => daily.pauses.push((transaction.value_date, until)),
            _ => {}
        }
    }
    daily
}

/// Interest is borne up to the last due date. Where installments at the end ask for nothing any more, it is open
/// whether that is theirs.
fn matures(account: &Account) -> Option<NaiveDate> {
    account.installments.iter().filter(|row| row.kind.is_of_schedule()).map(|row| row.due).max()
}

fn is_after_the_last_that_asks(account: &Account) -> bool {
    let asks = |row: &&Installment| row.kind.is_of_schedule() && !row.expected.total().is_zero();
    let last = account.installments.iter().filter(asks).map(|row| row.due).max();
    last != matures(account) && last.is_some_and(|last| account.as_of > last)
}
