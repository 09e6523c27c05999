//! Income: what the books have of a loan that is paid is what it asked for.

use domain::servicing::income::{ChargesEarned, EntryKind, Income, IncomeLedger};
use domain::servicing::terms::ScheduleEngine;
use domain::servicing::transaction::{Components, Event, RepaymentKind};
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use rust_decimal::Decimal;

use super::waives_while_spreading;
use crate::run::on_stories;
use crate::story::Story;

#[test]
fn a_paid_loan_has_earned_what_it_asked_for() {
    on_stories(150, has_earned_what_was_asked);
}

pub fn has_earned_what_was_asked(story: &Story) -> TestCaseResult {
    if story.terms.schedule.engine != ScheduleEngine::Progressive {
        return Ok(());
    }
    let mut ledger = IncomeLedger::default();
    for moment in story.disbursed() {
        let transactions = story.transactions.get(..moment.count).expect("a moment of the story");
        let charges = ChargesEarned::WhenDue;
        let income = Income { terms: &story.terms, transactions, account: &moment.account, charges, known: None };
        ledger.close_day(&income, moment.today).expect("a day");
        ledger.after_event(&income, moment.today).expect("an event");
        let waives = transactions.iter().any(|it| {
            let is_interest = |kind| kind == RepaymentKind::InterestWaiver;
            matches!(it.event, Event::ChargeWaiver { .. })
                || waives_while_spreading(&it.event)
                || matches!(it.event, Event::Repayment { kind, .. } if is_interest(kind))
        });
        if !income.is_settled() || income.stopped_on().is_some() || waives {
            continue;
        }
        prop_assert_eq!(recognised(&ledger), asked(&income), "after {} operations", moment.count);
    }
    Ok(())
}

fn recognised(ledger: &IncomeLedger) -> (Decimal, Decimal, Decimal) {
    let mut sum = Components::default();
    for entry in ledger.entries() {
        let sign = if entry.kind == EntryKind::TakenBack { Decimal::NEGATIVE_ONE } else { Decimal::ONE };
        let of = entry.components();
        sum.interest += of.interest * sign;
        sum.fees += of.fees * sign;
        sum.penalties += of.penalties * sign;
    }
    (sum.interest, sum.fees, sum.penalties)
}

fn asked(income: &Income<'_>) -> (Decimal, Decimal, Decimal) {
    let rows = &income.account.installments;
    (
        rows.iter().map(|row| row.expected.interest - row.credited.interest).sum(),
        rows.iter().map(|row| row.expected.fees - row.credited.fees).sum(),
        rows.iter().map(|row| row.expected.penalties - row.credited.penalties).sum(),
    )
}
