//! What a body says of the fields of its type.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::field::FieldValue;
use crate::accounts::value::Value;
use crate::field::Faults;
use crate::servicing::due_dates::RepaymentPeriod;
use crate::servicing::transaction::TransactionId;

/// What a body says of the fields of its type, each by its key.
pub(super) struct Said {
    pub values: BTreeMap<&'static str, FieldValue>,
    /// The day from which the transaction counts, where the body says one.
    pub value_date: Option<NaiveDate>,
    pub today: NaiveDate,
}

impl Said {
    /// An amount or a percentage.
    pub fn number(&self, key: &'static str) -> Result<Decimal, Faults> {
        self.maybe_number(key).ok_or_else(|| missing(key))
    }

    /// One that may be left out.
    pub fn maybe_number(&self, key: &str) -> Option<Decimal> {
        self.value(key).and_then(Value::number)
    }

    /// A count.
    pub fn count(&self, key: &'static str) -> Result<u32, Faults> {
        self.maybe_count(key).ok_or_else(|| missing(key))
    }

    /// One that may be left out.
    pub fn maybe_count(&self, key: &str) -> Option<u32> {
        match self.value(key) {
            Some(Value::Count(count)) => Some(*count),
            _ => None,
        }
    }

    /// A day.
    pub fn day(&self, key: &'static str) -> Result<NaiveDate, Faults> {
        self.maybe_day(key).ok_or_else(|| missing(key))
    }

    /// One that may be left out.
    pub fn maybe_day(&self, key: &str) -> Option<NaiveDate> {
        match self.values.get(key) {
            Some(FieldValue::Day(day)) => Some(*day),
            _ => None,
        }
    }

    /// A transaction of the account.
    pub fn transaction(&self, key: &'static str) -> Result<TransactionId, Faults> {
        self.maybe_transaction(key).ok_or_else(|| missing(key))
    }

    /// One that may be left out.
    pub fn maybe_transaction(&self, key: &str) -> Option<TransactionId> {
        match self.values.get(key) {
            Some(FieldValue::Transaction(id)) => Some(*id),
            _ => None,
        }
    }

    /// A length of time.
    pub fn period(&self, key: &'static str) -> Result<RepaymentPeriod, Faults> {
        match self.value(key) {
            Some(Value::Period(period)) => Ok(*period),
            _ => Err(missing(key)),
        }
    }

    /// One of the texts that the field lists.
    pub fn choice(&self, key: &str) -> Option<&'static str> {
        match self.value(key) {
            Some(Value::Choice(text)) => Some(text),
            _ => None,
        }
    }

    /// Yes or no; `false` where nothing is said.
    pub fn is_set(&self, key: &str) -> bool {
        self.value(key) == Some(&Value::Bool(true))
    }

    /// A name.
    pub fn name(&self, key: &str) -> Option<&str> {
        match self.values.get(key) {
            Some(FieldValue::Name(name)) => Some(name),
            _ => None,
        }
    }

    fn value(&self, key: &str) -> Option<&Value> {
        match self.values.get(key) {
            Some(FieldValue::Value(value)) => Some(value),
            _ => None,
        }
    }
}

fn missing(key: &'static str) -> Faults {
    Faults::at(key, "Value is required")
}
