//! Settings as bodies say them.

use super::*;
use crate::accounts::hand_built::{body, faults_of, settings};
use crate::accounts::value::Kind;

/// Says something of every setting, in the order of answers.
const ALL: &str = r#"{"arrears_tolerance_period":5,"future_payments_acceptance":"AcceptFuturePayments","late_payments_recalculation_method":"MethodLastInstallmentIncrease","amount":"1000.00","payment_method":"MethodVertical","tax_rate":18,"settings":{"arrears":{"tolerance_period":5,"tolerance_percentage_of_outstanding_principal":1.5,"tolerance_floor_amount":"10.00","date_calculation":"FIRST_WENT_TO_ARREARS","buckets":[{"name":"late","from":1,"to":null}]},"disbursement":{"max_tranches":3,"over_applied_amount":"100.00","over_applied_percentage":10},"interest":{"rate":12.50,"spread":-0.5,"rate_period":"YEAR","method":"FLAT","day_count":"THIRTY_360","leap_day":"PERIOD_ONLY","calculation":"DAILY","partial_periods":"WHOLE","first_day_counts":true,"rest_frequency":"DAILY","on_charge_off":"ZERO_INTEREST","accrue_late_interest":true,"accrue_after_maturity":false},"penalty":{"penalty_rate":24,"calculation":"OVERDUE_BALANCE","tolerance_period":3},"prepayment":{"future_payments_acceptance":"AcceptFuturePayments","recalculation":"LAST_INSTALLMENT","apply_interest_on_prepayment":false,"payoff_interest":"TILL_DATE"},"principal_payment":{"amount":"50.00","percentage":5},"redraw":{"allowed":true,"restrict_next_due_withdrawal":true},"schedule":{"style":"CUMULATIVE","repayment_installments":12,"repayment_period":"P1M","counted_from":"APPLICATION","fixed_length":"P13M","fixed_days_of_month":[1,15],"grace_period":1,"grace_period_type":"PAY_INTEREST_ONLY","principal_grace_installments":1,"interest_grace_installments":2,"interest_free_installments":3,"periodic_payment":"90.00","amortization_period":"P2Y","installment_multiple":"1","rounding":"HALF_UP","significant_digits":19,"payment_holidays":[3],"non_working_days":["SUNDAY"],"non_working_days_shift":"NEXT_WORKING_DAY","down_payment_percentage":10,"down_payment_automatic":true,"full_term_tranches":true},"allocation":{"order":["DUE_PENALTY","DUE_FEE","DUE_INTEREST","DUE_PRINCIPAL","PAST_DUE_PENALTY","PAST_DUE_FEE","PAST_DUE_INTEREST","PAST_DUE_PRINCIPAL","IN_ADVANCE_PENALTY","IN_ADVANCE_FEE","IN_ADVANCE_INTEREST","IN_ADVANCE_PRINCIPAL"],"future_installments":"REAMORTIZATION","by_type":{"goodwill_credit":{"order":["DUE_PENALTY","DUE_FEE","DUE_INTEREST","DUE_PRINCIPAL","PAST_DUE_PENALTY","PAST_DUE_FEE","PAST_DUE_INTEREST","PAST_DUE_PRINCIPAL","IN_ADVANCE_PENALTY","IN_ADVANCE_FEE","IN_ADVANCE_INTEREST","IN_ADVANCE_PRINCIPAL"],"future_installments":"LAST_INSTALLMENT"}},"chargeback_order":["PRINCIPAL","INTEREST","FEE","PENALTY"],"strategy":"INTEREST_PRINCIPAL_PENALTIES_FEES"}}}"#;

#[test]
fn settings_come_back_as_they_were_sent() {
    let all = settings(ALL);
    assert_eq!(all.iter().count(), super::all().count(), "every setting is in the body");
    assert_eq!(serde_json::to_string(&all).expect("JSON"), ALL);
    assert_eq!(serde_json::from_str::<Settings>(ALL).expect("settings"), all);
}

