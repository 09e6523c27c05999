//! What refinancing and rescheduling say of settings.

use super::hand_built::{body, faults_of, product, settings};
use super::restructure::{RESTRUCTURE, Restructure, fault};
use super::settings;

#[test]
fn what_it_says_takes_the_place_of_what_was_agreed() {
    let product = product(
        r#""settings": {"interest": {"rate": 12}}, "allowed": {"settings": {"interest": {"rate": {"max": 20}}}}"#,
    )
    .expect("a product");
    let before =
        settings(r#"{"settings": {"interest": {"rate": 12, "spread": 1}, "schedule": {"repayment_installments": 3}}}"#);
    let change = Restructure::from_body(&body(
        r#"{"name": "again", "account_arrears_settings": {"tolerance_period": 7}, "interest_settings": {"rate": "9.5"}, "penalty_settings": null,
            "schedule_settings": {"repayment_installments": 24, "number_of_previewed_installments": 6}}"#,
    ))
    .expect("settings");
    assert_eq!(change.previewed_installments, Some(6));
    let after = r#"{"settings": {"arrears": {"tolerance_period": 7}, "interest": {"rate": 9.5, "spread": 1}, "schedule": {"repayment_installments": 24}}}"#;
    assert_eq!(change.effective(&product, &before), Ok(settings(after)));
}

#[test]
fn faults_lie_where_the_restructured_account_has_them() {
    let outcome = Restructure::from_body(&body(
        r#"{"interest_settings": {"rate": -1, "method": "FLAT"}, "penalty_settings": 1,
            "schedule_settings": {"number_of_previewed_installments": 0}, "principal_payment_settings": {"number_of_previewed_installments": 1}}"#,
    ));
    let expected = [
        "interest_settings.rate: Value must not be negative",
        "interest_settings.method: Unknown key",
        "penalty_settings: Value must be an object",
        "principal_payment_settings.number_of_previewed_installments: Unknown key",
        "schedule_settings.number_of_previewed_installments: Value must be a whole number from 1 to 1200",
    ];
    assert_eq!(faults_of(outcome), expected);
    let product = product(r#""allowed": {"settings": {"interest": {"rate": {"max": 20}}}}"#).expect("a product");
    let change = Restructure::from_body(&body(r#"{"interest_settings": {"rate": 21}}"#)).expect("settings");
    let refused = change.effective(&product, &settings("{}"));
    assert_eq!(faults_of(refused), ["interest_settings.rate: Value must be at most 20, which the product allows"]);
}

#[test]
fn a_fault_of_what_it_cannot_say_lies_where_the_account_has_it() {
    let lies = |setting| faults_of::<()>(Err(fault(setting, "no"))).remove(0);
    assert_eq!(lies(&settings::schedule::GRACE_PERIOD), "schedule_settings.grace_period: no");
    assert_eq!(lies(&settings::schedule::GRACE_PERIOD_TYPE), "settings.schedule.grace_period_type: no");
}

#[test]
fn each_of_its_settings_is_one_of_an_account() {
    let mut all = RESTRUCTURE.iter().flat_map(|(_, settings)| settings.iter());
    assert!(all.all(|setting| settings::all().any(|known| known.place() == setting.place())));
}

#[test]
fn faults_of_terms_lie_at_what_it_changes() {
    let change = Restructure::from_body(&body(r#"{"schedule_settings": {"grace_period": 3}}"#)).expect("settings");
    let mut of_terms = settings::schedule::GRACE_PERIOD.fault("no");
    of_terms.merge(settings::schedule::ROUNDING.fault("no"));
    of_terms.merge(settings::schedule::REPAYMENT_PERIOD.fault("no"));
    let expected = [
        "schedule_settings.grace_period: no",
        "settings.schedule.rounding: no",
        "settings.schedule.repayment_period: no",
    ];
    assert_eq!(faults_of::<()>(Err(change.place(&of_terms))), expected);
}
