//! JSON whose numbers are exact: every number is a [`Decimal`], never a float.
//!
//! A strict parser lives where bodies arrive; this is the value it yields, and the form in which documents are stored.
//! Object keys keep the order in which they were sent.

use std::fmt;

use indexmap::IndexMap;
use rust_decimal::Decimal;
use serde::de::{self, DeserializeSeed, MapAccess, SeqAccess, Visitor};
use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

/// An object's members in the order they were sent.
pub type Object = IndexMap<String, Json>;

/// A JSON value with exact numbers.
#[derive(Clone, PartialEq, Eq, Default)]
pub enum Json {
    /// `null`.
    #[default]
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, exact, with the number of decimals it was written with.
    Number(Decimal),
    /// A string.
    Text(String),
    /// An array.
    List(Vec<Json>),
    /// An object.
    Object(Object),
}

/// Why a number's text is not one this system can hold exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a number has at most 28 digits")]
pub struct NumberTooLong;

impl Json {
    /// A string value.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// An object of these members, in their order.
    pub fn object<const N: usize>(members: [(&str, Self); N]) -> Self {
        Self::Object(members.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
    }

    /// A whole number.
    pub fn integer(number: i64) -> Self {
        Self::Number(Decimal::from(number))
    }

    /// The string, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The number, if it is one.
    pub fn as_number(&self) -> Option<Decimal> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// The truth value, if it is one.
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(truth) => Some(*truth),
            _ => None,
        }
    }

    /// The members, if it is an object.
    pub fn as_object(&self) -> Option<&Object> {
        match self {
            Self::Object(object) => Some(object),
            _ => None,
        }
    }

    /// The elements, if it is an array.
    pub fn as_list(&self) -> Option<&[Json]> {
        match self {
            Self::List(list) => Some(list),
            _ => None,
        }
    }

    /// Whether it is `null`.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }
}

impl From<Decimal> for Json {
    fn from(number: Decimal) -> Self {
        Self::Number(number)
    }
}

impl From<&str> for Json {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Json {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<bool> for Json {
    fn from(truth: bool) -> Self {
        Self::Bool(truth)
    }
}

impl From<Object> for Json {
    fn from(object: Object) -> Self {
        Self::Object(object)
    }
}

impl<T: Into<Json>> From<Option<T>> for Json {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl FromIterator<Json> for Json {
    fn from_iter<I: IntoIterator<Item = Json>>(values: I) -> Self {
        Self::List(values.into_iter().collect())
    }
}

/// Reads a JSON number's text exactly.
///
/// # Errors
/// [`NumberTooLong`] when the value needs more than 28 significant digits or is beyond a decimal's range: nothing is rounded.
pub fn number_from_text(text: &str) -> Result<Decimal, NumberTooLong> {
    let parsed = if text.contains(['e', 'E']) {
        Decimal::from_scientific(text).ok().filter(|_| exponent_is_exact(text))
    } else {
        Decimal::from_str_exact(text).ok()
    };
    parsed.ok_or(NumberTooLong)
}

/// `from_scientific` silently loses digits below 10^-28, so only moderate exponents and mantissas are taken.
fn exponent_is_exact(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.split_once(['e', 'E']) else { return true };
    let decimals = mantissa.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let digits = mantissa.chars().filter(char::is_ascii_digit).count();
    let Ok(exponent) = exponent.parse::<i32>() else { return false };
    let Ok(decimals) = i32::try_from(decimals) else { return false };
    digits <= 28 && exponent.checked_sub(decimals).is_some_and(|power| (-28..=28).contains(&power))
}

/// Shows the shape only: documents hold people's data, which must not reach a log by way of `{:?}`.
impl fmt::Debug for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Bool(_) => f.write_str("a boolean"),
            Self::Number(_) => f.write_str("a number"),
            Self::Text(text) => write!(f, "a string of {} bytes", text.len()),
            Self::List(list) => write!(f, "an array of {}", list.len()),
            Self::Object(object) => write!(f, "an object with {} keys", object.len()),
        }
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(truth) => serializer.serialize_bool(*truth),
            Self::Number(number) => exact::serialize(number, serializer),
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(list) => {
                let mut sequence = serializer.serialize_seq(Some(list.len()))?;
                for element in list {
                    sequence.serialize_element(element)?;
                }
                sequence.end()
            }
            Self::Object(object) => {
                let mut map = serializer.serialize_map(Some(object.len()))?;
                for (key, value) in object {
                    map.serialize_entry(key, value)?;
                }
                map.end()
            }
        }
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = <&RawValue>::deserialize(deserializer)?;
        from_raw(raw).map_err(de::Error::custom)
    }
}

