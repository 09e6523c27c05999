//! Reading the fields of a case.

use std::str::FromStr;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde_json::Value;

use crate::outcome::Stop;

/// The fields of one object of a case. An empty text, `null` and a field that is not there are the same.
#[derive(Clone, Copy)]
pub struct Fields<'a>(pub &'a Value);

impl<'a> Fields<'a> {
    /// A field, where it says anything.
    pub fn get(self, key: &str) -> Option<&'a Value> {
        self.0.get(key).filter(|value| !value.is_null())
    }

    /// A text.
    pub fn text(self, key: &str) -> Result<&'a str, Stop> {
        self.maybe_text(key).ok_or_else(|| self.missing(key))
    }

    /// A text that may be left out.
    pub fn maybe_text(self, key: &str) -> Option<&'a str> {
        self.get(key).and_then(Value::as_str)
    }

    /// An amount or a rate.
    pub fn decimal(self, key: &str) -> Result<Decimal, Stop> {
        self.maybe_decimal(key)?.ok_or_else(|| self.missing(key))
    }

    /// An amount or a rate that may be left out.
    pub fn maybe_decimal(self, key: &str) -> Result<Option<Decimal>, Stop> {
        self.get(key).map(decimal).transpose()
    }

    /// A date.
    pub fn date(self, key: &str) -> Result<NaiveDate, Stop> {
        self.maybe_date(key)?.ok_or_else(|| self.missing(key))
    }

    /// A date that may be left out.
    pub fn maybe_date(self, key: &str) -> Result<Option<NaiveDate>, Stop> {
        self.maybe_text(key).map(date).transpose()
    }

    /// A whole number, written as a number or as a text.
    pub fn count(self, key: &str) -> Result<u32, Stop> {
        self.maybe_count(key)?.ok_or_else(|| self.missing(key))
    }

    /// A whole number that may be left out.
    pub fn maybe_count(self, key: &str) -> Result<Option<u32>, Stop> {
        let Some(value) = self.get(key) else { return Ok(None) };
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        text.parse().map(Some).map_err(|_| Stop::Failed(format!("{key} is no whole number: {text}")))
    }

    /// Whether a flag is there and set.
    pub fn flag(self, key: &str) -> bool {
        self.get(key).and_then(Value::as_bool).unwrap_or(false)
    }

    /// A list; nothing is an empty one.
    pub fn list(self, key: &str) -> &'a [Value] {
        self.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
    }

    /// An object within this one.
    pub fn object(self, key: &str) -> Result<Self, Stop> {
        self.get(key).map(Self).ok_or_else(|| self.missing(key))
    }

    /// The names of its fields that say anything.
    pub fn keys(self) -> impl Iterator<Item = &'a str> {
        self.0.as_object().into_iter().flatten().filter(|(_, value)| !value.is_null()).map(|(key, _)| key.as_str())
    }

    fn missing(self, key: &str) -> Stop {
        Stop::Failed(format!("the case has no {key}: {}", self.0))
    }
}

/// A number that is written as a text or as a number.
pub fn decimal(value: &Value) -> Result<Decimal, Stop> {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    Decimal::from_str(&text).map_err(|error| Stop::Failed(format!("{text} is no number: {error}")))
}

/// A date.
pub fn date(text: &str) -> Result<NaiveDate, Stop> {
    text.parse().map_err(|error| Stop::Failed(format!("{text} is no date: {error}")))
}
