//! What is agreed or paid today makes no principal due that was not due before.

use domain::servicing::account::{Account, Standing};
use domain::servicing::replay::replay;
use domain::servicing::transaction::Event;
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use rust_decimal::Decimal;

use crate::random::bearing_case;
use crate::run::{on_stories, on_stories_of};
use crate::story::{Story, account_text};

#[test]
fn nothing_becomes_due_at_once() {
    on_stories(300, no_principal);
}

#[test]
fn nothing_becomes_due_at_once_where_interest_follows_payments() {
    on_stories_of(300, bearing_case(), no_principal);
}

/// Principal that is due is no more after an operation of the day than before it, but for a little that an installment
/// asks for in place of interest, or that makes it a multiple. Money that is put back or paid out may be due at once, and so is all of a loan that is
/// called due.
fn no_principal(story: &Story) -> TestCaseResult {
    for moment in &story.moments {
        let happened = story.transactions.get(..moment.count).expect("a moment of the story");
        let Some((new, others)) = happened.split_last() else { continue };
        if !leaves_due(&new.event) || new.value_date < moment.today {
            continue;
        }
        let [was, is] = [others, happened].map(|them| replay(&story.terms, them, new.value_date).expect("an account"));
        let little =
            story.terms.principal / Decimal::from(20) + story.terms.rounding.installment_multiple.unwrap_or_default();
        prop_assert!(
            was.standing != Standing::Active || due(&is) <= due(&was) + little,
            "{} due after transaction {}, {} before it\n{}{}",
            due(&is),
            new.id.0,
            due(&was),
            account_text(&was),
            account_text(&is)
        );
    }
    Ok(())
}

fn due(account: &Account) -> Decimal {
    let due = account.installments.iter().filter(|row| row.due <= account.as_of);
    due.map(|row| row.outstanding().principal).sum()
}

fn leaves_due(event: &Event) -> bool {
    matches!(
        event,
        Event::Repayment { .. }
            | Event::RateChange { .. }
            | Event::InterestPause { .. }
            | Event::ExtraTerms { .. }
            | Event::MidTermGrace { .. }
            | Event::PaymentHoliday { .. }
            | Event::DueDateChange { .. }
            | Event::InterestApplied { .. }
            | Event::Unlock { .. }
            | Event::ArrearsPause { .. }
    )
}