/// The raw text of each value says its type by its first byte, so numbers are read from their own text and never pass through a float.
fn from_raw(raw: &RawValue) -> Result<Json, serde_json::Error> {
    let text = raw.get();
    match text.as_bytes().first() {
        Some(b'n') => Ok(Json::Null),
        Some(b't') => Ok(Json::Bool(true)),
        Some(b'f') => Ok(Json::Bool(false)),
        Some(b'"') => serde_json::from_str(text).map(Json::Text),
        Some(b'[') => serde_json::Deserializer::from_str(text).deserialize_seq(Elements),
        Some(b'{') => serde_json::Deserializer::from_str(text).deserialize_map(Members),
        _ => number_from_text(text).map(Json::Number).map_err(de::Error::custom),
    }
}

struct Value;

impl<'de> DeserializeSeed<'de> for Value {
    type Value = Json;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        Json::deserialize(deserializer)
    }
}

struct Elements;

impl<'de> Visitor<'de> for Elements {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Json, A::Error> {
        let mut list = Vec::new();
        while let Some(element) = sequence.next_element_seed(Value)? {
            list.push(element);
        }
        Ok(Json::List(list))
    }
}

struct Members;

impl<'de> Visitor<'de> for Members {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json, A::Error> {
        let mut object = Object::new();
        while let Some(key) = map.next_key::<String>()? {
            object.insert(key, map.next_value_seed(Value)?);
        }
        Ok(Json::Object(object))
    }
}

/// `#[serde(with = "domain::json::exact")]`: a decimal as a JSON number, digit by digit.
pub mod exact {
    use super::{Decimal, Deserialize, Deserializer, RawValue, Serialize, Serializer, de, number_from_text};

    /// Writes the decimal's own text as a JSON number.
    pub fn serialize<S: Serializer>(number: &Decimal, serializer: S) -> Result<S::Ok, S::Error> {
        let text = RawValue::from_string(number.to_string()).map_err(serde::ser::Error::custom)?;
        text.serialize(serializer)
    }

    /// Reads a JSON number's own text.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
        let raw = <&RawValue>::deserialize(deserializer)?;
        number_from_text(raw.get()).map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Json {
        serde_json::from_str(text).expect("valid JSON")
    }

    #[test]
    fn numbers_keep_their_digits() {
        for text in ["0", "-0.10", "50000", "113000.55", "0.1", "9999999999999999999999999999", "1.000"] {
            assert_eq!(serde_json::to_string(&parse(text)).expect("serializes"), text);
        }
    }

    #[test]
    fn exponents_are_read_exactly_or_refused() {
        assert_eq!(parse("1e3"), Json::integer(1000));
        assert_eq!(parse("1.5E-2").as_number().map(|n| n.to_string()).as_deref(), Some("0.015"));
        for text in ["1e400", "1e-40", "0.00000000000000000000000000000001", "99999999999999999999999999999999"] {
            assert!(serde_json::from_str::<Json>(text).is_err(), "{text} has no exact decimal");
        }
    }

    #[test]
    fn documents_come_back_as_they_went_in() {
        let text = r#"{"b":[1.50,null,true,"x\n"],"a":{"c":{}}}"#;
        assert_eq!(serde_json::to_string(&parse(text)).expect("serializes"), text);
    }

    #[test]
    fn debug_shows_no_content() {
        assert_eq!(format!("{:?}", parse(r#"{"applicant_name":"Shri Ram"}"#)), "an object with 1 keys");
    }
}
