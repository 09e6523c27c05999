//! Penalties by each base, in stretches of days.

use rust_decimal::Decimal;

use crate::servicing::account::{Account, Posting};
use crate::servicing::hand_built::{
    account, amount, date, disbursement, entered, installment, met, principal, repayment, terms,
};
use crate::servicing::installment::Installment;
use crate::servicing::penalty::{OverdueSegment, accrued, borne, overdue_segments};
use crate::servicing::terms::{DayCount, LeapDay, PenaltyBase, PenaltyTerms, Terms};
use crate::servicing::transaction::{Components, Event, Transaction, TransactionId};

/// Two installments of 300 and 20 of interest; 100 was paid late of the first.
fn late_account(as_of: &str) -> (Account, Vec<Transaction>) {
    let expected = Components { principal: amount("300"), interest: amount("20"), ..Components::default() };
    let mut first = Installment { expected, ..installment(1, "2024-01-01", "2024-02-01", "300") };
    first.paid = Components { principal: amount("80"), interest: amount("20"), ..Components::default() };
    let second = Installment { expected, ..installment(2, "2024-02-01", "2024-03-01", "300") };
    let mut account = account(as_of, vec![first.clone(), second]);
    account.postings =
        vec![posting(1, "2024-01-01", principal("600"), "600"), posting(2, "2024-02-11", first.paid, "520")];
    (account, vec![disbursement(1, "2024-01-01", "600"), repayment(2, "2024-02-11", "100")])
}

fn posting(id: u64, on: &str, components: Components, balance_after: &str) -> Posting {
    Posting {
        id: TransactionId(id),
        value_date: date(on),
        amount: components.total(),
        components,
        overpaid: Decimal::ZERO,
        balance_after: amount(balance_after),
    }
}

fn penalty(base: PenaltyBase, tolerance_days: u32) -> PenaltyTerms {
    PenaltyTerms { rate: amount("36.5"), base, tolerance_days }
}

fn with_penalty(base: PenaltyBase, tolerance_days: u32) -> Terms {
    Terms { penalty: penalty(base, tolerance_days), ..terms() }
}

fn segment(from: &str, to: &str, base: &str) -> OverdueSegment {
    OverdueSegment { from: date(from), to: date(to), base: amount(base) }
}

fn segments(base: PenaltyBase, tolerance: u32, pause: Option<Transaction>) -> Vec<(u32, Vec<OverdueSegment>)> {
    let (account, mut transactions) = late_account("2024-03-11");
    transactions.extend(pause);
    let overdue = overdue_segments(&account, &penalty(base, tolerance), &transactions);
    overdue.into_iter().map(|installment| (installment.number, installment.segments)).collect()
}

#[test]
fn overdue_principal_falls_with_a_payment() {
    let first = vec![segment("2024-02-01", "2024-02-11", "300"), segment("2024-02-11", "2024-03-11", "220")];
    let second = vec![segment("2024-03-01", "2024-03-11", "300")];
    assert_eq!(segments(PenaltyBase::OverdueBalance, 0, None), [(1, first), (2, second)]);
}

#[test]
fn overdue_interest_counts_where_the_terms_say_so() {
    let first = vec![segment("2024-02-01", "2024-02-11", "320"), segment("2024-02-11", "2024-03-11", "220")];
    let second = vec![segment("2024-03-01", "2024-03-11", "320")];
    assert_eq!(segments(PenaltyBase::OverdueBalanceAndInterest, 0, None), [(1, first), (2, second)]);
}

#[test]
fn all_outstanding_principal_counts_once_a_day() {
    let first = vec![segment("2024-02-01", "2024-02-11", "600"), segment("2024-02-11", "2024-03-11", "520")];
    assert_eq!(segments(PenaltyBase::OutstandingPrincipal, 0, None), [(1, first)]);
}

#[test]
fn days_of_the_tolerance_and_of_pauses_cost_nothing() {
    let pause = entered(3, "2024-02-08", Event::ArrearsPause { until: date("2024-02-18") });
    let first = vec![segment("2024-02-06", "2024-02-08", "300"), segment("2024-02-18", "2024-03-11", "220")];
    let second = vec![segment("2024-03-06", "2024-03-11", "300")];
    assert_eq!(segments(PenaltyBase::OverdueBalance, 5, Some(pause)), [(1, first), (2, second)]);
}

