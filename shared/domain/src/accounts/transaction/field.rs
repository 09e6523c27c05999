//! The fields of transactions: their types, and the reading of one value.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::accounts::value::{Kind, Value};
use crate::calendar::date_from_text;
use crate::field::{DATE_MESSAGE, Fault};
use crate::json::Json;
use crate::servicing::transaction::TransactionId;

/// Longest name of a charge, in characters.
pub const NAME_CHARS_MAX: usize = 100;

/// One field of a type of transactions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// Its key.
    pub key: &'static str,
    /// The type of its value.
    pub kind: FieldKind,
    /// Whether a body must say it.
    pub required: bool,
    /// What it means, for the published schema.
    pub about: &'static str,
}

/// The type of a field's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    /// As settings have it. Amounts are above 0.
    Value(Kind),
    /// `YYYY-MM-DD`.
    Day,
    /// The id of a transaction of the account.
    Transaction,
    /// A text of 1 to 100 characters.
    Name,
    /// An amount for each of `principal`, `interest`, `fee` and `penalty`. Only shown.
    Amounts,
    /// A list of the operations that locks name. Only shown.
    LockedOperations,
}

/// What a body says of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum FieldValue {
    Value(Value),
    Day(NaiveDate),
    Transaction(TransactionId),
    Name(String),
}

impl Field {
    /// One that a body must say.
    pub(super) const fn required(key: &'static str, kind: FieldKind, about: &'static str) -> Self {
        Self { key, kind, required: true, about }
    }

    /// One that it may leave out.
    pub(super) const fn optional(key: &'static str, kind: FieldKind, about: &'static str) -> Self {
        Self { key, kind, required: false, about }
    }

    /// Reads a value that is not `null`.
    pub(super) fn read(&self, json: &Json, find: &dyn Fn(&str) -> Option<TransactionId>) -> Result<FieldValue, Fault> {
        let value = match self.kind {
            FieldKind::Value(kind) => return value(kind, json).map(FieldValue::Value),
            FieldKind::Day => day(json).map(FieldValue::Day),
            FieldKind::Transaction => transaction(json, find).map(FieldValue::Transaction),
            FieldKind::Name => name(json).map(FieldValue::Name),
            FieldKind::Amounts | FieldKind::LockedOperations => Err("Value is only shown".to_owned()),
        };
        value.map_err(Fault::Value)
    }
}

fn value(kind: Kind, json: &Json) -> Result<Value, Fault> {
    let value = kind.read(json)?;
    match value {
        Value::Amount(amount) if amount <= Decimal::ZERO => {
            Err(Fault::Value("Value must be greater than 0".to_owned()))
        }
        value => Ok(value),
    }
}

fn day(json: &Json) -> Result<NaiveDate, String> {
    let day = json.as_text().and_then(date_from_text);
    day.ok_or_else(|| DATE_MESSAGE.to_owned())
}

fn transaction(json: &Json, find: &dyn Fn(&str) -> Option<TransactionId>) -> Result<TransactionId, String> {
    let id = json.as_text().ok_or("Value must be a string with the id of a transaction")?;
    find(id).ok_or_else(|| "The account has no transaction of this id".to_owned())
}

fn name(json: &Json) -> Result<String, String> {
    let is_name = |text: &&str| {
        let has_length = (1..=NAME_CHARS_MAX).contains(&text.chars().count()) && !text.trim().is_empty();
        has_length && !text.chars().any(char::is_control)
    };
    let name = json.as_text().filter(is_name).map(str::to_owned);
    name.ok_or_else(|| format!("Value must be 1 to {NAME_CHARS_MAX} characters"))
}
