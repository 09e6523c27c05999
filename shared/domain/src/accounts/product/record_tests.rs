//! Products that change.

use super::merge::merged;
use super::*;
use crate::accounts::hand_built::{body, faults_of};

const GOLD: &str = r#"{"product_id":"gold","name":"Gold loan","currency_code":"INR","state":"StateActive","tax_rate":18,"settings":{"interest":{"rate":12,"method":"FLAT"},"arrears":{"tolerance_period":5}},"allowed":{"amount":{"min":"100"},"settings":{"interest":{"rate":{"min":5,"max":20}},"arrears":{"tolerance_period":"ANY"}}}}"#;

/// What becomes of the gold loan, as it is shown.
fn changed(said: &str) -> Result<String, Faults> {
    let gold = Product::from_body(&body(GOLD)).expect("a product");
    let shown = gold.to_json().as_object().cloned().expect("an object");
    let product = Product::from_body(&merged(&shown, &body(said)))?;
    Ok(serde_json::to_string(&product).expect("JSON"))
}

#[test]
fn what_is_not_named_stays_and_what_is_null_is_gone() {
    let shown = changed("{}").expect("a product");
    assert_eq!(changed(&shown).as_deref(), Ok(shown.as_str()), "what was read can be sent back");
    let replaced = [
        (r#"{"name":"Silver"}"#, r#""name":"Gold loan""#, r#""name":"Silver""#),
        (r#"{"settings":{"interest":{"rate":13}}}"#, r#""rate":12"#, r#""rate":13"#),
        (r#"{"settings":{"interest":{"method":null}}}"#, r#","method":"FLAT""#, ""),
        (r#"{"tax_rate":null}"#, r#""tax_rate":18,"#, ""),
        (r#"{"allowed":{"amount":{"max":"7"}}}"#, r#"{"min":"100"}"#, r#"{"max":"7"}"#),
        (r#"{"allowed":{"settings":{"interest":{"rate":{"max":15}}}}}"#, r#"{"min":5,"max":20}"#, r#"{"max":15}"#),
    ];
    for (said, before, after) in replaced {
        assert_eq!(changed(said), Ok(shown.replace(before, after)), "{said}");
    }
    let bare = changed(r#"{"tax_rate":null,"settings":null,"allowed":null}"#).expect("a product");
    assert!(bare.ends_with(r#""settings":{},"allowed":{"settings":{}}}"#), "{bare}");
}

/// The tolerance is shown by a key of the account's own and in its group.
#[test]
fn a_setting_of_two_keys_changes_by_either() {
    let tolerance = |said: &str| {
        let product = changed(said)?;
        let product = Product::from_body(&body(&product))?;
        let period = product.defaults.count(&crate::accounts::settings::arrears::TOLERANCE_PERIOD);
        Ok::<_, Faults>(period)
    };
    assert_eq!(tolerance(r#"{"arrears_tolerance_period":7}"#), Ok(Some(7)));
    assert_eq!(tolerance(r#"{"settings":{"arrears":{"tolerance_period":8}}}"#), Ok(Some(8)));
    assert_eq!(tolerance(r#"{"arrears_tolerance_period":null}"#), Ok(None));
    let both = tolerance(r#"{"arrears_tolerance_period":7,"settings":{"arrears":{"tolerance_period":8}}}"#);
    let differs = "arrears_tolerance_period: Value differs from settings.arrears.tolerance_period, which says the same";
    assert_eq!(faults_of(both), [differs]);
    let fixed = changed(r#"{"allowed":{"arrears_tolerance_period":"FIXED"}}"#).expect("a product");
    assert!(fixed.contains(r#""tolerance_period":"FIXED""#), "{fixed}");
}

#[test]
fn what_becomes_of_it_must_be_a_product() {
    let faults = |said: &str| faults_of(changed(said));
    assert_eq!(faults(r#"{"name":null}"#), ["name: Value is required"]);
    assert_eq!(
        faults(r#"{"settings":{"interest":{"rate":21}}}"#),
        ["settings.interest.rate: Value must be from 5 to 20, which the product allows"]
    );
    assert_eq!(faults(r#"{"settings":{"interest":{"colour":1}}}"#), ["settings.interest.colour: Unknown key"]);
}
