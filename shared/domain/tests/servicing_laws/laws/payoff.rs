//! What is quoted is what it takes.

use domain::servicing::account::Standing;
use domain::servicing::admission::admit;
use domain::servicing::payoff::payoff;
use domain::servicing::replay::replay;
use domain::servicing::terms::{PayoffInterest, ScheduleEngine};
use domain::servicing::transaction::{Event, RepaymentKind};
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use rust_decimal::Decimal;

use crate::run::on_stories;
use crate::story::Story;
use crate::sums::{outstanding, parts};

#[test]
fn a_payoff_that_is_paid_on_its_day_closes_the_loan() {
    on_stories(400, closes);
}

#[test]
fn a_payoff_is_all_that_is_asked_for() {
    on_stories(200, is_what_is_owed);
}

#[test]
fn less_than_a_payoff_leaves_the_loan_open() {
    on_stories(200, takes_all_of_it);
}

pub fn closes(story: &Story) -> TestCaseResult {
    let moment = story.last();
    if moment.account.standing != Standing::Active {
        return Ok(());
    }
    let quote = payoff(&story.terms, &story.transactions, moment.today).expect("a quote");
    let amount = quote.total();
    prop_assert!(amount >= Decimal::ZERO, "a payoff of {amount}");
    let event = Event::Repayment { amount, kind: RepaymentKind::Repayment };
    let payment = story.next(event, moment.today, moment.today);
    if admit(&story.terms, &story.transactions, &payment, moment.today).is_err() {
        return Ok(());
    }
    let mut transactions = story.transactions.clone();
    transactions.push(payment);
    let closed = replay(&story.terms, &transactions, moment.today).expect("an account");
    prop_assert_eq!((closed.standing, closed.overpaid), (Standing::Repaid, Decimal::ZERO), "paid {}", amount);
    for row in &closed.installments {
        prop_assert!(row.is_settled(), "installment {} is open after {amount} were paid", row.number);
    }
    Ok(())
}

/// What is quoted is all principal and fees that installments ask for. Older systems draw up others for a quote, and money
/// that is kept pays them first.
pub fn is_what_is_owed(story: &Story) -> TestCaseResult {
    for moment in story.disbursed() {
        let happened = story.transactions.get(..moment.count).expect("a moment of the story");
        let quote = payoff(&story.terms, happened, moment.today).expect("a quote");
        let open = outstanding(&moment.account);
        prop_assert!(parts(quote).iter().all(|part| *part >= Decimal::ZERO), "{quote:?}");
        if story.terms.redraw.allowed || story.terms.schedule.engine == ScheduleEngine::Cumulative {
            continue;
        }
        let asked = (open.principal, open.fees);
        prop_assert_eq!((quote.principal, quote.fees), asked, "after {} operations", moment.count);
    }
    Ok(())
}

/// A minor unit less than what is quoted leaves the loan open, where interest follows payments and a payoff counts from
/// its day as any payment does. Terms that are to change on a later day may ask for less of what does not follow payments.
pub fn takes_all_of_it(story: &Story) -> TestCaseResult {
    let moment = story.last();
    let recalculation = story.terms.interest.recalculation;
    if recalculation.is_none_or(|rule| rule.payoff_interest == PayoffInterest::TillPeriodEnd) {
        return Ok(());
    }
    if story.transactions.iter().any(|transaction| transaction.value_date > moment.today) {
        return Ok(());
    }
    let quote = payoff(&story.terms, &story.transactions, moment.today).expect("a quote");
    let less = quote.total() - Decimal::new(1, story.terms.rounding.decimals);
    if moment.account.standing != Standing::Active || less <= Decimal::ZERO {
        return Ok(());
    }
    let event = Event::Repayment { amount: less, kind: RepaymentKind::Repayment };
    let payment = story.next(event, moment.today, moment.today);
    if admit(&story.terms, &story.transactions, &payment, moment.today).is_err() {
        return Ok(());
    }
    let mut transactions = story.transactions.clone();
    transactions.push(payment);
    let left = replay(&story.terms, &transactions, moment.today).expect("an account");
    prop_assert_eq!(left.standing, Standing::Active, "paid {} of {}", less, quote.total());
    Ok(())
}
