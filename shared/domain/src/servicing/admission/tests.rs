//! Each reason to refuse a transaction, and what is taken close to it.

mod laws;
mod payments;
mod reversals;
mod rooms;
mod structure;

use std::collections::HashSet;

use rust_decimal::Decimal;

use super::{Inadmissible, admit, admitted};
use crate::servicing::hand_built::{self, amount, date, disbursement, entered, repayment};
use crate::servicing::position::position;
use crate::servicing::replay::{ReplayError, replay};
use crate::servicing::terms::{InterestTerms, PayoffInterest, PrepaymentEffect, Recalculation, RestFrequency, Terms};
use crate::servicing::transaction::{
    Charge, ChargeAmount, ChargeDue, Components, Event, RepaymentKind, Transaction, TransactionId,
};

/// What is said today, on 10 February 2024, of a transaction on a loan of 1000 for three months from 1 January.
pub(super) const TODAY: &str = "2024-02-10";

/// Terms whose interest follows what is paid.
pub(super) fn terms() -> Terms {
    let recalculation = Recalculation {
        rest: RestFrequency::Daily,
        payoff_interest: PayoffInterest::TillDate,
        prepayment: PrepaymentEffect::AdjustLastInstallment,
        ignore_past_due: false,
    };
    let terms = hand_built::terms();
    Terms { interest: InterestTerms { recalculation: Some(recalculation), ..terms.interest }, ..terms }
}

/// The name of the reason to refuse, or `taken`.
pub(super) fn said(terms: &Terms, transactions: &[Transaction], new: &Transaction) -> &'static str {
    said_on(TODAY, terms, transactions, new)
}

#[test]
fn what_is_taken_comes_with_the_account_after_it() {
    let (terms, happened, today) = (terms(), disbursed(&[]), date(TODAY));
    let before = replay(&terms, &happened, today).unwrap();
    let new = entered(99, TODAY, paid(RepaymentKind::Repayment, "340.02"));
    let with_new = [&happened[..], std::slice::from_ref(&new)].concat();
    for known in [None, Some(&before)] {
        assert_eq!(admitted(&terms, &happened, known, &new, today), Ok(position(&terms, &with_new, today).unwrap()));
        let waiver = entered(99, TODAY, paid(RepaymentKind::InterestWaiver, "5000"));
        let refused = admit(&terms, &happened, &waiver, today).unwrap_err();
        assert_eq!(admitted(&terms, &happened, known, &waiver, today), Err(refused));
    }
}

pub(super) fn said_on(today: &str, terms: &Terms, transactions: &[Transaction], new: &Transaction) -> &'static str {
    admit(terms, transactions, new, date(today)).err().map_or("taken", |refused| refused.code())
}

/// What is said of an event on a loan that was disbursed, and to which some more happened.
pub(super) fn said_of(more: &[Transaction], on: &str, event: Event) -> &'static str {
    said(&terms(), &disbursed(more), &entered(99, on, event))
}

pub(super) fn disbursed(more: &[Transaction]) -> Vec<Transaction> {
    let mut transactions = vec![disbursement(1, "2024-01-01", "1000")];
    transactions.extend_from_slice(more);
    transactions
}

pub(super) fn paid(kind: RepaymentKind, of: &str) -> Event {
    Event::Repayment { amount: amount(of), kind }
}

pub(super) fn reversal(of: u64) -> Event {
    Event::Reversal { of: TransactionId(of) }
}

pub(super) fn charge(amount: ChargeAmount, due: ChargeDue) -> Event {
    Event::Charge { charge: Charge { name: "Late fee".to_owned(), penalty: true, amount, due } }
}

#[test]
fn an_id_is_given_once() {
    assert_eq!(said(&terms(), &disbursed(&[]), &repayment(1, TODAY, "10")), "duplicate_id");
    assert_eq!(said(&terms(), &disbursed(&[]), &repayment(2, TODAY, "10")), "taken");
}

#[test]
fn what_happens_is_not_entered_before_its_day() {
    let until = date("2024-03-20");
    let cases = [
        (paid(RepaymentKind::Repayment, "10"), "future_date"),
        (Event::ChargeOff, "future_date"),
        (Event::InterestPause { until }, "taken"),
        (Event::ArrearsPause { until }, "taken"),
        (Event::RateChange { rate: amount("9") }, "taken"),
        (Event::ExtraTerms { count: 1 }, "taken"),
    ];
    for (event, expected) in cases {
        assert_eq!(said_of(&[], "2024-02-11", event.clone()), expected, "{event:?}");
    }
    assert_eq!(said_of(&[], TODAY, paid(RepaymentKind::Repayment, "10")), "taken");
}

