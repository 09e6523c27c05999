//! No amount lies below zero or between minor units, and installments are in order.

use domain::servicing::account::Account;
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use rust_decimal::Decimal;

use crate::story::Story;
use crate::sums::parts;

pub fn are_amounts(story: &Story) -> TestCaseResult {
    let decimals = story.terms.rounding.decimals;
    for moment in &story.moments {
        for (name, amount) in amounts(&moment.account) {
            prop_assert!(amount >= Decimal::ZERO, "{name} is {amount} after {} operations", moment.count);
            prop_assert!(amount.normalize().scale() <= decimals, "{name} is {amount}");
        }
    }
    Ok(())
}

fn amounts(account: &Account) -> Vec<(String, Decimal)> {
    let mut amounts =
        vec![("the overpayment".to_owned(), account.overpaid), ("what is kept".to_owned(), account.redraw)];
    for row in &account.installments {
        let all = [
            ("expected", row.expected),
            ("paid", row.paid),
            ("waived", row.waived),
            ("written off", row.written_off),
            ("credited", row.credited),
            ("outstanding", row.outstanding()),
        ];
        for (name, of) in all {
            amounts.extend(parts(of).map(|amount| (format!("what is {name} of installment {}", row.number), amount)));
        }
        amounts.push((format!("what was paid early of installment {}", row.number), row.paid_in_advance));
        amounts.push((format!("what was paid late of installment {}", row.number), row.paid_late));
    }
    for of in &account.postings {
        let name = format!("the posting of transaction {}", of.id.0);
        amounts.extend(parts(of.components).map(|amount| (name.clone(), amount)));
        amounts.extend([of.amount, of.overpaid, of.balance_after].map(|amount| (name.clone(), amount)));
    }
    for charge in &account.charges {
        let left = charge.amount - charge.paid - charge.waived;
        let name = format!("charge {}", charge.id.0);
        amounts.extend([charge.amount, charge.paid, charge.waived, left].map(|amount| (name.clone(), amount)));
    }
    amounts
}

pub fn are_in_order(story: &Story) -> TestCaseResult {
    story.moments.iter().try_for_each(|moment| in_order(&moment.account))
}

fn in_order(account: &Account) -> TestCaseResult {
    for (row, number) in account.installments.iter().zip(1_u32..) {
        prop_assert_eq!(row.number, number);
        prop_assert!(row.from <= row.due, "installment {} begins after it ends", number);
    }
    for (before, after) in account.installments.iter().zip(account.installments.iter().skip(1)) {
        prop_assert!(before.due <= after.due, "installment {} is due before the one before it", after.number);
    }
    Ok(())
}

pub fn are_settled(story: &Story) -> TestCaseResult {
    for moment in story.disbursed() {
        for row in &moment.account.installments {
            let is_empty = row.outstanding().total().is_zero();
            prop_assert_eq!(row.is_settled(), is_empty, "installment {} after {}", row.number, moment.count);
        }
    }
    Ok(())
}
