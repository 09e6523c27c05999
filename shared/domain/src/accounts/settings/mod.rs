//! The settings of an account, as far as they are said: by a product as defaults, by an account, or by a restructuring.
//!
//! One table for each group serves the reading of bodies, the order of answers, what a product allows, and the published
//! schema, so no setting can be known to one and missing from another.

pub mod account;
pub mod allocation;
pub mod arrears;
pub mod disbursement;
pub mod interest;
pub mod penalty;
pub mod prepayment;
pub mod principal_payment;
pub mod redraw;
pub mod schedule;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::body;
use super::setting::{Group, Place, Setting};
use super::value::Value;
use crate::field::{Fault, Faults};
use crate::json::{Json, Object};
use crate::servicing::due_dates::RepaymentPeriod;

/// The groups of `settings` with their tables, in the order in which they are answered.
pub const GROUPS: &[(Group, &[Setting])] = &[
    (Group::Arrears, arrears::ARREARS),
    (Group::Disbursement, disbursement::DISBURSEMENT),
    (Group::Interest, interest::INTEREST),
    (Group::Penalty, penalty::PENALTY),
    (Group::Prepayment, prepayment::PREPAYMENT),
    (Group::PrincipalPayment, principal_payment::PRINCIPAL_PAYMENT),
    (Group::Redraw, redraw::REDRAW),
    (Group::Schedule, schedule::SCHEDULE),
    (Group::Allocation, allocation::ALLOCATION),
];

/// What is said of the settings of an account. A setting that nothing is said of is absent; `null` says nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settings(BTreeMap<Place, Value>);

impl Settings {
    /// Reads what an account's or a product's body says of them: in its `settings`, and in its own keys of
    /// [`account::ON_ACCOUNT`]. The body's other keys are not looked at.
    pub fn from_body(body: &Object) -> Result<Self, Faults> {
        let mut settings = Self::default();
        let faults = body::visit(body, |setting, json| settings.take(setting, setting.kind.read(json)?));
        faults.into_result().map(|()| settings)
    }

    /// Notes a value. What is said twice must be the same.
    pub(super) fn take(&mut self, setting: &Setting, value: Value) -> Result<(), Fault> {
        match self.0.get(&setting.place()) {
            Some(known) if *known != value => {
                Err(Fault::Value(format!("Value differs from {}, which says the same", setting.path())))
            }
            _ => {
                self.0.insert(setting.place(), value);
                Ok(())
            }
        }
    }

    /// The value of `settings` in an answer: the groups of which something is said.
    pub fn to_json(&self) -> Json {
        body::settings_to_json(|setting| self.get(setting).map(Value::to_json))
    }

    /// What an answer's own keys of [`account::ON_ACCOUNT`] say.
    pub fn on_account(&self) -> Object {
        body::on_account_to_json(|setting| self.get(setting).map(Value::to_json))
    }

    /// What is said of one.
    pub fn get(&self, setting: &Setting) -> Option<&Value> {
        self.0.get(&setting.place())
    }

    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Each setting of which something is said, with what is said, in the order of answers.
    pub fn iter(&self) -> impl Iterator<Item = (&'static Setting, &Value)> {
        all().filter_map(|setting| self.get(setting).map(|value| (setting, value)))
    }

    /// The same, with all that another says in place of it.
    #[must_use]
    pub fn overridden_by(&self, other: &Self) -> Self {
        let mut all = self.clone();
        all.0.extend(other.0.iter().map(|(place, value)| (*place, value.clone())));
        all
    }

    /// The same, with an amount in place of what is said of one.
    #[must_use]
    pub(super) fn with_amount(mut self, setting: &Setting, amount: Decimal) -> Self {
        self.0.insert(setting.place(), Value::Amount(amount));
        self
    }

    /// The same, with nothing said of some.
    #[must_use]
    pub(super) fn without(mut self, settings: &[Setting]) -> Self {
        self.0.retain(|place, _| !settings.iter().any(|setting| setting.place() == *place));
        self
    }

    /// An amount or a percentage.
    pub fn number(&self, setting: &Setting) -> Option<Decimal> {
        self.get(setting).and_then(Value::number)
    }

    /// A count.
    pub fn count(&self, setting: &Setting) -> Option<u32> {
        match self.get(setting) {
            Some(Value::Count(count)) => Some(*count),
            _ => None,
        }
    }

    /// Yes or no; `false` where nothing is said.
    pub fn is_set(&self, setting: &Setting) -> bool {
        self.get(setting) == Some(&Value::Bool(true))
    }

    /// One of the texts that its kind lists.
    pub fn choice(&self, setting: &Setting) -> Option<&'static str> {
        match self.get(setting) {
            Some(Value::Choice(text)) => Some(text),
            _ => None,
        }
    }

    /// A length of time.
    pub fn period(&self, setting: &Setting) -> Option<RepaymentPeriod> {
        match self.get(setting) {
            Some(Value::Period(period)) => Some(*period),
            _ => None,
        }
    }

    /// A list of whole numbers; empty where nothing is said.
    pub fn numbers(&self, setting: &Setting) -> &[u32] {
        match self.get(setting) {
            Some(Value::Numbers(numbers)) => numbers,
            _ => &[],
        }
    }
}

/// All settings, in the order in which they are answered.
pub fn all() -> impl Iterator<Item = &'static Setting> {
    let on_account = account::ON_ACCOUNT.iter().map(|(_, setting)| setting);
    let grouped = GROUPS.iter().flat_map(|(_, settings)| settings.iter());
    on_account.filter(|setting| setting.group == Group::Account).chain(grouped)
}

/// As it is kept: an account's body with nothing but its settings.
impl Serialize for Settings {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut kept = self.on_account();
        kept.insert(body::SETTINGS.to_owned(), self.to_json());
        kept.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Settings {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = Json::deserialize(deserializer)?;
        let body = json.as_object().ok_or_else(|| de::Error::custom("settings are an object"))?;
        Self::from_body(body).map_err(|faults| de::Error::custom(body::summary(&faults)))
    }
}
