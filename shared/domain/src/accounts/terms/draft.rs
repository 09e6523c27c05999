//! Terms while they are drawn up: what settings say, and what is wrong with it so far.

use rust_decimal::Decimal;
use serde::Deserialize;
use serde::de::value::{Error, StrDeserializer};

use crate::accounts::setting::Setting;
use crate::accounts::settings::Settings;
use crate::accounts::value::Value;
use crate::field::Faults;

/// Terms while they are drawn up.
pub(super) struct Draft<'a> {
    pub settings: &'a Settings,
    pub faults: Faults,
}

impl<'a> Draft<'a> {
    pub fn new(settings: &'a Settings) -> Self {
        Self { settings, faults: Faults::default() }
    }

    /// Notes a fault of a setting.
    pub fn refuse(&mut self, setting: &Setting, sentence: impl Into<String>) {
        self.faults.merge(setting.fault(sentence));
    }

    /// Notes that a setting is missing.
    pub fn require(&mut self, setting: &Setting) {
        self.refuse(setting, "Value is required");
    }

    /// An amount, a percentage or a count.
    pub fn number(&self, setting: &Setting) -> Option<Decimal> {
        self.settings.number(setting)
    }

    /// An amount that must be there, and above zero.
    pub fn required_amount(&mut self, setting: &Setting) -> Decimal {
        if self.settings.get(setting).is_none() {
            self.require(setting);
        }
        self.positive(setting).unwrap_or(Decimal::ZERO)
    }

    /// An amount that is above zero where it is there.
    pub fn positive(&mut self, setting: &Setting) -> Option<Decimal> {
        let amount = self.number(setting)?;
        if amount.is_zero() {
            self.refuse(setting, "Value must be greater than 0");
        }
        Some(amount)
    }

    /// What the servicing calls one of the texts of a setting, which it spells alike; `unsaid` where nothing is said.
    pub fn spelled<T: Deserialize<'a>>(&mut self, setting: &Setting, unsaid: T) -> T {
        let Some(text) = self.settings.choice(setting) else { return unsaid };
        T::deserialize(StrDeserializer::<Error>::new(text)).unwrap_or_else(|_| {
            self.refuse(setting, "Value is not served");
            unsaid
        })
    }

    /// All amounts are in whole minor units of the currency.
    pub fn check_amounts(&mut self, decimals: u32, currency_code: &str) {
        for (setting, value) in self.settings.iter() {
            if matches!(value, Value::Amount(amount) if amount.normalize().scale() > decimals) {
                self.refuse(setting, format!("Value must have at most {decimals} decimals in {currency_code}"));
            }
        }
    }

    pub fn finish(self) -> Result<(), Faults> {
        self.faults.into_result()
    }
}
