//! What may be taken back, and what depends on it.

use super::{TODAY, charge, disbursed, paid, reversal, said, said_of, terms};
use crate::servicing::hand_built::{amount, date, disbursement, entered, repayment};
use crate::servicing::transaction::{
    ChargeAmount, ChargeDue, Components, Event, ReAmortiseInterest, RepaymentKind, Transaction, TransactionId,
};

#[test]
fn a_transaction_is_taken_back_once() {
    let history = [repayment(2, "2024-02-01", "100"), entered(3, "2024-02-02", reversal(2))];
    assert_eq!(said_of(&history[..1], TODAY, reversal(2)), "taken");
    assert_eq!(said_of(&history, TODAY, reversal(2)), "already_reversed");
    assert_eq!(said_of(&history, TODAY, reversal(3)), "not_reversible");
    assert_eq!(said_of(&history, TODAY, reversal(77)), "unknown_transaction");
}

#[test]
fn an_approval_is_followed_by_another_one() {
    let approval = entered(2, TODAY, Event::ApprovedAmount { amount: amount("1000") });
    assert_eq!(said_of(&[approval], TODAY, reversal(2)), "not_reversible");
}

#[test]
fn the_only_disbursement_is_taken_back_last() {
    let used = [repayment(2, "2024-02-01", "100")];
    assert_eq!(said_of(&used, TODAY, reversal(1)), "depended_on");
    let freed = [used[0].clone(), entered(3, TODAY, reversal(2))];
    assert_eq!(said_of(&freed, TODAY, reversal(1)), "taken");
}

#[test]
fn a_later_disbursement_stays_once_a_payment_of_a_later_day_followed() {
    let back = |more: &[Transaction]| {
        let twice = [disbursement(1, "2024-01-01", "500"), disbursement(3, "2024-01-20", "500")];
        said(&terms(), &[&twice[..], more].concat(), &entered(99, TODAY, reversal(3)))
    };
    assert_eq!(back(&[repayment(4, "2024-02-01", "9")]), "depended_on");
    assert_eq!(back(&[repayment(4, "2024-01-20", "9")]), "taken");
    assert_eq!(back(&[repayment(2, "2024-02-01", "9")]), "taken");
    assert_eq!(back(&[entered(4, TODAY, Event::ChargeOff)]), "charged_off");
}

#[test]
fn a_charge_off_and_a_termination_stay_once_money_moved() {
    for event in [Event::ChargeOff, Event::Termination] {
        let ended = entered(2, "2024-02-05", event);
        assert_eq!(said_of(std::slice::from_ref(&ended), TODAY, reversal(2)), "taken");
        let before = [ended.clone(), repayment(3, "2024-02-04", "10")];
        assert_eq!(said_of(&before, TODAY, reversal(2)), "taken");
        let after = [ended, repayment(3, "2024-02-05", "10")];
        assert_eq!(said_of(&after, TODAY, reversal(2)), "depended_on");
    }
}

#[test]
fn a_payment_stays_while_a_chargeback_of_it_stands() {
    let chargeback = Event::Chargeback { of: TransactionId(2), amount: amount("10") };
    let history = [repayment(2, "2024-02-01", "100"), entered(3, "2024-02-02", chargeback)];
    assert_eq!(said_of(&history, TODAY, reversal(2)), "depended_on");
    assert_eq!(said_of(&history, TODAY, reversal(3)), "taken");
}

#[test]
fn a_charge_stays_while_it_is_paid_or_waived() {
    let fee = entered(2, "2024-02-01", charge(ChargeAmount::Flat(amount("10")), ChargeDue::On(date("2024-02-01"))));
    let of = TransactionId(2);
    for event in [Event::ChargeWaiver { of }, Event::ChargePayment { of, amount: amount("1") }] {
        let history = [fee.clone(), entered(3, "2024-02-02", event)];
        assert_eq!(said_of(&history, TODAY, reversal(2)), "depended_on");
    }
    assert_eq!(said_of(&[fee], TODAY, reversal(2)), "taken");
}

#[test]
fn installments_spread_anew_stay_once_a_payment_followed() {
    let spread = entered(2, "2024-02-05", Event::ReAmortise { interest: ReAmortiseInterest::Default });
    let before = repayment(3, "2024-02-04", "10");
    let after = repayment(3, "2024-02-05", "10");
    assert_eq!(said_of(&[spread.clone(), before], TODAY, reversal(2)), "taken");
    assert_eq!(said_of(&[spread, after], TODAY, reversal(2)), "depended_on");
}

#[test]
fn a_write_off_is_taken_back_before_what_came_before_it_and_after_what_followed() {
    let payment = repayment(2, "2024-02-01", "10");
    let gone = entered(3, "2024-02-05", Event::WriteOff { amounts: None });
    let recovery = entered(4, "2024-02-06", paid(RepaymentKind::Recovery, "10"));
    let history = disbursed(&[payment, gone]);
    let back = |of, transactions: &[_]| said(&terms(), transactions, &entered(99, TODAY, reversal(of)));
    assert_eq!(back(2, &history), "before_write_off");
    assert_eq!(back(3, &history), "taken");
    let recovered = [history, vec![recovery]].concat();
    assert_eq!(back(3, &recovered), "depended_on");
    assert_eq!(back(4, &recovered), "taken");
}

#[test]
fn what_came_after_a_write_off_on_its_day_is_taken_back_before_it() {
    let given_up = Components { interest: amount("1"), ..Components::default() };
    let part = entered(2, "2024-02-05", Event::WriteOff { amounts: Some(given_up) });
    let rest = repayment(3, "2024-02-05", "10");
    let history = disbursed(&[part, rest]);
    let back = |of, transactions: &[_]| said(&terms(), transactions, &entered(99, TODAY, reversal(of)));
    assert_eq!(back(2, &history), "depended_on");
    assert_eq!(back(3, &history), "taken");
    let taken_back = [history, vec![entered(4, TODAY, reversal(3))]].concat();
    assert_eq!(back(2, &taken_back), "taken");
}
