//! What is quoted is what it takes.

use domain::servicing::account::Standing;
use domain::servicing::admission::admit;
use domain::servicing::payoff::payoff;
use domain::servicing::replay::replay;
use domain::servicing::transaction::{Event, RepaymentKind};
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use rust_decimal::Decimal;

use crate::run::on_stories;
use crate::story::Story;

#[test]
fn a_payoff_that_is_paid_on_its_day_closes_the_loan() {
    on_stories(400, closes);
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
