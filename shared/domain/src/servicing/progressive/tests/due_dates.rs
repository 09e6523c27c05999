//! Due dates that are moved. Interest is 12 percent a year of what is outstanding, for days over 365.

use super::{assert_about, following_payments, interest_to};
use crate::servicing::hand_built::{amount, date, entered, repayment};
use crate::servicing::terms::LatePaymentRecalculation;
use crate::servicing::transaction::{Event, ReAmortiseInterest, Transaction};

const METHODS: [Option<LatePaymentRecalculation>; 3] = [
    None,
    Some(LatePaymentRecalculation::OverdueInstallmentsIncrease),
    Some(LatePaymentRecalculation::LastInstallmentIncrease),
];

fn due_date_change(id: u64, on: &str, from: &str, to: &str) -> Transaction {
    entered(id, on, Event::DueDateChange { from: date(from), to: date(to) })
}

#[test]
fn what_was_paid_for_an_installment_that_is_put_off_counts_from_its_day() {
    // 150 pay 10.19 of interest, or 11.17 with what late principal bore, and principal of 139.81 or 138.83: 1000 for 31
    // or 40 days, and what is left of it for 74 or 65.
    for (method, paid_on, expected) in [
        (METHODS[0], "2024-02-01", "31.12"),
        (METHODS[0], "2024-02-10", "31.53"),
        (METHODS[1], "2024-02-01", "31.12"),
        (METHODS[1], "2024-02-10", "31.55"),
        (METHODS[2], "2024-02-01", "31.12"),
        (METHODS[2], "2024-02-10", "31.53"),
    ] {
        let mut terms = following_payments();
        terms.arrears.late_payment = method;
        let events = [repayment(2, paid_on, "150"), due_date_change(3, "2024-02-20", "2024-02-01", "2024-03-10")];
        let case = format!("{method:?}, paid on {paid_on}");
        assert_about(interest_to(&terms, &events, "2024-04-15"), expected, &case);
    }
}

#[test]
fn what_was_paid_out_after_the_day_on_which_an_installment_was_due_counts_from_its_day() {
    // 1000 for 35 days, and 1500 for 70.
    let tranche = Event::Disbursement { amount: amount("500") };
    let events = [entered(2, "2024-02-05", tranche), due_date_change(3, "2024-02-20", "2024-02-01", "2024-03-05")];
    for method in METHODS {
        let mut terms = following_payments();
        terms.arrears.late_payment = method;
        assert_about(interest_to(&terms, &events, "2024-04-15"), "46.03", &format!("{method:?}"));
    }
}

#[test]
fn an_installment_that_is_put_off_to_a_day_before_is_late_after_it() {
    // 1000 for 40 days, and 860.19 for ten: as if it had been due on 15 February from the beginning.
    let events = [repayment(2, "2024-02-10", "150"), due_date_change(3, "2024-02-20", "2024-02-01", "2024-02-15")];
    assert_about(interest_to(&following_payments(), &events, "2024-02-20"), "15.98", "put off");
}

#[test]
fn days_of_a_pause_stay_without_interest_in_an_installment_that_is_put_off() {
    // 105 days without the ten from 6 to 15 February.
    let pause = entered(2, "2024-02-06", Event::InterestPause { until: date("2024-02-15") });
    let events = [pause, due_date_change(3, "2024-02-20", "2024-02-01", "2024-03-05")];
    assert_about(interest_to(&following_payments(), &events, "2024-04-15"), "31.23", "put off");
}

#[test]
fn interest_that_was_spread_is_not_borne_again_where_its_installment_is_put_off() {
    // 1000 for 60 days, whenever what is spread is due.
    let interest = ReAmortiseInterest::EqualAmortizationInterestSplit;
    let events = [
        entered(2, "2024-02-05", Event::ReAmortise { interest }),
        due_date_change(3, "2024-02-28", "2024-02-01", "2024-02-20"),
    ];
    let terms = following_payments();
    assert_about(interest_to(&terms, &events, "2024-03-01"), "19.73", "put off");
}
