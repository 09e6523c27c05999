//! Principal is neither made nor lost.

use domain::servicing::account::Account;
use domain::servicing::terms::ScheduleEngine;
use domain::servicing::transaction::Event;
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use rust_decimal::Decimal;

use super::{posted, shows_no_balance};
use crate::story::{Moment, Story};
use crate::sums::{lent, outstanding, over};

pub fn is_conserved(story: &Story) -> TestCaseResult {
    for moment in &story.moments {
        let account = &moment.account;
        let whole = gone(account) + outstanding(account).principal;
        prop_assert_eq!(whole, lent(account) + put_back(account), "after {} operations", moment.count);
    }
    Ok(())
}

/// What is not owed any more.
fn gone(account: &Account) -> Decimal {
    let part = |of: fn(&domain::servicing::installment::Installment) -> _| over(account, of).principal;
    part(|row| row.paid) + part(|row| row.waived) + part(|row| row.written_off)
}

fn put_back(account: &Account) -> Decimal {
    over(account, |row| row.credited).principal
}

pub fn adds_up(story: &Story) -> TestCaseResult {
    for moment in &story.moments {
        let account = &moment.account;
        let asked = over(account, |row| row.expected).principal;
        prop_assert_eq!(asked, lent(account) + put_back(account), "after {} operations", moment.count);
    }
    Ok(())
}

pub fn is_put_back(story: &Story) -> TestCaseResult {
    for moment in story.disbursed() {
        prop_assert_eq!(put_back(&moment.account), taken_back(story, moment), "after {} operations", moment.count);
    }
    Ok(())
}

/// Chargebacks, and refunds of more than there was of an overpayment.
fn taken_back(story: &Story, moment: &Moment) -> Decimal {
    posted(story, moment)
        .map(|(posting, event)| match event {
            // What an overpayment covers is put back and paid with it at once.
            Event::Chargeback { amount, .. } | Event::CreditBalanceRefund { amount }
                if by_amount(story, event)
                    && posting.components.principal > Decimal::ZERO
                    && posting.overpaid > Decimal::ZERO
                    && posting.components.total() + posting.overpaid == *amount =>
            {
                *amount
            }
            Event::Chargeback { .. } | Event::CreditBalanceRefund { .. } => posting.components.principal,
            _ => Decimal::ZERO,
        })
        .sum()
}

/// Whether all that is taken back is principal, whatever the payment had paid.
fn by_amount(story: &Story, event: &Event) -> bool {
    let is_older = story.terms.schedule.engine == ScheduleEngine::Cumulative;
    is_older || !matches!(event, Event::Chargeback { .. }) || story.terms.allocation.chargeback.is_empty()
}

pub fn is_left(story: &Story) -> TestCaseResult {
    for moment in story.disbursed() {
        let shown = posted(story, moment).filter(|(_, event)| !shows_no_balance(event));
        let Some((last, _)) = shown.last() else { continue };
        let left = outstanding(&moment.account).principal;
        // Money that is kept pays installments without a posting, also after the last one.
        let may_pay_later = story.terms.redraw.allowed && last.value_date < moment.account.as_of;
        let is_left = last.balance_after == left || may_pay_later && last.balance_after > left;
        prop_assert!(is_left, "{} and {left} after {} operations", last.balance_after, moment.count);
    }
    Ok(())
}

/// Installments without principal at the beginning ask for interest.
pub fn pays_interest_in_grace(story: &Story) -> TestCaseResult {
    let grace = usize::try_from(story.terms.schedule.principal_grace).expect("few");
    for row in story.last().account.installments.iter().take(grace) {
        prop_assert!(row.expected.principal.is_zero() && row.expected.interest > Decimal::ZERO, "{row:?}");
    }
    Ok(())
}