#[test]
fn an_installment_bears_a_penalty_until_it_is_met() {
    let first = met(&installment(1, "2024-01-01", "2024-02-01", "300"), "2024-02-11");
    let in_time = met(&installment(2, "2024-02-01", "2024-03-01", "300"), "2024-03-01");
    let mut account = account("2024-04-01", vec![first, in_time]);
    account.postings =
        vec![posting(2, "2024-02-11", principal("300"), "300"), posting(3, "2024-03-01", principal("300"), "0")];
    let transactions = [repayment(2, "2024-02-11", "300"), repayment(3, "2024-03-01", "300")];
    let overdue = overdue_segments(&account, &penalty(PenaltyBase::OverdueBalance, 0), &transactions);
    assert_eq!(overdue.len(), 1);
    assert_eq!(overdue[0].segments, [segment("2024-02-01", "2024-02-11", "300")]);
}

#[test]
fn a_penalty_is_rounded_once_for_each_installment() {
    let (account, transactions) = late_account("2024-03-11");
    let accrued = accrued(&account, &with_penalty(PenaltyBase::OverdueBalance, 0), &transactions);
    // 300 for 10 days and 220 for 29, then 300 for 10, at a thousandth a day.
    let amounts: Vec<_> = accrued.installments.iter().map(|penalty| (penalty.number, penalty.amount)).collect();
    assert_eq!(amounts, [(1, amount("9.38")), (2, amount("3.00"))]);
    assert_eq!(accrued.total, amount("12.38"));
}

#[test]
fn without_a_base_or_a_rate_there_is_no_penalty() {
    let (account, transactions) = late_account("2024-03-11");
    let no_rate = PenaltyTerms { rate: Decimal::ZERO, ..penalty(PenaltyBase::OverdueBalance, 0) };
    for penalty in [penalty(PenaltyBase::None, 0), no_rate] {
        let terms = Terms { penalty, ..terms() };
        assert_eq!(accrued(&account, &terms, &transactions).total, Decimal::ZERO);
    }
}

#[test]
fn each_day_belongs_to_the_year_it_lies_in() {
    let cases = [
        (DayCount::Actual365, LeapDay::WholeYear, "40"),
        (DayCount::Actual360, LeapDay::WholeYear, "40.5555555556"),
        // 15 days of 2023 and 25 of 2024.
        (DayCount::ActualActual, LeapDay::WholeYear, "39.9316939891"),
        (DayCount::ActualActual, LeapDay::PeriodOnly, "40"),
        // 15 days to the 30th of December, one to the end of the year that is no day, 25 in January.
        (DayCount::Thirty360, LeapDay::WholeYear, "39.5416666667"),
    ];
    for (day_count, leap_day, expected) in cases {
        let mut days = terms().interest;
        (days.day_count, days.leap_day) = (day_count, leap_day);
        let got = borne(&[segment("2023-12-16", "2024-01-25", "1000")], amount("36.5"), &days);
        assert_eq!(got.round_dp(10), amount(expected).round_dp(10), "{day_count:?} {leap_day:?}");
    }
}

#[test]
fn a_sum_does_not_depend_on_where_segments_are_cut() {
    for day_count in [DayCount::ActualActual, DayCount::Thirty360, DayCount::ThirtyActual, DayCount::Actual364] {
        let days = crate::servicing::terms::InterestTerms { day_count, ..terms().interest };
        let whole = borne(&[segment("2023-11-03", "2024-03-31", "1000")], amount("18"), &days);
        let cut = ["2023-11-03", "2023-12-31", "2024-01-31", "2024-02-29", "2024-03-31"]
            .windows(2)
            .map(|pair| segment(pair[0], pair[1], "1000"))
            .collect::<Vec<_>>();
        assert_eq!(borne(&cut, amount("18"), &days).round_dp(15), whole.round_dp(15), "{day_count:?}");
    }
}
