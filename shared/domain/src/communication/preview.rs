//! What is asked of a preview.

use std::collections::BTreeMap;

use super::wording::is_name;
use crate::field::{Fault, Faults, language_code};
use crate::json::{Json, Object};
use crate::resource::{Field, Kind, read};

/// Most variables that a preview is given.
pub const VARIABLES_MAX: usize = 100;
/// Most characters of a variable's value.
pub const VALUE_CHARS_MAX: usize = 4_000;

/// The body of a request for a preview.
pub const FIELDS: &[Field] = &[
    Field::new(
        "language",
        Kind::Name,
        "The language, by ISO 639-1 code or English name; the template's default where it is not said",
    ),
    Field::elsewhere("variables", Kind::Object(&[]), "Values of variables, by name"),
];

/// A preview that is asked for.
#[derive(Clone, PartialEq, Eq)]
pub struct Preview {
    /// The language, ISO 639-1.
    pub language: Option<String>,
    /// Values of variables, by name.
    pub variables: BTreeMap<String, String>,
}

impl Preview {
    /// Reads a body.
    ///
    /// # Errors
    /// All faults, each at its key.
    pub fn read(body: &Object) -> Result<Self, Faults> {
        let mut faults = Faults::default();
        let said = read(FIELDS, body, None).unwrap_or_else(|found| {
            faults.merge(found);
            Object::new()
        });
        let sent = said.get("language").and_then(Json::as_text);
        let language = sent.and_then(language_code).map(str::to_owned);
        if sent.is_some() && language.is_none() {
            faults.add("language", "Value must be a language, by ISO 639-1 code or English name");
        }
        let variables = variables(body.get("variables")).unwrap_or_else(|fault| {
            faults.note("variables", fault);
            BTreeMap::new()
        });
        faults.into_result().map(|()| Self { language, variables })
    }
}

fn variables(value: Option<&Json>) -> Result<BTreeMap<String, String>, Fault> {
    let object = match value {
        None | Some(Json::Null) => return Ok(BTreeMap::new()),
        Some(value) => value.as_object().ok_or_else(|| Fault::Value("Value must be an object".to_owned()))?,
    };
    if object.len() > VARIABLES_MAX {
        return Err(Fault::Value(format!("Value must have at most {VARIABLES_MAX} keys")));
    }
    let mut faults = Faults::default();
    let mut variables = BTreeMap::new();
    for (name, value) in object {
        match value.as_text().filter(|text| text.chars().count() <= VALUE_CHARS_MAX) {
            _ if !is_name(name) => faults.add(name.chars().take(64).collect::<String>(), "Unknown key"),
            None => faults.add(name, format!("Value must be a string of at most {VALUE_CHARS_MAX} characters")),
            Some(text) => drop(variables.insert(name.clone(), text.to_owned())),
        }
    }
    faults.into_result().map_err(Fault::Inside).map(|()| variables)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Preview, Vec<String>> {
        let body = serde_json::from_str(text).expect("an object");
        Preview::read(&body).map_err(|faults| faults.flat().into_iter().map(|(key, _)| key).collect())
    }

    #[test]
    fn a_preview_is_given_texts_by_name() {
        let preview = read(r#"{"language": "Hindi", "variables": {"loan_id": "L1"}}"#)
            .unwrap_or_else(|faults| panic!("{faults:?}"));
        assert_eq!((preview.language.as_deref(), preview.variables.len()), (Some("hi"), 1));
        assert!(read("{}").is_ok());
        let faults = read(r#"{"variables": {"A": "x", "a": 1}, "b": 1}"#).err().expect("faults");
        assert_eq!(faults, ["b", "variables.A", "variables.a"]);
        assert_eq!(read(r#"{"language": "xx"}"#).err(), Some(vec!["language".to_owned()]));
    }
}
