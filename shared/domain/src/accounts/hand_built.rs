//! Bodies, settings and products that tests write down by hand.

use super::product::Product;
use super::settings::Settings;
use crate::field::Faults;
use crate::json::{Json, Object};

/// A value from its JSON text.
pub(super) fn json(text: &str) -> Json {
    serde_json::from_str(text).expect("JSON")
}

/// A body from its JSON text.
pub(super) fn body(text: &str) -> Object {
    json(text).as_object().expect("an object").clone()
}

/// Settings from the JSON text of an account's body.
pub(super) fn settings(text: &str) -> Settings {
    Settings::from_body(&body(text)).expect("settings")
}

/// A product whose defaults and `allowed` are written as members of its body.
pub(super) fn product(members: &str) -> Result<Product, Faults> {
    let text = format!(r#"{{"product_id": "gold", "name": "Gold loan", "currency_code": "INR", {members}}}"#);
    Product::from_body(&body(&text))
}

/// Faults as a list of paths and sentences.
pub(super) fn faults_of<T: std::fmt::Debug>(outcome: Result<T, Faults>) -> Vec<String> {
    let faults = outcome.expect_err("faults");
    faults.flat().into_iter().map(|(path, sentence)| format!("{path}: {sentence}")).collect()
}
