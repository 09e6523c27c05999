//! Interest up to a day is what was outstanding on each day has borne, whatever happened to installments: 12 percent a
//! year over 365 days, on 1000 from 1 January 2024, for three months.

use rust_decimal::Decimal;

use super::{account, assert_about, following_payments, interest_to, sum};
use crate::servicing::allocation::order::{Direction, FutureInstallments};
use crate::servicing::due_dates::{PeriodUnit, RepaymentPeriod};
use crate::servicing::hand_built::{amount, date, entered, repayment};
use crate::servicing::life_cycle::LockedOperation;
use crate::servicing::terms::{InterestMethod, PrepaymentEffect, Terms};
use crate::servicing::transaction::{Event, ReAge, ReAgeInterest, ReAmortiseInterest, Transaction};

const METHODS: [InterestMethod; 2] =
    [InterestMethod::DecliningBalanceEqualInstallments, InterestMethod::DecliningBalance];

/// Checks interest up to a day where principal is repaid in either way.
fn assert_borne(terms: impl Fn(&mut Terms), events: &[Transaction], day: &str, expected: &str) {
    for method in METHODS {
        let mut these = following_payments();
        these.interest.method = method;
        terms(&mut these);
        assert_about(interest_to(&these, events, day), expected, &format!("{method:?}"));
    }
}

fn re_aged(id: u64, on: &str, first_due: &str, installments: u32) -> Transaction {
    let period = RepaymentPeriod { every: 1, unit: PeriodUnit::Months };
    let plan = ReAge { first_due: date(first_due), installments, period, interest: ReAgeInterest::Default };
    entered(id, on, Event::ReAge { plan })
}

fn interest_split(id: u64, on: &str) -> Transaction {
    entered(id, on, Event::ReAmortise { interest: ReAmortiseInterest::EqualAmortizationInterestSplit })
}

/// Payments in advance make installments fewer.
fn fewer_installments(terms: &mut Terms) {
    let rule = terms.interest.recalculation.as_mut().expect("a rule");
    rule.prepayment = PrepaymentEffect::ReduceNumberOfInstallments;
}

#[test]
fn all_that_is_re_aged_after_the_last_due_date_bears_interest() {
    // 1000 for 140 days.
    assert_borne(|_| {}, &[re_aged(2, "2024-04-10", "2024-05-01", 2)], "2024-05-20", "46.03");
}

#[test]
fn interest_that_was_paid_in_advance_is_not_asked_for_again_when_more_is_lent() {
    // 1000 for 10 days; 303.29 for 20, which the second payment pays with a later installment; 605.28 for 20.
    let tranche = entered(4, "2024-01-31", Event::Disbursement { amount: amount("500") });
    let events = [repayment(2, "2024-01-11", "700"), repayment(3, "2024-01-31", "200"), tranche];
    assert_borne(|_| {}, &events, "2024-02-20", "9.26");
}

#[test]
fn interest_that_was_paid_with_later_installments_is_that_of_one_that_is_put_off() {
    let vertical = |terms: &mut Terms| terms.allocation.direction = Direction::Vertical;
    // 1000 for 62 days, and 744.73 for 51: 10.19 of the first installment are paid then, and 9.54 of the second.
    let put_off = Event::DueDateChange { from: date("2024-02-01"), to: date("2024-04-08") };
    let events = [repayment(2, "2024-03-03", "275"), entered(3, "2024-04-03", put_off)];
    assert_borne(vertical, &events, "2024-04-23", "32.87");
}

#[test]
fn interest_that_was_spread_is_owed_when_the_loan_is_re_aged_or_called_due() {
    // 1000 for 130 days.
    let split = interest_split(2, "2024-02-05");
    assert_borne(|_| {}, &[split.clone(), re_aged(3, "2024-02-20", "2024-03-16", 4)], "2024-05-10", "42.74");
    // 1000 for 50 days; the three parts of a month's 10.19 come to a cent more.
    assert_borne(|_| {}, &[split, entered(3, "2024-02-20", Event::Termination)], "2024-02-20", "16.44");
}

#[test]
fn principal_that_was_paid_late_bears_until_then_where_interest_is_spread() {
    // 1000 for 35 days, and 735.19 for 49: 10.19 of the first installment are interest.
    let events = [repayment(2, "2024-02-05", "275"), interest_split(3, "2024-02-21")];
    assert_borne(|_| {}, &events, "2024-03-25", "23.35");
}

#[test]
fn interest_that_was_re_aged_is_spread_once() {
    // 1000 for 130 days.
    let events = [re_aged(2, "2024-02-15", "2024-03-16", 4), interest_split(3, "2024-03-31")];
    assert_borne(|_| {}, &events, "2024-05-10", "42.74");
}

#[test]
fn a_loan_that_is_re_aged_again_on_a_new_due_date_owes_what_was_lent_once() {
    // 1000 for 75 days.
    let events = [re_aged(2, "2024-02-15", "2024-02-25", 2), re_aged(3, "2024-02-25", "2024-03-06", 4)];
    assert_borne(|_| {}, &events, "2024-03-16", "24.66");
    let account = account(&following_payments(), &events, "2024-03-16");
    assert_eq!(sum(&account, |row| row.expected).principal, amount("1000"));
}

