//! Products, and what accounts make of them.

use super::*;
use crate::accounts::hand_built::{body, faults_of, product, settings};
use crate::accounts::settings::interest;

const GOLD: &str = r#"{"product_id":"gold","name":"Gold loan","currency_code":"INR","state":"StateActive","tax_rate":18,"settings":{"interest":{"rate":12,"method":"FLAT","day_count":"ACTUAL_365"},"schedule":{"repayment_period":"P1M","fixed_days_of_month":[1]}},"allowed":{"amount":{"min":"100","max":"5000.00"},"settings":{"interest":{"rate":{"min":5,"max":20},"method":["FLAT","DECLINING_BALANCE"],"day_count":"FIXED"},"penalty":{"penalty_rate":{"max":24},"tolerance_period":{"min":3}},"redraw":{"allowed":"FIXED"},"schedule":{"fixed_days_of_month":"ANY"}}}}"#;

fn gold() -> Product {
    Product::from_body(&body(GOLD)).expect("a product")
}

#[test]
fn a_product_comes_back_as_it_was_sent() {
    let gold = gold();
    assert!(gold.is_active);
    assert_eq!(serde_json::to_string(&gold).expect("JSON"), GOLD);
    assert_eq!(serde_json::from_str::<Product>(GOLD).expect("a product"), gold);
    let off = GOLD.replace("StateActive", "StateInactive");
    assert!(!serde_json::from_str::<Product>(&off).expect("a product").is_active);
}

