use super::*;
use crate::servicing::allocation::order::{DueState, FutureInstallments};
use crate::servicing::hand_built::{recalculating, repayment};
use crate::servicing::installment::InstallmentKind;
use crate::servicing::terms::{ChargeOffInterest, InterestCalculation};
use crate::servicing::transaction::RepaymentKind;

fn expected(account: &Account) -> Vec<(String, Decimal, Decimal, Decimal)> {
    let of =
        |row: &Installment| (row.due.to_string(), row.expected.principal, row.expected.interest, row.expected.fees);
    account.installments.iter().map(of).collect()
}

#[test]
fn fees_of_installments_that_are_no_more_are_not_asked_for() {
    let events = [fee(2, "2024-01-01", ChargeDue::EachInstallment, "10"), entered(3, "2024-01-16", Event::Termination)];
    let account = account(&without_interest(), &events, "2024-01-16");
    assert_eq!(expected(&account), [("2024-01-16".to_owned(), amount("1000"), Decimal::ZERO, amount("10"))]);
    assert_eq!(account.charges[0].amount, amount("10"));
}

#[test]
fn later_charges_stay_due_when_everything_else_is_due_at_once() {
    let events = [
        fee_due(2, "2024-01-01", "2024-03-10", "5"),
        entered(3, "2024-01-16", Event::Termination),
        repayment(4, "2024-01-17", "1005"),
    ];
    let account = account(&without_interest(), &events, "2024-01-17");
    assert_eq!(expected(&account)[1], ("2024-03-10".to_owned(), Decimal::ZERO, Decimal::ZERO, amount("5")));
    assert_eq!((account.installments[1].kind, account.charges[0].paid), (InstallmentKind::Additional, amount("5")));
}

#[test]
fn a_charge_stays_with_the_installment_that_is_due_earlier() {
    let events = [
        fee_due(2, "2024-01-01", "2024-01-25", "5"),
        entered(3, "2024-01-16", Event::Termination),
        repayment(4, "2024-01-20", "1005"),
    ];
    let account = account(&without_interest(), &events, "2024-01-20");
    assert_eq!(expected(&account), [("2024-01-16".to_owned(), amount("1000"), Decimal::ZERO, amount("5"))]);
    assert_eq!(account.charges[0].paid, amount("5"));
}

#[test]
fn a_payment_that_is_taken_again_pays_charges_once() {
    let events = [
        fee_due(2, "2024-01-01", "2024-03-10", "5"),
        repayment(3, "2024-01-10", "900"),
        entered(4, "2024-01-16", Event::Termination),
        repayment(5, "2024-01-17", "105"),
    ];
    let account = account(&without_interest(), &events, "2024-01-17");
    assert_eq!((account.charges[0].paid, account.overpaid), (amount("5"), Decimal::ZERO));
    assert!(account.installments.iter().all(Installment::is_settled));
}

#[test]
fn nothing_is_overpaid_while_something_is_due_at_once() {
    let mut terms = following_payments();
    terms.allocation.default.future = FutureInstallments::LastInstallment;
    terms.charge_off = ChargeOffInterest::AccelerateMaturity;
    let events = [repayment(2, "2024-01-09", "700"), entered(3, "2024-02-02", Event::ChargeOff)];
    let account = account(&terms, &events, "2024-02-02");
    let paid = posting(&account, 2);
    assert_eq!((paid.components.total(), paid.overpaid), (amount("700"), Decimal::ZERO));
}

#[test]
fn charges_after_the_last_installment_do_not_move_it_to_the_day_of_a_charge_off() {
    let mut terms = without_interest();
    terms.charge_off = ChargeOffInterest::AccelerateMaturity;
    let events = [fee_due(2, "2024-01-01", "2024-05-10", "5"), entered(3, "2024-04-15", Event::ChargeOff)];
    let account = account(&terms, &events, "2024-04-15");
    let dues: Vec<String> = account.installments.iter().map(|row| row.due.to_string()).collect();
    assert_eq!(dues, ["2024-02-01", "2024-03-01", "2024-04-01", "2024-05-10"]);
}

#[test]
fn fees_on_principal_follow_it_when_everything_is_due_at_once() {
    let percentage = ChargeAmount::PercentOfAmount(amount("1"));
    let due = ChargeDue::EachInstallment;
    let fee = Charge { name: "fee".to_owned(), penalty: false, amount: percentage, due };
    let events =
        [entered(2, "2024-01-01", Event::Charge { charge: fee }), entered(3, "2024-01-16", Event::Termination)];
    let account = account(&without_interest(), &events, "2024-01-16");
    assert_eq!(expected(&account), [("2024-01-16".to_owned(), amount("1000"), Decimal::ZERO, amount("10"))]);
}

#[test]
fn a_whole_period_that_is_cut_short_bears_interest_for_its_days() {
    let mut terms = following_payments();
    terms.interest.calculation = InterestCalculation::SameAsRepaymentPeriod;
    // 1% of 1000 in a month: 10 * 15 / 31 for the days up to the 16th of January, 10 * 10 / 29 in February, where nothing
    // of January's installment has been paid.
    for (on, interest) in [("2024-01-16", "4.84"), ("2024-02-11", "3.45")] {
        let account = account(&terms, &[entered(2, on, Event::Termination)], on);
        let last = expected(&account).pop().unwrap();
        assert_eq!((last.0, last.2), (on.to_owned(), amount(interest)));
    }
}

#[test]
fn months_of_thirty_days_that_are_cut_short_bear_a_share_of_the_whole_period() {
    let mut terms = recalculating();
    terms.schedule.period.every = 2;
    // 1% of 1000 a month: 20 * 15 / 60 for fifteen of the sixty days up to 1 March.
    let account = account(&terms, &[entered(2, "2024-01-16", Event::Termination)], "2024-01-16");
    assert_eq!(expected(&account), [("2024-01-16".to_owned(), amount("1000"), amount("5"), Decimal::ZERO)]);
}

#[test]
fn an_installment_that_was_paid_from_what_is_kept_is_open_when_everything_is_due_with_it() {
    let mut terms = without_interest();
    terms.charge_off = ChargeOffInterest::AccelerateMaturity;
    terms.redraw.allowed = true;
    terms.allocation.default.steps.retain(|(state, _)| *state != DueState::InAdvance);
    let credit = Event::Repayment { amount: amount("100"), kind: RepaymentKind::GoodwillCredit };
    let events = [
        repayment(2, "2024-01-10", "333.33"),
        entered(3, "2024-02-01", Event::ChargeOff),
        entered(4, "2024-02-15", credit),
    ];
    let account = account(&terms, &events, "2024-02-15");
    assert_eq!(posting(&account, 3).components.principal, amount("666.67"));
    assert_eq!((posting(&account, 4).components.principal, account.overpaid), (amount("100"), Decimal::ZERO));
    assert_eq!(sum(&account, |row| row.paid).principal, amount("433.33"));
}