#[test]
fn what_is_not_said_is_not_answered() {
    let none = settings(
        r#"{"name": "of the account", "amount": null, "settings": {"interest": {"rate": null}, "redraw": null}}"#,
    );
    assert!(none.is_empty());
    assert_eq!(serde_json::to_string(&none).expect("JSON"), r#"{"settings":{}}"#);
    assert!(settings(r#"{"settings": null}"#).is_empty());
}

#[test]
fn answers_have_the_order_of_the_tables() {
    let turned = settings(
        r#"{"settings": {"schedule": {"repayment_period": "P1M", "repayment_installments": 3}, "arrears": {"tolerance_period": 2}}}"#,
    );
    let text = r#"{"arrears":{"tolerance_period":2},"schedule":{"repayment_installments":3,"repayment_period":"P1M"}}"#;
    assert_eq!(serde_json::to_string(&turned.to_json()).expect("JSON"), text);
    assert_eq!(serde_json::to_string(&turned.on_account()).expect("JSON"), r#"{"arrears_tolerance_period":2}"#);
}

#[test]
fn faults_name_the_nested_key() {
    let outcome = Settings::from_body(&body(
        r#"{"amount": "x", "tax_rate": 101, "settings": {"interest": {"rate": "high", "rates": 1, "ratio": null},
            "schedule": {"fixed_days_of_month": [1, 32]}, "redraw": true, "fees": {}}}"#,
    ));
    let expected = [
        "settings.interest.rate: Value must be a number",
        "settings.interest.rates: Unknown key",
        "settings.interest.ratio: Unknown key",
        "settings.schedule.fixed_days_of_month.1: Value must be a whole number from 1 to 31",
        "settings.redraw: Value must be an object",
        "settings.fees: Unknown key",
        "amount: Value must be a string with a decimal number, as \"1234.56\"",
        "tax_rate: Value must be at most 100",
    ];
    assert_eq!(faults_of(outcome), expected);
    assert_eq!(faults_of(Settings::from_body(&body(r#"{"settings": []}"#))), ["settings: Value must be an object"]);
}

#[test]
fn what_is_said_twice_must_be_the_same() {
    let both = settings(r#"{"arrears_tolerance_period": 5, "settings": {"arrears": {"tolerance_period": 5}}}"#);
    assert_eq!(both.count(&arrears::TOLERANCE_PERIOD), Some(5));
    let differ = body(r#"{"arrears_tolerance_period": 5, "settings": {"arrears": {"tolerance_period": 6}}}"#);
    let said = ["arrears_tolerance_period: Value differs from settings.arrears.tolerance_period, which says the same"];
    assert_eq!(faults_of(Settings::from_body(&differ)), said);
}

#[test]
fn another_s_settings_take_the_place_of_these() {
    let defaults = settings(r#"{"tax_rate": 18, "settings": {"interest": {"rate": 12, "method": "FLAT"}}}"#);
    let of_account = settings(r#"{"settings": {"interest": {"rate": 10}}}"#);
    let both = defaults.overridden_by(&of_account);
    assert_eq!(both, settings(r#"{"tax_rate": 18, "settings": {"interest": {"rate": 10, "method": "FLAT"}}}"#));
}

#[test]
fn a_setting_is_in_one_table_and_its_key_once_in_a_group() {
    let places: std::collections::BTreeSet<_> = super::all().map(Setting::place).collect();
    assert_eq!(places.len(), super::all().count());
    for (group, settings) in GROUPS {
        assert!(settings.iter().all(|setting| setting.group == *group), "{group:?}");
    }
    let is_known = |place: Place| super::all().any(|setting| setting.place() == place);
    assert!(account::ON_ACCOUNT.iter().all(|(_, setting)| is_known(setting.place())));
}

#[test]
fn every_setting_says_what_it_means() {
    for setting in super::all() {
        assert!(setting.about.len() > 10 && !setting.about.ends_with('.'), "{}", setting.path());
        assert!(!matches!(setting.kind, Kind::Choice([] | [_])), "{}", setting.path());
    }
}

#[test]
fn stored_settings_that_are_none_are_refused_by_path() {
    let refused = serde_json::from_str::<Settings>(r#"{"settings":{"interest":{"rate":-1}}}"#).expect_err("refused");
    assert_eq!(refused.to_string(), "settings.interest.rate: Value must not be negative");
    assert!(serde_json::from_str::<Settings>("[]").is_err());
}