#[test]
fn little_is_needed() {
    let bare = product(r#""settings": null"#).expect("a product");
    assert!(bare.is_active && bare.defaults.is_empty());
    let text = r#"{"product_id":"gold","name":"Gold loan","currency_code":"INR","state":"StateActive","settings":{},"allowed":{"settings":{}}}"#;
    assert_eq!(serde_json::to_string(&bare).expect("JSON"), text);
}

#[test]
fn each_key_has_its_fault() {
    let outcome = Product::from_body(&body(
        r#"{"name": "", "currency_code": "inr", "state": "on", "colour": "red", "tax_rate": -1, "allowed": {"colour": "ANY"}}"#,
    ));
    let expected = [
        "colour: Unknown key",
        "product_id: Value is required",
        "name: Value must be 1 to 100 characters",
        "currency_code: Value must be an ISO 4217 code, as INR",
        "state: Value must be one of StateActive, StateInactive",
        "tax_rate: Value must not be negative",
        "allowed.colour: Unknown key",
    ];
    assert_eq!(faults_of(outcome), expected);
    assert_eq!(
        faults_of(Product::from_body(&body(r#"{"product_id": 1, "name": 2, "currency_code": 3}"#)))[0],
        "product_id: Value must be a string"
    );
}

#[test]
fn what_is_allowed_has_its_forms() {
    let said = |path: &str, value: &str| {
        let (group, key) = path.split_once('.').expect("a path");
        product(&format!(r#""allowed": {{"settings": {{"{group}": {{"{key}": {value}}}}}}}"#))
    };
    let of_measures = "Value must be ANY, FIXED, a list of values, or an object with min and max";
    let cases = [
        ("interest.rate", r#""FREE""#, "", of_measures),
        ("interest.rate", "12", "", of_measures),
        ("interest.rate", "{}", "", "Value must have min or max"),
        ("interest.rate", r#"{"least": 1, "min": 1}"#, ".least", "Unknown key"),
        ("interest.rate", r#"{"min": 5, "max": 4}"#, ".max", "Value must not be less than min"),
        ("interest.rate", r#"{"min": "low"}"#, ".min", "Value must be a number"),
        ("interest.rate", "[]", "", "Value must have 1 to 100 entries"),
        ("interest.rate", "[5, 5.0, -1]", ".1", "Value is in the list twice"),
        ("interest.method", r#"{"min": 1}"#, "", "Value must be ANY, FIXED, or a list of values"),
        (
            "interest.method",
            r#"["FLAT", "ROUND"]"#,
            ".1",
            "Value must be one of FLAT, DECLINING_BALANCE, DECLINING_BALANCE_EQUAL_INSTALLMENTS",
        ),
        ("arrears.buckets", "[]", "", "Value must be ANY or FIXED"),
    ];
    for (path, value, inside, sentence) in cases {
        let faults = faults_of(said(path, value));
        assert_eq!(faults[0], format!("allowed.settings.{path}{inside}: {sentence}"), "{value}");
    }
    assert_eq!(faults_of(product(r#""allowed": 1"#)), ["allowed: Value must be an object"]);
    let twice = product(
        r#""allowed": {"arrears_tolerance_period": "ANY", "settings": {"arrears": {"tolerance_period": "FIXED"}}}"#,
    );
    assert_eq!(
        faults_of(twice),
        ["allowed.arrears_tolerance_period: Value differs from settings.arrears.tolerance_period, which says the same"]
    );
}

#[test]
fn defaults_are_what_accounts_may_have() {
    let outcome = product(
        r#""tax_rate": 5, "settings": {"interest": {"rate": 25, "method": "FLAT"}, "schedule": {"repayment_period": "P1M"}},
           "allowed": {"tax_rate": [12, 18], "settings": {"interest": {"rate": {"min": 5, "max": 20}, "method": "ANY"},
           "schedule": {"repayment_period": "FIXED"}}}"#,
    );
    let expected = [
        "tax_rate: Value must be one of 12, 18, which the product allows",
        "settings.interest.rate: Value must be from 5 to 20, which the product allows",
    ];
    assert_eq!(faults_of(outcome), expected);
}

/// What becomes of an account's settings under the product: the effective value, or the fault.
#[test]
fn accounts_inherit_and_override() {
    let gold = gold();
    let of_account =
        |interest: &str| gold.effective(&settings(&format!(r#"{{"settings": {{"interest": {interest}}}}}"#)));
    let rate = |effective: Result<Settings, Faults>| effective.expect("settings").number(&interest::RATE);
    assert_eq!(rate(of_account("{}")).map(|rate| rate.to_string()).as_deref(), Some("12"));
    assert_eq!(rate(of_account(r#"{"rate": 20}"#)).map(|rate| rate.to_string()).as_deref(), Some("20"));
    assert_eq!(of_account(r#"{"day_count": "ACTUAL_365"}"#).expect("the fixed value"), gold.defaults);
    let refused = [
        (r#"{"rate": 20.01}"#, "rate: Value must be from 5 to 20, which the product allows"),
        (
            r#"{"method": "DECLINING_BALANCE_EQUAL_INSTALLMENTS"}"#,
            "method: Value must be one of FLAT, DECLINING_BALANCE, which the product allows",
        ),
        (r#"{"day_count": "THIRTY_360"}"#, "day_count: Value must be ACTUAL_365, which the product fixes"),
    ];
    for (interest, fault) in refused {
        assert_eq!(faults_of(of_account(interest)), [format!("settings.interest.{fault}")]);
    }
}

#[test]
fn what_is_unsaid_is_fixed_by_a_default_and_free_without_one() {
    let gold = gold();
    let effective = |body: &str| gold.effective(&settings(body));
    assert!(
        effective(r#"{"payment_method": "MethodVertical", "settings": {"schedule": {"fixed_days_of_month": [15]}}}"#)
            .is_ok()
    );
    let refused = [
        (r#"{"tax_rate": 5}"#, "tax_rate: Value must be 18, which the product fixes"),
        (
            r#"{"settings": {"schedule": {"repayment_period": "P2W"}}}"#,
            "settings.schedule.repayment_period: Value must be P1M, which the product fixes",
        ),
        (
            r#"{"settings": {"redraw": {"allowed": true}}}"#,
            "settings.redraw.allowed: Value cannot be set on accounts of the product",
        ),
        (r#"{"amount": "99.99"}"#, "amount: Value must be from 100 to 5000.00, which the product allows"),
        (
            r#"{"settings": {"penalty": {"penalty_rate": 25}}}"#,
            "settings.penalty.penalty_rate: Value must be at most 24, which the product allows",
        ),
        (
            r#"{"settings": {"penalty": {"tolerance_period": 2}}}"#,
            "settings.penalty.tolerance_period: Value must be at least 3, which the product allows",
        ),
    ];
    for (body, fault) in refused {
        assert_eq!(faults_of(effective(body)), [fault]);
    }
}

#[test]
fn all_faults_of_an_account_are_said_at_once() {
    let outcome = gold().effective(&settings(r#"{"amount": "1", "settings": {"interest": {"rate": 1}}}"#));
    assert_eq!(faults_of(outcome).len(), 2);
}
