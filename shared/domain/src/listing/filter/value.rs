//! A value of a known type.

use std::cmp::Ordering;
use std::fmt;

use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;

/// A value that a filter compares with, or that an object holds.
#[derive(Clone, PartialEq, Eq)]
pub enum Value {
    /// A text, or the name of an enumeration's value.
    Text(String),
    /// An amount or a whole number, equal whatever its number of decimals.
    Number(Decimal),
    /// `true` or `false`.
    Bool(bool),
    /// A moment, equal whatever its offset.
    Moment(DateTime<Utc>),
    /// A calendar date.
    Date(NaiveDate),
}

impl Value {
    /// Their order; `None` between values of different types.
    pub fn compare(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Text(one), Self::Text(other)) => Some(one.cmp(other)),
            (Self::Number(one), Self::Number(other)) => Some(one.cmp(other)),
            (Self::Bool(one), Self::Bool(other)) => Some(one.cmp(other)),
            (Self::Moment(one), Self::Moment(other)) => Some(one.cmp(other)),
            (Self::Date(one), Self::Date(other)) => Some(one.cmp(other)),
            _ => None,
        }
    }

    /// Whether it says as little as no value: AIP-160 counts a field as set only when its value is none of these.
    pub fn is_default(&self) -> bool {
        match self {
            Self::Text(text) => text.is_empty(),
            Self::Number(number) => number.is_zero(),
            Self::Bool(truth) => !truth,
            Self::Moment(_) | Self::Date(_) => false,
        }
    }
}

/// Shows the type only: people are looked for by what is theirs, which must not reach a log.
impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text(_) => "a text",
            Self::Number(_) => "a number",
            Self::Bool(_) => "a boolean",
            Self::Moment(_) => "a moment",
            Self::Date(_) => "a date",
        })
    }
}
