//! Interest is that of the principal that is outstanding, day by day, whatever becomes of the loan.

use chrono::{Days, NaiveDate};
use domain::servicing::account::{Account, Standing};
use domain::servicing::installment::{Installment, InstallmentKind};
use domain::servicing::payoff::payoff;
use domain::servicing::replay::replay;
use domain::servicing::transaction::{Event, Transaction};
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use rust_decimal::Decimal;

use crate::random::bearing_case;
use crate::reference::Daily;
use crate::run::on;
use crate::story::{Story, account_text};
use crate::sums::over;

#[test]
fn a_loan_bears_the_interest_of_each_day() {
    on(400, bearing_case(), |case| match case.play() {
        Some(story) => of_each_day(&story),
        None => Ok(()),
    });
}

/// What was paid and what a payoff asks for is what each day bore, after each operation and a month later. A payment in
/// advance may pay interest that is not borne yet.
pub fn of_each_day(story: &Story) -> TestCaseResult {
    let mut matured = None;
    for moment in story.disbursed() {
        let transactions = story.transactions.get(..moment.count).expect("a moment of the story");
        if transactions.last().is_some_and(|last| prolongs(&last.event) && Some(last.value_date) > matured) {
            // What late principal bore between the old last due date and the day is open.
            return Ok(());
        }
        is_borne(story, transactions, &moment.account)?;
        matured = matures(&moment.account);
    }
    let later = story.last().today + Days::new(31);
    let account = replay(&story.terms, &story.transactions, later).expect("an account");
    is_borne(story, &story.transactions, &account)
}

/// Whether the last due date may be another.
fn prolongs(event: &Event) -> bool {
    matches!(event, Event::ReAge { .. } | Event::ExtraTerms { .. } | Event::DueDateChange { .. })
}

fn is_borne(story: &Story, transactions: &[Transaction], account: &Account) -> TestCaseResult {
    if account.standing != Standing::Active || is_after_the_last_that_asks(account) {
        return Ok(());
    }
    let quote = payoff(&story.terms, transactions, account.as_of).expect("a quote");
    let settled = over(account, |row| row.paid).interest + over(account, |row| row.waived).interest;
    let taken_back = over(account, |row| row.credited).interest;
    let borne = daily(transactions, account).until(&story.terms, account.as_of);
    let asked = settled - taken_back + quote.interest;
    let unit = Decimal::new(1, story.terms.rounding.decimals);
    let count = account.installments.len() + 2 * account.postings.len();
    let tolerance = unit * Decimal::from(count);
    let is_in_advance = quote.interest.is_zero() && asked > borne;
    prop_assert!(
        is_in_advance || (asked - borne).abs() <= tolerance,
        "{} borne, {asked} asked for, of it {} by a payoff on {}\n{}",
        borne.round_dp(4),
        quote.interest,
        account.as_of,
        account_text(account)
    );
    Ok(())
}

fn daily(transactions: &[Transaction], account: &Account) -> Daily {
    let is_taken_back = |it: &&Transaction| {
        !transactions.iter().any(|other| matches!(&other.event, Event::Reversal { of } if *of == it.id))
    };
    let mut standing: Vec<_> = transactions.iter().filter(is_taken_back).collect();
    standing.sort_by_key(|it| (it.value_date, it.entered_on, it.id.0));
    let mut daily = Daily { matures: matures(account), ..Daily::default() };
    let shows_none = |event: &Event| matches!(event, Event::ReAge { .. } | Event::ReAmortise { .. });
    for posting in &account.postings {
        if transactions.iter().any(|it| it.id == posting.id && shows_none(&it.event)) {
            continue;
        }
        daily.balances.insert(posting.value_date, posting.balance_after);
    }
    for transaction in standing {
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
    account.installments.iter().filter(|row| is_of_schedule(row)).map(|row| row.due).max()
}

fn is_after_the_last_that_asks(account: &Account) -> bool {
    let asks = |row: &&Installment| is_of_schedule(row) && !row.expected.total().is_zero();
    let last = account.installments.iter().filter(asks).map(|row| row.due).max();
    last != matures(account) && last.is_some_and(|last| account.as_of > last)
}

fn is_of_schedule(row: &Installment) -> bool {
    matches!(row.kind, InstallmentKind::Regular | InstallmentKind::ReAged)
}
