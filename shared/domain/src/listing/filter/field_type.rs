//! The types of fields that lists can be filtered by.

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;

use super::Value;
use crate::calendar::date_from_text;
use crate::json::{Json, number_from_text};

/// The type of a field's values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldType {
    /// A text.
    Text,
    /// A decimal number, in an object as a string or as a number.
    Amount,
    /// A whole number of at most 18 digits.
    Integer,
    /// `true` or `false`.
    Boolean,
    /// A moment as RFC 3339 writes it.
    Timestamp,
    /// A calendar date, `YYYY-MM-DD`.
    Date,
    /// One of these names, compared with case.
    Choice(&'static [&'static str]),
}

impl FieldType {
    /// Reads a value as a filter writes it.
    pub fn parse(self, text: &str) -> Option<Value> {
        match self {
            Self::Text => Some(Value::Text(text.to_owned())),
            Self::Amount => decimal(text).map(Value::Number),
            Self::Integer => whole(text).map(Value::Number),
            Self::Boolean => match text {
                "true" => Some(Value::Bool(true)),
                "false" => Some(Value::Bool(false)),
                _ => None,
            },
            Self::Timestamp => moment(text).map(Value::Moment),
            Self::Date => date_from_text(text).map(Value::Date),
            Self::Choice(names) => names.contains(&text).then(|| Value::Text(text.to_owned())),
        }
    }

    /// Reads a value of an object. One of another type is as good as missing.
    pub fn read(self, json: &Json) -> Option<Value> {
        match (self, json) {
            (Self::Amount | Self::Integer, Json::Number(number)) => Some(Value::Number(*number)),
            (Self::Boolean, Json::Bool(truth)) => Some(Value::Bool(*truth)),
            (Self::Text | Self::Choice(_), Json::Text(text)) => Some(Value::Text(text.clone())),
            (Self::Amount | Self::Timestamp | Self::Date, Json::Text(text)) => self.parse(text),
            _ => None,
        }
    }

    /// Whether its values have an order that a filter can ask for.
    pub fn is_ordered(self) -> bool {
        !matches!(self, Self::Boolean | Self::Choice(_))
    }

    /// What a filter writes for it, for a message: `a date such as 2026-01-31`.
    pub fn expected(self) -> String {
        match self {
            Self::Text => "a text".to_owned(),
            Self::Amount => "a decimal number such as 1250.50, of at most 28 digits".to_owned(),
            Self::Integer => "a whole number of at most 18 digits".to_owned(),
            Self::Boolean => "true or false".to_owned(),
            Self::Timestamp => "a timestamp as RFC 3339 writes it, such as 2026-01-31T09:30:00Z".to_owned(),
            Self::Date => "a date such as 2026-01-31".to_owned(),
            Self::Choice(names) => format!("one of {}", names.join(", ")),
        }
    }
}

/// JSON's spelling of a number; what a decimal's own parser takes beyond it, such as `1_000`, is refused.
fn decimal(text: &str) -> Option<Decimal> {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
    let (before, after) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    let is_number = [before, after, exponent].into_iter().all(is_digits);
    is_number.then(|| number_from_text(text).ok()).flatten()
}

fn whole(text: &str) -> Option<Decimal> {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let is_whole = is_digits(unsigned) && unsigned.len() <= 18;
    is_whole.then(|| text.parse::<i64>().ok().map(Decimal::from)).flatten()
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn moment(text: &str) -> Option<DateTime<Utc>> {
    DateTime::parse_from_rfc3339(text).ok().map(|moment| moment.with_timezone(&Utc))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_spelled_as_json_spells_them() {
        for text in ["0", "-0.10", "1250.50", "2.5e3", "9999999999999999999999999999"] {
            assert!(FieldType::Amount.parse(text).is_some(), "{text}");
        }
        for text in ["", "-", ".5", "5.", "1_000", "+5", "1,5", "0x1F", "NaN", "1e", "99999999999999999999999999999"] {
            assert!(FieldType::Amount.parse(text).is_none(), "{text}");
        }
        for (text, taken) in
            [("-12", true), ("999999999999999999", true), ("1000000000000000000", false), ("1.0", false)]
        {
            assert_eq!(FieldType::Integer.parse(text).is_some(), taken, "{text}");
        }
    }

    #[test]
    fn amounts_are_equal_whatever_their_decimals_and_moments_whatever_their_offset() {
        let amount = FieldType::Amount;
        assert_eq!(amount.parse("2.5e3"), amount.read(&Json::text("2500.00")));
        let timestamp = FieldType::Timestamp;
        assert_eq!(timestamp.parse("2026-01-31T15:00:00+05:30"), timestamp.parse("2026-01-31T09:30:00.000Z"));
    }

    #[test]
    fn a_value_of_another_type_is_as_good_as_missing() {
        assert_eq!(FieldType::Integer.read(&Json::text("5")), None);
        assert_eq!(FieldType::Text.read(&Json::integer(5)), None);
        assert_eq!(FieldType::Date.read(&Json::text("2026-02-30")), None);
        assert_eq!(FieldType::Boolean.read(&Json::Null), None);
    }
}
