//! A loan product: what accounts start from, and what they may change of it.

mod allowed;
mod merge;
mod read;
mod record;
#[cfg(test)]
mod record_tests;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

pub use allowed::{Allowed, VALUES_MAX};
pub use read::{NAME_CHARS_MAX, STATES};
pub use record::ProductRecord;

use super::body;
use super::setting::{Place, Setting};
use super::settings::Settings;
use crate::field::Faults;
use crate::json::{Json, Object};

/// A loan product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Product {
    /// Its id.
    pub product_id: String,
    /// What it is called.
    pub name: String,
    /// ISO 4217: the currency of its accounts.
    pub currency_code: String,
    /// Whether accounts may be opened of it.
    pub is_active: bool,
    /// What accounts start from.
    pub defaults: Settings,
    allowed: BTreeMap<Place, Allowed>,
}

impl Product {
    /// What accounts may do with a setting. Where the product says nothing of it, its default is fixed, and what it has no
    /// default for is free.
    pub fn allowed(&self, setting: &Setting) -> &Allowed {
        let unsaid = if self.defaults.get(setting).is_some() { &Allowed::Fixed } else { &Allowed::Any };
        self.allowed.get(&setting.place()).unwrap_or(unsaid)
    }

    /// Each setting whose value accounts of the product may not have, with the reason, which names what they may.
    pub fn refusals(&self, settings: &Settings) -> Vec<(&'static Setting, String)> {
        let refusal = |(setting, value)| {
            let reason = self.allowed(setting).refusal(value, self.defaults.get(setting));
            reason.map(|reason| (setting, reason))
        };
        settings.iter().filter_map(refusal).collect()
    }

    /// The settings of an account of the product: its own, and the product's defaults for all that it says nothing of.
    pub fn effective(&self, of_account: &Settings) -> Result<Settings, Faults> {
        let mut faults = Faults::default();
        for (setting, reason) in self.refusals(of_account) {
            faults.merge(setting.fault(reason));
        }
        faults.into_result().map(|()| self.defaults.overridden_by(of_account))
    }

    /// As answers show it, in the order of its keys.
    pub fn to_json(&self) -> Json {
        let mut product = Object::new();
        let texts = [("product_id", &self.product_id), ("name", &self.name), ("currency_code", &self.currency_code)];
        product.extend(texts.map(|(key, text)| (key.to_owned(), Json::text(text))));
        product.insert("state".to_owned(), Json::text(read::state(self.is_active)));
        product.extend(self.defaults.on_account());
        product.insert(body::SETTINGS.to_owned(), self.defaults.to_json());
        let show = |setting: &Setting| self.allowed.get(&setting.place()).map(Allowed::to_json);
        let mut allowed = body::on_account_to_json(show);
        allowed.insert(body::SETTINGS.to_owned(), body::settings_to_json(show));
        product.insert(read::ALLOWED.to_owned(), Json::Object(allowed));
        Json::Object(product)
    }
}

impl Serialize for Product {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.to_json().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Product {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = Json::deserialize(deserializer)?;
        let body = json.as_object().ok_or_else(|| de::Error::custom("a product is an object"))?;
        Self::from_body(body).map_err(|faults| de::Error::custom(body::summary(&faults)))
    }
}