#[test]
fn days_without_interest_bear_none_in_periods_that_are_agreed_later() {
    let paused = |from: &str, until: &str| entered(2, from, Event::InterestPause { until: date(until) });
    // 1000 for 64 days, of which 20 bear nothing.
    let events = [paused("2024-02-01", "2024-02-20"), re_aged(3, "2024-02-10", "2024-03-10", 2)];
    assert_borne(|_| {}, &events, "2024-03-05", "14.47");
    // 1000 for 30 days.
    let locked = Event::Lock { operations: vec![LockedOperation::ApplyInterest] };
    let events = [entered(2, "2024-02-01", locked), re_aged(3, "2024-02-10", "2024-03-10", 2)];
    assert_borne(|_| {}, &events, "2024-03-05", "9.86");
    // 1000 for 140 days, of which 52 bear nothing.
    let prolonged = entered(3, "2024-03-25", Event::ExtraTerms { count: 2 });
    assert_borne(|_| {}, &[paused("2024-03-20", "2024-05-10"), prolonged], "2024-05-20", "28.93");
    // 1000 for 19 days: January bore nothing.
    let put_off = entered(3, "2024-01-20", Event::DueDateChange { from: date("2024-02-01"), to: date("2024-02-20") });
    assert_borne(|_| {}, &[paused("2024-01-02", "2024-02-01"), put_off], "2024-02-20", "6.25");
}

#[test]
fn a_rate_that_is_agreed_before_the_loan_is_re_aged_counts_from_its_day() {
    // 1000 for 50 days.
    let none = entered(2, "2024-02-21", Event::RateChange { rate: Decimal::ZERO });
    let none = Transaction { entered_on: date("2024-02-01"), ..none };
    assert_borne(|_| {}, &[none, re_aged(3, "2024-02-10", "2024-03-10", 2)], "2024-03-05", "16.44");
}

#[test]
fn what_is_late_bears_interest_when_the_loan_is_re_aged_in_a_payment_holiday() {
    // 1000 for 50 days.
    let holiday = entered(2, "2024-02-01", Event::PaymentHoliday { installments: 1 });
    assert_borne(|_| {}, &[holiday, re_aged(3, "2024-02-20", "2024-03-20", 2)], "2024-02-20", "16.44");
}

#[test]
fn what_is_paid_late_bears_nothing_when_the_loan_is_re_amortised_on_that_day() {
    // 1000 for 40 days, and 710.19 for 39: 10.19 of the first installment are interest.
    let re_amortised = entered(3, "2024-02-10", Event::ReAmortise { interest: ReAmortiseInterest::Default });
    assert_borne(|_| {}, &[repayment(2, "2024-02-10", "300"), re_amortised], "2024-03-20", "22.26");
}

#[test]
fn a_part_that_was_lowered_by_payments_in_advance_is_late_with_that_at_another_rate() {
    // 1000 for 15 days, 218.15 for 53, and for 11 at 24 percent.
    let events =
        [repayment(2, "2024-01-16", "786.78"), entered(3, "2024-03-10", Event::RateChange { rate: amount("24") })];
    assert_borne(fewer_installments, &events, "2024-03-20", "10.31");
}

#[test]
fn a_loan_of_few_installments_is_re_aged_in_equal_parts() {
    let mut terms = following_payments();
    terms.interest.method = InterestMethod::DecliningBalance;
    fewer_installments(&mut terms);
    // 673.65 pay 3.95 of interest, and principal of two installments and a little; 330.30 are left.
    let events = [repayment(2, "2024-01-13", "673.65"), re_aged(3, "2024-03-02", "2024-03-12", 6)];
    let account = account(&terms, &events, "2024-03-02");
    let asked: Vec<_> =
        account.installments.iter().map(|row| row.expected.principal).filter(|it| !it.is_zero()).collect();
    assert_eq!(asked, ["669.70", "55.05", "55.05", "55.05", "55.05", "55.05", "55.05"].map(amount));
}

#[test]
fn interest_that_was_applied_by_hand_is_not_asked_for_again_when_its_days_are_put_off() {
    // 1000 for 105 days.
    let applied = entered(2, "2024-02-15", Event::InterestApplied { amount: None });
    let put_off = entered(3, "2024-03-31", Event::DueDateChange { from: date("2024-02-01"), to: date("2024-04-20") });
    assert_borne(|_| {}, &[applied, put_off], "2024-04-15", "34.52");
}

#[test]
fn equal_parts_that_were_paid_in_advance_stay_what_they_are_at_another_rate() {
    let mut terms = following_payments();
    terms.interest.method = InterestMethod::DecliningBalance;
    terms.allocation.default.future = FutureInstallments::LastInstallment;
    let other_rate = entered(3, "2024-02-10", Event::RateChange { rate: amount("24") });
    let account = account(&terms, &[repayment(2, "2024-01-06", "450"), other_rate], "2024-02-10");
    // The last part is paid, and 116.67 of the one before it, which takes what rounding leaves.
    let asked: Vec<_> = account.installments.iter().map(|row| row.expected.principal).collect();
    assert_eq!(asked, ["333.33", "333.34", "333.33"].map(amount));
}