#[test]
fn nothing_comes_before_the_disbursement() {
    let payment = repayment(99, TODAY, "10");
    assert_eq!(said(&terms(), &[], &payment), "not_disbursed");
    let undone = [disbursement(1, "2024-01-01", "1000"), entered(2, TODAY, reversal(1))];
    assert_eq!(said(&terms(), &undone, &payment), "not_disbursed");
    assert_eq!(said_of(&[], "2023-12-31", paid(RepaymentKind::Repayment, "10")), "before_disbursement");
    assert_eq!(said_of(&[], "2024-01-01", paid(RepaymentKind::Repayment, "10")), "taken");
}

#[test]
fn amounts_are_above_zero_and_no_finer_than_the_currency() {
    let cases = [
        ("0", "not_above_zero"),
        ("-1", "not_above_zero"),
        ("1.005", "too_many_decimals"),
        ("1.500", "taken"),
        ("0.01", "taken"),
    ];
    for (text, expected) in cases {
        assert_eq!(said_of(&[], TODAY, paid(RepaymentKind::Repayment, text)), expected, "{text}");
        let fee = charge(ChargeAmount::Flat(amount(text)), ChargeDue::On(date(TODAY)));
        assert_eq!(said_of(&[], TODAY, fee), expected, "{text}");
    }
    let percent = charge(ChargeAmount::PercentOfAmount(amount("1.005")), ChargeDue::EachInstallment);
    assert_eq!(said_of(&[], TODAY, percent), "taken");
    let nothing = Event::WriteOff { amounts: Some(Components::default()) };
    assert_eq!(said_of(&[], TODAY, nothing), "not_above_zero");
    let negative = Components { interest: amount("-1"), principal: amount("2"), ..Components::default() };
    assert_eq!(said_of(&[], TODAY, Event::WriteOff { amounts: Some(negative) }), "not_above_zero");
    let beyond_a_number = Components { principal: Decimal::MAX, interest: amount("0.50"), ..Components::default() };
    assert_eq!(said_of(&[], TODAY, Event::WriteOff { amounts: Some(beyond_a_number) }), "unreplayable");
}

#[test]
fn behind_a_write_off_nothing_is_entered() {
    let gone = [entered(2, "2024-02-05", Event::WriteOff { amounts: None })];
    let cases = [
        ("2024-02-04", paid(RepaymentKind::Repayment, "10"), "before_write_off"),
        ("2024-02-04", paid(RepaymentKind::Recovery, "10"), "before_write_off"),
        ("2024-02-06", paid(RepaymentKind::Repayment, "10"), "written_off"),
        ("2024-02-06", paid(RepaymentKind::Recovery, "10"), "taken"),
        ("2024-02-06", Event::ChargeOff, "written_off"),
        ("2024-02-06", Event::WriteOff { amounts: None }, "written_off"),
    ];
    for (on, event, expected) in cases {
        assert_eq!(said_of(&gone, on, event.clone()), expected, "{on} {event:?}");
    }
}

#[test]
fn a_reason_has_a_name_of_its_own_and_a_sentence() {
    let day = date(TODAY);
    let id = TransactionId(7);
    let (asked, left, due, outstanding) = (Decimal::ONE, Decimal::ZERO, Decimal::ZERO, Decimal::ZERO);
    let reasons = [
        Inadmissible::DuplicateId(id),
        Inadmissible::FutureDate { value_date: day, today: day },
        Inadmissible::NotToday { today: day },
        Inadmissible::NotDisbursed,
        Inadmissible::AlreadyDisbursed,
        Inadmissible::BeyondDue { asked, due },
        Inadmissible::BeyondOutstanding { asked, outstanding },
        Inadmissible::BeyondPayment { asked, left },
        Inadmissible::WrittenOff,
        Inadmissible::NotWrittenOff,
        Inadmissible::AlreadyReversed(id),
        Inadmissible::DependedOn { of: id, by: id },
        Inadmissible::Unreplayable(ReplayError::OutOfRange),
    ];
    let names: HashSet<&str> = reasons.iter().map(Inadmissible::code).collect();
    assert_eq!(names.len(), reasons.len());
    for reason in &reasons {
        let sentence = reason.to_string();
        assert!(sentence.contains(": ") && !sentence.contains("TransactionId"), "{sentence}");
    }
}
