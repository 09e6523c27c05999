//! Accounts with schedules from events. Figures without a source are computed by hand from the rules.

use rust_decimal::Decimal;

use super::replay;
use crate::servicing::account::{Account, Posting};
use crate::servicing::hand_built::{amount, date, disbursement, entered, terms};
use crate::servicing::installment::Installment;
use crate::servicing::payoff::payoff;
use crate::servicing::terms::{PayoffInterest, PrepaymentEffect, Recalculation, RestFrequency, Terms};
use crate::servicing::transaction::{Charge, ChargeAmount, ChargeDue, Components, Event, Transaction, TransactionId};

mod charge_offs;
mod charges;
mod credits;
mod due_dates;
mod grace;
mod interest_by_days;
mod late_payments;
mod laws;
mod methods;
mod quotes;
mod refunds;
mod stopped_interest;
mod vertical;

/// 1000 for three months from 1 January 2024, without interest.
fn without_interest() -> Terms {
    let mut terms = terms();
    terms.interest.rate = Decimal::ZERO;
    terms
}

/// 1000 for three months from 1 January 2024, at 12 percent a year on what is really outstanding each day.
fn following_payments() -> Terms {
    let mut terms = terms();
    terms.interest.accrue_late_interest = true;
    terms.interest.recalculation = Some(Recalculation {
        rest: RestFrequency::Daily,
        payoff_interest: PayoffInterest::TillDate,
        prepayment: PrepaymentEffect::AdjustLastInstallment,
        ignore_past_due: false,
    });
    terms
}

/// The account on a day, after 1000 was paid out on 1 January 2024.
fn account(terms: &Terms, events: &[Transaction], as_of: &str) -> Account {
    let mut transactions = vec![disbursement(1, "2024-01-01", "1000")];
    transactions.extend_from_slice(events);
    replay(terms, &transactions, date(as_of)).expect("an account")
}

fn posting(account: &Account, id: u64) -> &Posting {
    account.postings.iter().find(|posting| posting.id == TransactionId(id)).expect("a posting")
}

/// The sum of a part of all installments.
fn sum(account: &Account, part: impl Fn(&Installment) -> Components) -> Components {
    account.installments.iter().map(part).fold(Components::default(), |sum, next| Components {
        principal: sum.principal + next.principal,
        interest: sum.interest + next.interest,
        fees: sum.fees + next.fees,
        penalties: sum.penalties + next.penalties,
    })
}

/// A fee of a flat amount.
fn fee(id: u64, on: &str, due: ChargeDue, of: &str) -> Transaction {
    let amount = ChargeAmount::Flat(amount(of));
    entered(id, on, Event::Charge { charge: Charge { name: "fee".to_owned(), penalty: false, amount, due } })
}

/// A fee that is due on a day.
fn fee_due(id: u64, on: &str, due: &str, of: &str) -> Transaction {
    fee(id, on, ChargeDue::On(date(due)), of)
}

/// To a cent, as parts of it are rounded.
fn assert_about(interest: Decimal, expected: &str, case: &str) {
    assert!((interest - amount(expected)).abs() <= amount("0.01"), "{case}: {interest} and not {expected}");
}

/// Interest up to a day, what was paid of it included, whatever it is asked for in.
fn interest_to(terms: &Terms, events: &[Transaction], day: &str) -> Decimal {
    let all = [&[disbursement(1, "2024-01-01", "1000")], events].concat();
    let owed = payoff(terms, &all, date(day)).expect("a quote").interest;
    sum(&account(terms, events, day), |row| row.paid).interest + owed
}
