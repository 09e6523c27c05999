//! The reading of a product's body.

use std::collections::BTreeMap;

use super::{Allowed, Product};
use crate::accounts::body;
use crate::accounts::setting::Place;
use crate::accounts::settings::Settings;
use crate::accounts::settings::account::ON_ACCOUNT;
use crate::company::minor_digits;
use crate::field::{Fault, Faults, is_id};
use crate::json::{Json, Object};

/// Whether accounts may be opened of a product: they may, they may not.
pub const STATES: [&str; 2] = ["StateActive", "StateInactive"];
/// Longest name, in characters.
pub const NAME_CHARS_MAX: usize = 100;
/// The key of what accounts may do.
pub(super) const ALLOWED: &str = "allowed";
/// A product's keys beside those of [`ON_ACCOUNT`].
const KEYS: [&str; 6] = ["product_id", "name", "currency_code", "state", body::SETTINGS, ALLOWED];

/// How a state is written.
pub(super) fn state(is_active: bool) -> &'static str {
    let [active, inactive] = STATES;
    if is_active { active } else { inactive }
}

impl Product {
    /// Reads a product's body. Its `settings`, and its own keys of [`ON_ACCOUNT`], are what accounts start from; `allowed`
    /// says in the same shape what they may do with each setting. It is active where it does not say.
    pub fn from_body(body: &Object) -> Result<Self, Faults> {
        let mut faults = Faults::default();
        for key in body.keys().filter(|key| !is_known(key)) {
            body::unknown_key(&mut faults, key);
        }
        let mut take = |key: &str, read: fn(&Json) -> Result<String, String>| match read(said(body, key)) {
            Ok(text) => text,
            Err(sentence) => {
                faults.add(key, sentence);
                String::new()
            }
        };
        let (product_id, name) = (take("product_id", id), take("name", name));
        let currency_code = take("currency_code", currency);
        let state_text = take("state", state_text);
        let defaults = Settings::from_body(body).unwrap_or_else(|of_settings| {
            faults.merge(of_settings);
            Settings::default()
        });
        let allowed = allowed(said(body, ALLOWED)).unwrap_or_else(|of_allowed| {
            body::note(&mut faults, ALLOWED, Err(of_allowed));
            BTreeMap::new()
        });
        faults.into_result()?;
        let is_active = state_text == state(true);
        let product = Self { product_id, name, currency_code, is_active, defaults, allowed };
        product.check_defaults().map(|()| product)
    }

    /// What accounts start from is what they may have.
    fn check_defaults(&self) -> Result<(), Faults> {
        let mut faults = Faults::default();
        for (setting, reason) in self.refusals(&self.defaults) {
            faults.merge(setting.fault(reason));
        }
        faults.into_result()
    }
}

fn is_known(key: &str) -> bool {
    KEYS.contains(&key) || ON_ACCOUNT.iter().any(|(known, _)| *known == key)
}

fn said<'a>(body: &'a Object, key: &str) -> &'a Json {
    body.get(key).unwrap_or(&Json::Null)
}

fn text(json: &Json) -> Result<&str, String> {
    match json {
        Json::Null => Err("Value is required".to_owned()),
        Json::Text(text) => Ok(text),
        _ => Err("Value must be a string".to_owned()),
    }
}

fn id(json: &Json) -> Result<String, String> {
    let id = text(json)?;
    if is_id(id) { Ok(id.to_owned()) } else { Err("Value must be 1 to 100 characters".to_owned()) }
}

fn name(json: &Json) -> Result<String, String> {
    let name = text(json)?;
    let has_length = (1..=NAME_CHARS_MAX).contains(&name.chars().count()) && !name.trim().is_empty();
    if has_length && !name.chars().any(char::is_control) {
        Ok(name.to_owned())
    } else {
        Err(format!("Value must be 1 to {NAME_CHARS_MAX} characters"))
    }
}

fn currency(json: &Json) -> Result<String, String> {
    let code = text(json)?;
    minor_digits(code).map(|_| code.to_owned()).ok_or_else(|| "Value must be an ISO 4217 code, as INR".to_owned())
}

fn state_text(json: &Json) -> Result<String, String> {
    if json.is_null() {
        return Ok(state(true).to_owned());
    }
    let text = text(json)?;
    let is_known = STATES.contains(&text);
    if is_known { Ok(text.to_owned()) } else { Err(format!("Value must be one of {}", STATES.join(", "))) }
}

fn allowed(json: &Json) -> Result<BTreeMap<Place, Allowed>, Fault> {
    let mut allowed = BTreeMap::new();
    if json.is_null() {
        return Ok(allowed);
    }
    let object = json.as_object().ok_or_else(|| Fault::Value("Value must be an object".to_owned()))?;
    let mut faults = body::visit(object, |setting, json| {
        let of_setting = Allowed::read(setting, json)?;
        match allowed.get(&setting.place()) {
            Some(known) if *known != of_setting => {
                Err(Fault::Value(format!("Value differs from {}, which says the same", setting.path())))
            }
            _ => {
                allowed.insert(setting.place(), of_setting);
                Ok(())
            }
        }
    });
    let is_known = |key: &str| key == body::SETTINGS || ON_ACCOUNT.iter().any(|(known, _)| *known == key);
    for key in object.keys().filter(|key| !is_known(key)) {
        body::unknown_key(&mut faults, key);
    }
    faults.into_result().map(|()| allowed).map_err(Fault::Inside)
}
