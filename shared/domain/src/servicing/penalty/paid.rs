//! When what has been paid of each installment came in.
//!
//! An account knows how much has been paid of an installment, and how much of a payment went to principal and interest,
//! but not which payment met which installment. It is found by giving each payment, in the order of value dates, to the
//! oldest installments first, and to none more than has been paid of it in all.

use std::collections::HashSet;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::servicing::account::{Account, Posting};
use crate::servicing::standing_transactions::standing;
use crate::servicing::transaction::{Event, Transaction, TransactionId};

/// What came in for an installment on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PaidOn {
    pub(super) on: NaiveDate,
    pub(super) principal: Decimal,
    pub(super) interest: Decimal,
}

/// Payments of each installment, in the order of the account's installments and of value dates.
pub(super) fn by_installment(account: &Account, transactions: &[Transaction]) -> Vec<Vec<PaidOn>> {
    let payments = payments(transactions);
    let mut principal_left: Vec<Decimal> = account.installments.iter().map(|of| of.paid.principal).collect();
    let mut interest_left: Vec<Decimal> = account.installments.iter().map(|of| of.paid.interest).collect();
    let mut paid: Vec<Vec<PaidOn>> = vec![Vec::new(); account.installments.len()];
    for posting in account.postings.iter().filter(|posting| payments.contains(&posting.id)) {
        let principal = spread(posting.components.principal, &mut principal_left);
        let interest = spread(posting.components.interest, &mut interest_left);
        for ((list, principal), interest) in paid.iter_mut().zip(principal).zip(interest) {
            if !principal.is_zero() || !interest.is_zero() {
                list.push(PaidOn { on: posting.value_date, principal, interest });
            }
        }
    }
    paid
}

fn payments(transactions: &[Transaction]) -> HashSet<TransactionId> {
    standing(transactions)
        .into_iter()
        .filter(|transaction| matches!(transaction.event, Event::Repayment { .. }))
        .map(|transaction| transaction.id)
        .collect()
}

/// Gives an amount to the oldest places first, up to what is left of each.
fn spread(amount: Decimal, left: &mut [Decimal]) -> Vec<Decimal> {
    let mut rest = amount;
    left.iter_mut()
        .map(|place| {
            let taken = rest.min(*place).max(Decimal::ZERO);
            *place -= taken;
            rest -= taken;
            taken
        })
        .collect()
}

/// Principal outstanding on an account from the posting's day on, each day once, in the order of days.
pub(super) fn balances(account: &Account) -> Vec<(NaiveDate, Decimal)> {
    let mut postings: Vec<&Posting> = account.postings.iter().collect();
    postings.sort_by_key(|posting| posting.value_date);
    let mut balances: Vec<(NaiveDate, Decimal)> = Vec::new();
    for posting in postings {
        match balances.last_mut() {
            Some((day, balance)) if *day == posting.value_date => *balance = posting.balance_after,
            _ => balances.push((posting.value_date, posting.balance_after)),
        }
    }
    balances
}
