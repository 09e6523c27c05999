//! The parser: a first pass over the whole text finds any fault of syntax with its line and column, a second builds the
//! value and knows at which key it is.
//!
//! As in `domain::json`, each value is taken as raw text first, so that a number never passes through a float.

use std::fmt;

use domain::json::{Json, Object, number_from_text};
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use crate::http::problem::Problem;

/// Most keys of one object.
pub const MEMBERS_MAX: usize = 1_000;
/// Most elements of one array.
pub const ELEMENTS_MAX: usize = 10_000;
/// Most values of a body together.
pub const VALUES_MAX: usize = 100_000;
/// Longest key, in bytes.
pub const KEY_BYTES_MAX: usize = 256;

pub(super) fn parse(text: &str) -> Result<Json, Problem> {
    let raw = serde_json::from_str::<&RawValue>(text).map_err(|error| syntax(&error))?;
    let mut walk = Walk::default();
    walk.value(raw).map_err(|Stop| walk.problem())
}

fn syntax(error: &serde_json::Error) -> Problem {
    let (line, column) = (error.line(), error.column());
    Problem::bad_request(format!("The body is not valid JSON: the fault is at line {line}, column {column}."))
}

/// Parsing has stopped; where and why is written in the walk.
struct Stop;

/// Where the parser is. It does not step back out of a fault, so the path is then that of the fault.
#[derive(Default)]
struct Walk {
    path: Vec<String>,
    values: usize,
    fault: Option<String>,
}

impl Walk {
    /// Notes why it stops, unless a fault within has done so already.
    fn stop(&mut self, fault: impl Into<String>) -> Stop {
        self.fault.get_or_insert_with(|| fault.into());
        Stop
    }

    fn stop_at(&mut self, step: String, fault: &str) -> Stop {
        self.path.push(step);
        self.stop(fault)
    }

    fn problem(self) -> Problem {
        let fault = self.fault.unwrap_or_else(|| "Value is not valid JSON".to_owned());
        if self.path.is_empty() {
            return Problem::bad_request(format!("The body is refused: {fault}."));
        }
        let nest = |inner, key| Json::Object(Object::from([(key, inner)]));
        Problem::invalid(self.path.into_iter().rev().fold(Json::Text(fault), nest))
    }

    fn child(&mut self, step: String, raw: &RawValue) -> Result<Json, Stop> {
        self.path.push(step);
        let value = self.value(raw)?;
        self.path.pop();
        Ok(value)
    }

    /// The raw text says its type by its first byte.
    fn value(&mut self, raw: &RawValue) -> Result<Json, Stop> {
        self.count()?;
        let text = raw.get();
        let compound = match text.as_bytes().first() {
            Some(b'n') => return Ok(Json::Null),
            Some(b't') => return Ok(Json::Bool(true)),
            Some(b'f') => return Ok(Json::Bool(false)),
            Some(b'"') => return self.string(text).map(Json::Text),
            Some(b'[') => serde_json::Deserializer::from_str(text).deserialize_seq(Elements(self)),
            Some(b'{') => serde_json::Deserializer::from_str(text).deserialize_map(Members(self)),
            _ => return number_from_text(text).map(Json::Number).map_err(|_| self.stop(NUMBER_TOO_LONG)),
        };
        compound.map_err(|_| Stop)
    }

    fn count(&mut self) -> Result<(), Stop> {
        self.values = self.values.saturating_add(1);
        if self.values > VALUES_MAX {
            Err(self.stop(format!("A body has at most {VALUES_MAX} values")))
        } else {
            Ok(())
        }
    }

    fn string(&mut self, text: &str) -> Result<String, Stop> {
        // The syntax has been checked; what is left to go wrong in a string is an escape of half a character.
        let string: String = serde_json::from_str(text).map_err(|_| self.stop("Value has an unpaired surrogate"))?;
        if string.chars().any(is_refused) {
            return Err(self.stop("Value has a NUL or a character that overrides the direction of text"));
        }
        Ok(string)
    }

    /// The name of a key, checked and not among those before it.
    fn key(&mut self, raw: &RawValue, before: &Object) -> Result<String, Stop> {
        let key: String = serde_json::from_str(raw.get()).map_err(|_| self.stop("A key has an unpaired surrogate"))?;
        if key.len() > KEY_BYTES_MAX {
            return Err(self.stop(format!("A key has at most {KEY_BYTES_MAX} bytes")));
        }
        if key.chars().any(is_refused) {
            return Err(
                self.stop_at(escaped(&key), "Key has a NUL or a character that overrides the direction of text")
            );
        }
        if before.contains_key(&key) {
            return Err(self.stop_at(key, "Key is there more than once"));
        }
        if before.len() >= MEMBERS_MAX {
            return Err(self.stop(format!("An object has at most {MEMBERS_MAX} keys")));
        }
        Ok(key)
    }
}

/// Where money would have to be rounded to be held.
const NUMBER_TOO_LONG: &str = "A number has at most 28 digits";

/// NUL ends a text for some readers; overrides and isolates show a text to people as something else than it is.
fn is_refused(character: char) -> bool {
    matches!(character, '\0' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// A key that can be shown: refused characters as their escapes.
fn escaped(key: &str) -> String {
    let escape = |c: char| if is_refused(c) { format!("\\u{:04x}", u32::from(c)) } else { c.to_string() };
    key.chars().map(escape).collect()
}

struct Elements<'a>(&'a mut Walk);

impl<'de> Visitor<'de> for Elements<'_> {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Json, A::Error> {
        let mut list = Vec::new();
        while let Some(raw) = sequence.next_element::<&RawValue>()? {
            if list.len() >= ELEMENTS_MAX {
                return Err(stopped(self.0.stop(format!("A list has at most {ELEMENTS_MAX} elements"))));
            }
            list.push(self.0.child(list.len().to_string(), raw).map_err(stopped)?);
        }
        Ok(Json::List(list))
    }
}

struct Members<'a>(&'a mut Walk);

impl<'de> Visitor<'de> for Members<'_> {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json, A::Error> {
        let mut object = Object::new();
        while let Some(key) = map.next_key_seed(RawKey)? {
            let key = self.0.key(key, &object).map_err(stopped)?;
            let raw = map.next_value::<&RawValue>()?;
            let value = self.0.child(key.clone(), raw).map_err(stopped)?;
            object.insert(key, value);
        }
        Ok(Json::Object(object))
    }
}

struct RawKey;

impl<'de> DeserializeSeed<'de> for RawKey {
    type Value = &'de RawValue;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        serde::Deserialize::deserialize(deserializer)
    }
}

/// Takes serde's way out; the reason is in the walk.
fn stopped<E: Error>(_: Stop) -> E {
    E::custom("stopped")
}
