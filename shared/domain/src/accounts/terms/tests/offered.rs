//! What products offer beside rate, term and period.

use super::*;
use crate::accounts::hand_built::faults_of;
use crate::servicing::allocation::order::{Component, FutureInstallments, TransactionOrder};
use crate::servicing::limits::OverApplied;
use crate::servicing::replay::replay;
use crate::servicing::terms::{ChargeOffInterest, LeapDay, RestFrequency, ScheduleEngine};
use crate::servicing::transaction::RepaymentKind;

fn due_dates(terms: &Terms) -> Vec<String> {
    let account = replay(terms, &[], terms.expected_disbursement).expect("a schedule");
    account.installments.iter().map(|installment| installment.due.to_string()).collect()
}

#[test]
fn a_schedule_that_is_drawn_up_at_once_has_a_strategy() {
    let style = |strategy: &str| format!(r#"{{"settings": {{"schedule": {{"style": "CUMULATIVE"}}{strategy}}}}}"#);
    let usual = with(&style("")).expect("terms");
    assert_eq!(usual.schedule.engine, ScheduleEngine::Cumulative);
    assert_eq!(usual.allocation.transaction_order, Some(TransactionOrder::PenaltiesFeesInterestPrincipal));
    let named = with(&style(r#", "allocation": {"strategy": "INTEREST_PRINCIPAL_PENALTIES_FEES"}"#)).expect("terms");
    assert_eq!(named.allocation.transaction_order, Some(TransactionOrder::InterestPrincipalPenaltiesFees));
    let order = faults_of(with(&style(r#", "allocation": {"future_installments": "LAST_INSTALLMENT"}"#)));
    let expected = "settings.allocation.future_installments: Value takes a schedule.style of PROGRESSIVE; with CUMULATIVE it is the strategy";
    assert_eq!(order, [expected]);
    let unneeded = with(r#"{"settings": {"allocation": {"strategy": "INTEREST_PRINCIPAL_PENALTIES_FEES"}}}"#);
    assert_eq!(faults_of(unneeded), ["settings.allocation.strategy: Value takes a schedule.style of CUMULATIVE"]);
    let length = faults_of(with(r#"{"settings": {"schedule": {"style": "CUMULATIVE", "fixed_length": "P4M"}}}"#));
    assert!(length[0].starts_with("settings.schedule.fixed_length: Value is not served"), "{length:?}");
}

/// The application was on 20 December: the first installment is due a month after that, whenever the loan is paid out.
#[test]
fn due_dates_are_counted_from_the_application_where_that_is_agreed() {
    let terms = with(r#"{"settings": {"schedule": {"counted_from": "APPLICATION"}}}"#).expect("terms");
    assert_eq!(due_dates(&terms), ["2024-01-20", "2024-02-20", "2024-03-20"]);
}

/// The last installment is due four months after the disbursement, the others every month.
#[test]
fn a_fixed_length_moves_the_last_due_date() {
    let terms = with(r#"{"settings": {"schedule": {"fixed_length": "P4M"}}}"#).expect("terms");
    assert_eq!(due_dates(&terms), ["2024-02-01", "2024-03-01", "2024-05-01"]);
    let days = faults_of(with(r#"{"settings": {"schedule": {"fixed_length": "P90D"}}}"#));
    assert_eq!(days, ["settings.schedule.fixed_length: Value must be in the unit of the repayment_period, P1M"]);
}

#[test]
fn each_component_has_grace_of_its_own_in_place_of_a_grace_period() {
    let terms = with(
        r#"{"settings": {"schedule": {"principal_grace_installments": 2, "interest_grace_installments": 1, "interest_free_installments": 1}}}"#,
    )
    .expect("terms");
    let schedule = &terms.schedule;
    assert_eq!((schedule.principal_grace, schedule.interest_grace, schedule.interest_free_periods), (2, 1, 1));
    let all = faults_of(with(r#"{"settings": {"schedule": {"principal_grace_installments": 3}}}"#));
    let expected = "settings.schedule.principal_grace_installments: Value must be less than repayment_installments";
    assert_eq!(all, [expected]);
    let both = r#"{"settings": {"schedule": {"grace_period": 1, "grace_period_type": "PAY_INTEREST_ONLY", "interest_grace_installments": 1}}}"#;
    let expected = "settings.schedule.interest_grace_installments: Value must not be there beside a grace_period";
    assert_eq!(faults_of(with(both)), [expected]);
}

#[test]
fn a_down_payment_is_booked_by_itself_where_that_is_agreed() {
    let schedule = |said: &str| with(&format!(r#"{{"settings": {{"schedule": {{{said}}}}}}}"#));
    let booked = schedule(r#""down_payment_percentage": 10, "down_payment_automatic": true"#).expect("terms");
    assert!(booked.schedule.down_payment.is_some_and(|down_payment| down_payment.automatic));
    let due = schedule(r#""down_payment_percentage": 10"#).expect("terms");
    assert!(due.schedule.down_payment.is_some_and(|down_payment| !down_payment.automatic));
    let none = faults_of(schedule(r#""down_payment_automatic": true"#));
    assert_eq!(none, ["settings.schedule.down_payment_automatic: Value takes a down_payment_percentage above 0"]);
}

#[test]
fn more_may_be_paid_out_than_was_applied_for() {
    let said = |said: &str| with(&format!(r#"{{"settings": {{"disbursement": {{{said}}}}}}}"#));
    let limits = said(r#""over_applied_percentage": 50, "max_tranches": 3"#).expect("terms").limits;
    assert_eq!(limits.max_tranches, Some(3));
    assert_eq!(limits.over_applied, Some(OverApplied::Percentage(50.into())));
    let limits = said(r#""over_applied_amount": "200""#).expect("terms").limits;
    assert_eq!(limits.over_applied, Some(OverApplied::Flat(200.into())));
    let both = faults_of(said(r#""over_applied_percentage": 50, "over_applied_amount": "200""#));
    let path = "settings.disbursement.over_applied_percentage";
    assert_eq!(both, [format!("{path}: Value must not be there beside an over_applied_amount")]);
}

#[test]
fn types_of_transactions_have_orders_of_their_own() {
    let order = r#"["IN_ADVANCE_PRINCIPAL", "PAST_DUE_PENALTY", "PAST_DUE_FEE", "PAST_DUE_INTEREST", "PAST_DUE_PRINCIPAL", "DUE_PENALTY", "DUE_FEE", "DUE_INTEREST", "DUE_PRINCIPAL", "IN_ADVANCE_PENALTY", "IN_ADVANCE_FEE", "IN_ADVANCE_INTEREST"]"#;
    let body = format!(
        r#"{{"settings": {{"prepayment": {{"recalculation": "LAST_INSTALLMENT"}}, "allocation": {{"future_installments": "NEXT_INSTALLMENT",
            "by_type": {{"repayment": {{"order": {order}, "future_installments": "REAMORTIZATION"}}}},
            "chargeback_order": ["INTEREST", "PRINCIPAL", "FEE", "PENALTY"]}}}}}}"#
    );
    let rules = with(&body).expect("terms").allocation;
    assert_eq!(rules.default.future, FutureInstallments::NextInstallment);
    for kind in [RepaymentKind::Repayment, RepaymentKind::ExternalRepayment] {
        assert_eq!(rules.order(kind).steps[0].1, Component::Principal);
        assert_eq!(rules.order(kind).future, FutureInstallments::Reamortization);
    }
    assert_eq!(rules.order(RepaymentKind::GoodwillCredit), &rules.default);
    assert_eq!(rules.chargeback[..2], [Component::Interest, Component::Principal]);
}

#[test]
fn how_interest_is_counted() {
    let terms = with(
        r#"{"settings": {"interest": {"leap_day": "PERIOD_ONLY", "partial_periods": "WHOLE", "first_day_counts": true,
            "rest_frequency": "SAME_AS_REPAYMENT_PERIOD", "on_charge_off": "ACCELERATE_MATURITY"},
            "prepayment": {"recalculation": "LAST_INSTALLMENT"}, "schedule": {"significant_digits": 12}}}"#,
    )
    .expect("terms");
    let interest = &terms.interest;
    assert_eq!(interest.leap_day, LeapDay::PeriodOnly);
    assert!(!interest.partial_periods && interest.first_day_counts);
    assert_eq!(interest.recalculation.map(|rule| rule.rest), Some(RestFrequency::SameAsRepaymentPeriod));
    assert_eq!(terms.charge_off, ChargeOffInterest::AccelerateMaturity);
    assert_eq!(terms.rounding.precision, Some(12));
    let rests = faults_of(with(r#"{"settings": {"interest": {"rest_frequency": "DAILY"}}}"#));
    let expected = "settings.interest.rest_frequency: Value takes a recalculation other than NO_RECALCULATION";
    assert_eq!(rests, [expected]);
}
