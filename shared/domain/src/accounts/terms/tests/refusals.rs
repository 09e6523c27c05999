//! What settings are refused for, and where that is said.

use super::*;
use crate::accounts::hand_built::faults_of;

fn refused(body: &str) -> String {
    let mut faults = faults_of(with(body));
    assert_eq!(faults.len(), 1, "{faults:?}");
    faults.remove(0)
}

#[test]
fn what_is_needed_is_named_all_at_once() {
    let expected = [
        "amount: Value is required",
        "settings.interest.rate: Value is required",
        "settings.schedule.repayment_installments: Value is required",
        "settings.schedule.repayment_period: Value is required",
    ];
    assert_eq!(faults_of(terms(&Settings::default(), &facts())), expected);
}

#[test]
fn settings_that_do_not_go_together_are_refused_at_one_of_them() {
    let schedule = |members: &str| refused(&format!(r#"{{"settings": {{"schedule": {{{members}}}}}}}"#));
    let interest = |members: &str| refused(&format!(r#"{{"settings": {{"interest": {{{members}}}}}}}"#));
    let not_multiple =
        "settings.schedule.amortization_period: Value must be a whole number of repayment periods of P1M";
    let cases = [
        (refused(r#"{"amount": 0}"#), "amount: Value must be greater than 0"),
        (schedule(r#""periodic_payment": 0"#), "settings.schedule.periodic_payment: Value must be greater than 0"),
        (
            schedule(r#""grace_period": 1"#),
            "settings.schedule.grace_period_type: Value is required with a grace_period",
        ),
        (
            schedule(r#""grace_period": 1, "grace_period_type": "NONE""#),
            "settings.schedule.grace_period: Value must be 0 with grace_period_type NONE",
        ),
        (
            schedule(r#""grace_period": 3, "grace_period_type": "PAY_INTEREST_ONLY""#),
            "settings.schedule.grace_period: Value must be less than repayment_installments",
        ),
        (
            schedule(r#""non_working_days": ["SUNDAY"]"#),
            "settings.schedule.non_working_days_shift: Value is required with non_working_days",
        ),
        (schedule(r#""amortization_period": "P180D""#), not_multiple),
        (
            schedule(r#""amortization_period": "P2M""#),
            "settings.schedule.amortization_period: Value must be at least repayment_installments repayment periods",
        ),
        (
            schedule(r#""payment_holidays": [2]"#),
            "settings.schedule.payment_holidays: Value must be empty: payment holidays are agreed on while the loan runs",
        ),
        (interest(r#""spread": -12.01"#), "settings.interest.spread: Value must not be less than the rate is above 0"),
    ];
    for (said, expected) in cases {
        assert_eq!(said, expected);
    }
    let weeks = r#"{"settings": {"schedule": {"repayment_period": "P2W", "amortization_period": "P21D"}}}"#;
    assert_eq!(refused(weeks), not_multiple.replace("P1M", "P2W"));
    let weeks = r#"{"settings": {"schedule": {"repayment_period": "P2W", "amortization_period": "P56D"}}}"#;
    assert_eq!(with(weeks).expect("terms").schedule.amortization_installments, Some(4));
}

#[test]
fn prepayments_penalties_and_revolving_settings_say_what_they_need() {
    let cases = [
        (
            r#"{"settings": {"prepayment": {"payoff_interest": "TILL_DATE"}}}"#,
            "settings.prepayment.payoff_interest: Value takes a recalculation other than NO_RECALCULATION, with which a payoff pays all interest",
        ),
        (
            r#"{"settings": {"prepayment": {"apply_interest_on_prepayment": true}}}"#,
            "settings.prepayment.apply_interest_on_prepayment: Value must be false: interest is due with its installment",
        ),
        (
            r#"{"settings": {"penalty": {"penalty_rate": 1}}}"#,
            "settings.penalty.calculation: Value is required with a penalty_rate",
        ),
        (
            r#"{"settings": {"principal_payment": {"percentage": 5}}}"#,
            "settings.principal_payment.percentage: Value is for revolving loans, and the account has installments",
        ),
    ];
    for (body, expected) in cases {
        assert_eq!(refused(body), expected);
    }
}

/// A million percent a year are 83,333 a month: a rupee would grow to the fifth power of 834 in five of them.
#[test]
fn rates_are_refused_by_what_they_come_to() {
    let body = r#"{"settings": {"interest": {"rate": 1000000}, "schedule": {"repayment_installments": 5}}}"#;
    let expected = "settings.interest.rate: Value is too large for the number of installments and their period";
    assert_eq!(refused(body), expected);
}

/// Each reason that the servicing has for refusing terms that settings can come to.
#[test]
fn what_the_servicing_refuses_is_a_fault_of_a_setting() {
    let cases = [
        (r#"{"settings": {"interest": {"accrue_after_maturity": true}}}"#, "settings.interest.accrue_after_maturity"),
        (r#"{"settings": {"interest": {"accrue_late_interest": true}}}"#, "settings.interest.accrue_late_interest"),
        (
            r#"{"settings": {"interest": {"method": "FLAT"}, "schedule": {"periodic_payment": "400"}}}"#,
            "settings.schedule.periodic_payment",
        ),
        (
            r#"{"settings": {"prepayment": {"recalculation": "REDUCE_AMOUNT_PER_INSTALLMENT"}, "schedule": {"periodic_payment": "400"}}}"#,
            "settings.prepayment.recalculation",
        ),
        (
            r#"{"settings": {"prepayment": {"recalculation": "REDUCE_NUMBER_OF_INSTALLMENTS"}, "redraw": {"allowed": true}}}"#,
            "settings.prepayment.recalculation",
        ),
        (
            r#"{"settings": {"prepayment": {"recalculation": "REDUCE_NUMBER_OF_INSTALLMENTS"}, "interest": {"method": "FLAT"}}}"#,
            "settings.prepayment.recalculation",
        ),
        (
            r#"{"settings": {"schedule": {"fixed_days_of_month": [1], "repayment_period": "P1W"}}}"#,
            "settings.schedule.fixed_days_of_month",
        ),
        (r#"{"settings": {"schedule": {"repayment_period": "P90Y"}}}"#, "settings.schedule.repayment_period"),
        (
            r#"{"settings": {"schedule": {"repayment_period": "P1D", "non_working_days": ["MONDAY", "TUESDAY"], "non_working_days_shift": "PREVIOUS_WORKING_DAY"}}}"#,
            "settings.schedule.non_working_days_shift",
        ),
    ];
    for (body, path) in cases {
        let said = refused(body);
        assert!(said.starts_with(&format!("{path}: Value is not served: ")), "{said}");
    }
}

#[test]
fn facts_of_the_account_are_refused_where_they_lie() {
    let said = |facts: Facts<'_>| faults_of(terms(&changed("{}"), &facts));
    let early = date("2024-01-01");
    assert_eq!(
        said(Facts { currency_code: "XXX", ..facts() }),
        ["currency_code: Value must be an ISO 4217 code, as INR"]
    );
    assert_eq!(
        said(Facts { first_repayment: Some(early), ..facts() }),
        ["disbursement_details.first_repay_time: Value must be after expected_disburse_time"]
    );
    let far = Facts { disbursement: chrono::NaiveDate::MAX, first_repayment: Some(chrono::NaiveDate::MIN), ..facts() };
    let expected = [
        "disbursement_details.expected_disburse_time: Value is out of range",
        "disbursement_details.first_repay_time: Value is out of range",
    ];
    assert_eq!(said(far), expected);
}

#[test]
fn amounts_have_the_decimals_of_the_currency() {
    let body = r#"{"amount": "1000.5", "settings": {"schedule": {"installment_multiple": "0.5"}}}"#;
    let yen = Facts { currency_code: "JPY", ..facts() };
    let expected = [
        "amount: Value must have at most 0 decimals in JPY",
        "settings.schedule.installment_multiple: Value must have at most 0 decimals in JPY",
    ];
    assert_eq!(faults_of(terms(&changed(body), &yen)), expected);
    assert!(with(r#"{"amount": "1000.500"}"#).is_ok());
}

#[test]
fn tranches_are_parts_of_the_amount_and_not_before_it() {
    let said = |tranches: &[ExpectedTranche]| faults_of(terms(&changed("{}"), &Facts { tranches, ..facts() }));
    let cases = [
        (
            tranche("2023-12-31", "1"),
            "disbursement_details.expected_disburse_time: Value must not be before the account's expected_disburse_time",
        ),
        (tranche("2024-01-02", "0"), "amount: Value must be greater than 0"),
        (tranche("2024-01-02", "0.001"), "amount: Value must have at most 2 decimals in INR"),
        (
            tranche("2024-01-02", "400.01"),
            "amount: Value must not make the tranches more than the amount of the account",
        ),
    ];
    for (second, expected) in cases {
        assert_eq!(said(&[tranche("2024-01-01", "600"), second]), [format!("tranches.1.{expected}")]);
    }
    assert_eq!(said(&[tranche("2024-01-01", "1"); 101]), ["tranches: Value must have at most 100 entries"]);
}
