//! Every payment is accounted for, in its posting and in the installments.

use domain::servicing::installment::Installment;
use domain::servicing::transaction::{Event, RepaymentKind};
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use rust_decimal::Decimal;

use super::{posted, waives_while_spreading};
use crate::story::Story;
use crate::sums::over;

fn is_money_in(event: &Event) -> bool {
    match event {
        // It is money for what is owed no more.
        Event::Repayment { kind, .. } => *kind != RepaymentKind::Recovery,
        Event::InterestRefund { .. } | Event::ChargePayment { .. } => true,
        _ => false,
    }
}

pub fn is_whole(story: &Story) -> TestCaseResult {
    if story.terms.redraw.allowed {
        return Ok(());
    }
    for moment in story.disbursed() {
        for (posting, event) in posted(story, moment) {
            let recovers = story.is_written_off() && matches!(event, Event::Repayment { .. });
            if !is_money_in(event) || recovers {
                continue;
            }
            let whole = posting.components.total() + posting.overpaid;
            prop_assert_eq!(whole, posting.amount, "transaction {} after {}", posting.id.0, moment.count);
        }
    }
    Ok(())
}

pub fn is_posted(story: &Story) -> TestCaseResult {
    for transaction in &story.transactions {
        let (Event::Repayment { amount, .. }
        | Event::Disbursement { amount }
        | Event::CapitalizedIncome { amount }
        | Event::Chargeback { amount, .. }
        | Event::CreditBalanceRefund { amount }
        | Event::Redraw { amount }
        | Event::ChargePayment { amount, .. }) = transaction.event
        else {
            continue;
        };
        let is_waiver = matches!(transaction.event, Event::Repayment { kind: RepaymentKind::InterestWaiver, .. });
        let of_it = story.last().account.postings.iter().filter(|posting| posting.id == transaction.id);
        let amounts: Vec<Decimal> = of_it.map(|posting| posting.amount).collect();
        let stands = !story.is_taken_back(transaction.id);
        prop_assert!(
            amounts.len() == usize::from(stands),
            "{} postings of transaction {}",
            amounts.len(),
            transaction.id.0
        );
        // No more is waived than there is.
        let is_part = |posted: &Decimal| is_waiver && *posted < amount;
        let is_all = |posted: &Decimal| *posted == amount || is_part(posted);
        prop_assert!(amounts.iter().all(is_all), "{amounts:?} of transaction {}", transaction.id.0);
    }
    Ok(())
}

/// What came in less what went back is what was paid of installments, without what was put back, and what is held.
pub fn is_somewhere(story: &Story) -> TestCaseResult {
    if story.is_written_off() {
        return Ok(());
    }
    for moment in story.disbursed() {
        let account = &moment.account;
        let came_in: Decimal = posted(story, moment)
            .map(|(posting, event)| match event {
                event if is_money_in(event) => posting.amount,
                Event::ChargeWaiver { .. } => posting.amount,
                event if waives_while_spreading(event) => posting.components.interest,
                Event::Chargeback { .. } | Event::CreditBalanceRefund { .. } | Event::Redraw { .. } => -posting.amount,
                _ => Decimal::ZERO,
            })
            .sum();
        let paid = over(account, |row| row.paid).total() + over(account, |row| row.waived).total();
        let put_back = over(account, |row| row.credited).total();
        let held = account.overpaid + account.redraw;
        prop_assert_eq!(paid - put_back + held, came_in, "after {} operations", moment.count);
    }
    Ok(())
}

/// Nothing is beyond what is owed as long as anything is.
pub fn is_not_idle(story: &Story) -> TestCaseResult {
    for moment in story.disbursed() {
        let account = &moment.account;
        let owed = over(account, Installment::outstanding).total();
        let is_idle = account.overpaid > Decimal::ZERO && owed > Decimal::ZERO;
        prop_assert!(!is_idle, "{} beyond {owed} after {} operations", account.overpaid, moment.count);
    }
    Ok(())
}

/// Each posting is one of a transaction.
pub fn is_of_a_transaction(story: &Story) -> TestCaseResult {
    for moment in &story.moments {
        let count = posted(story, moment).count();
        prop_assert_eq!(count, moment.account.postings.len(), "after {} operations", moment.count);
    }
    Ok(())
}
