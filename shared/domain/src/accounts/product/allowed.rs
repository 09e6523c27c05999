//! What accounts of a product may do with one setting.

use crate::accounts::body;
use crate::accounts::setting::Setting;
use crate::accounts::value::Value;
use crate::field::{Fault, Faults};
use crate::json::{Json, Object};

/// Any value will do.
const ANY: &str = "ANY";
/// The product's default, and no other.
const FIXED: &str = "FIXED";
/// Most values to choose from.
pub const VALUES_MAX: usize = 100;

/// What accounts may do with one setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Allowed {
    /// They may have any value.
    Any,
    /// They have the product's default; where there is none, none.
    Fixed,
    /// They have one of these values.
    OneOf(Vec<Value>),
    /// They have a value within these bounds, both included; at least one of them is there.
    Range {
        /// The least value.
        min: Option<Value>,
        /// The greatest value.
        max: Option<Value>,
    },
}

impl Allowed {
    /// Reads `"ANY"`, `"FIXED"`, a list of values, or an object with `min` and `max`.
    pub(super) fn read(setting: &Setting, json: &Json) -> Result<Self, Fault> {
        let kind = setting.kind;
        match json {
            Json::Text(text) if text == ANY => Ok(Self::Any),
            Json::Text(text) if text == FIXED => Ok(Self::Fixed),
            Json::List(values) if !kind.is_list() => one_of(setting, values),
            Json::Object(bounds) if kind.is_measure() => range(setting, bounds),
            _ if kind.is_measure() => {
                fault("Value must be ANY, FIXED, a list of values, or an object with min and max")
            }
            _ if kind.is_list() => fault("Value must be ANY or FIXED"),
            _ => fault("Value must be ANY, FIXED, or a list of values"),
        }
    }

    /// As products show it.
    pub(super) fn to_json(&self) -> Json {
        match self {
            Self::Any => Json::text(ANY),
            Self::Fixed => Json::text(FIXED),
            Self::OneOf(values) => values.iter().map(Value::to_json).collect(),
            Self::Range { min, max } => {
                let bounds = [("min", min), ("max", max)];
                let said = bounds.iter().filter_map(|(key, value)| value.as_ref().map(|value| (key, value)));
                Json::Object(said.map(|(key, value)| ((*key).to_owned(), value.to_json())).collect())
            }
        }
    }

    /// Why a value may not be had where the product has a default, or none; `None` where it may.
    pub(super) fn refusal(&self, value: &Value, default: Option<&Value>) -> Option<String> {
        let is_allowed = match self {
            Self::Any => true,
            Self::Fixed => default == Some(value),
            Self::OneOf(values) => values.contains(value),
            Self::Range { min, max } => {
                let number = value.number();
                let bound = |bound: &Option<Value>| bound.as_ref().and_then(Value::number);
                bound(min).is_none_or(|min| number.is_some_and(|number| number >= min))
                    && bound(max).is_none_or(|max| number.is_some_and(|number| number <= max))
            }
        };
        (!is_allowed).then(|| self.sentence(default))
    }

    fn sentence(&self, default: Option<&Value>) -> String {
        match (self, default) {
            (Self::Fixed, Some(default)) => format!("Value must be {}, which the product fixes", shown(default)),
            (Self::Fixed | Self::Any, _) => "Value cannot be set on accounts of the product".to_owned(),
            (Self::OneOf(values), _) => {
                let values: Vec<_> = values.iter().map(shown).collect();
                format!("Value must be one of {}, which the product allows", values.join(", "))
            }
            (Self::Range { min: Some(min), max: Some(max) }, _) => {
                format!("Value must be from {} to {}, which the product allows", shown(min), shown(max))
            }
            (Self::Range { min: Some(min), .. }, _) => {
                format!("Value must be at least {}, which the product allows", shown(min))
            }
            (Self::Range { max, .. }, _) => {
                let max = max.as_ref().map(shown).unwrap_or_default();
                format!("Value must be at most {max}, which the product allows")
            }
        }
    }
}

/// A value in a sentence: as bodies show it, without quotes.
fn shown(value: &Value) -> String {
    match value.to_json() {
        Json::Text(text) => text,
        other => serde_json::to_string(&other).unwrap_or_default(),
    }
}

fn fault(sentence: impl Into<String>) -> Result<Allowed, Fault> {
    Err(Fault::Value(sentence.into()))
}

fn one_of(setting: &Setting, values: &[Json]) -> Result<Allowed, Fault> {
    if values.is_empty() || values.len() > VALUES_MAX {
        return fault(format!("Value must have 1 to {VALUES_MAX} entries"));
    }
    let mut faults = Faults::default();
    let mut known = Vec::with_capacity(values.len());
    for (position, json) in values.iter().enumerate() {
        match setting.kind.read(json) {
            Ok(value) if known.contains(&value) => faults.add(position.to_string(), "Value is in the list twice"),
            Ok(value) => known.push(value),
            Err(fault) => faults.note(position.to_string(), fault),
        }
    }
    faults.into_result().map(|()| Allowed::OneOf(known)).map_err(Fault::Inside)
}

fn range(setting: &Setting, bounds: &Object) -> Result<Allowed, Fault> {
    let mut faults = Faults::default();
    let (mut min, mut max) = (None, None);
    for (key, json) in bounds.iter().filter(|(_, json)| !json.is_null()) {
        let bound = match key.as_str() {
            "min" => &mut min,
            "max" => &mut max,
            _ => {
                body::unknown_key(&mut faults, key);
                continue;
            }
        };
        match setting.kind.read(json) {
            Ok(value) => *bound = Some(value),
            Err(fault) => faults.note(key, fault),
        }
    }
    faults.into_result().map_err(Fault::Inside)?;
    let number = |bound: &Option<Value>| bound.as_ref().and_then(Value::number);
    match (number(&min), number(&max)) {
        (None, None) => fault("Value must have min or max"),
        (Some(least), Some(most)) if least > most => {
            Err(Fault::Inside(Faults::at("max", "Value must not be less than min")))
        }
        _ => Ok(Allowed::Range { min, max }),
    }
}
