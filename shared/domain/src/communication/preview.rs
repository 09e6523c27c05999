//! What is asked of a preview: a template with values that are given, or, of a message, with those of a loan.

use std::collections::BTreeMap;

use super::recipient::applicant;
use super::wording::is_name;
use crate::calendar::Month;
use crate::field::{Fault, Faults, language_code};
use crate::json::{Json, Object};
use crate::recovery::channel::Channel;
use crate::recovery::contact::BorrowerContact;
use crate::resource::{Field, Kind, read};

/// Most variables that a preview is given.
pub const VARIABLES_MAX: usize = 100;
/// Most characters of a variable's value.
pub const VALUE_CHARS_MAX: usize = 4_000;

const LANGUAGE: Field = Field::new(
    "language",
    Kind::Name,
    "The language, by ISO 639-1 code or English name; the template's default where it is not said",
);

const VARIABLES: Field = Field::elsewhere("variables", Kind::Object(&[]), "Values of variables, by name");

/// The body of a request for a preview.
pub const FIELDS: &[Field] = &[LANGUAGE, VARIABLES];

/// The body of a request for a preview of a message, which may be that of a loan.
pub const MESSAGE_FIELDS: &[Field] = &[
    Field::new(
        "language",
        Kind::Name,
        "The language, by ISO 639-1 code or English name; of a loan's message the person's, else the template's default, where it is not said",
    ),
    VARIABLES,
    Field::new(
        "loan_id",
        Kind::Id,
        "The loan whose values it has, in place of `variables`; of a credit line, the transaction",
    ),
    Field::new(
        "allocation_month",
        Kind::Name,
        "The month of the loan that it is about, 2021-7-01; the present one where it is not said",
    ),
    Field::new(
        "contact_id",
        Kind::Id,
        "The contact of the loan whom it is for; where it is not said, that by which the applicant is reached first",
    ),
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
        Self::read_by(FIELDS, body).map(|(preview, _)| preview)
    }

    fn read_by(fields: &[Field], body: &Object) -> Result<(Self, Object), Faults> {
        let mut faults = Faults::default();
        let said = read(fields, body, None).unwrap_or_else(|found| {
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
        faults.into_result().map(|()| (Self { language, variables }, said))
    }
}

/// The loan whose values a message is previewed with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfLoan {
    /// The loan, or the transaction.
    pub loan_id: String,
    /// The month; `None` for the present one.
    pub month: Option<Month>,
    /// The contact; `None` for the one by which the applicant is reached first.
    pub contact_id: Option<String>,
}

/// A preview of a message that is asked for.
#[derive(Clone, PartialEq, Eq)]
pub struct MessagePreview {
    /// Language and values as they were sent.
    pub given: Preview,
    /// The loan whose values it has instead.
    pub of_loan: Option<OfLoan>,
}

impl MessagePreview {
    /// Reads a body.
    ///
    /// # Errors
    /// All faults, each at its key.
    pub fn read(body: &Object) -> Result<Self, Faults> {
        let (given, said) = Preview::read_by(MESSAGE_FIELDS, body)?;
        let text = |key: &str| said.get(key).and_then(Json::as_text);
        let mut faults = Faults::default();
        let month = text("allocation_month").map(Month::from_text);
        if month == Some(None) {
            faults.add("allocation_month", Month::FORMAT);
        }
        let loan_id = text("loan_id");
        if loan_id.is_some() && !given.variables.is_empty() {
            faults.add("variables", "Value is for previews without loan_id");
        }
        let alone =
            ["allocation_month", "contact_id"].into_iter().filter(|key| loan_id.is_none() && text(key).is_some());
        for key in alone {
            faults.add(key, "Value is for previews of a loan_id");
        }
        faults.into_result()?;
        let of_loan = loan_id.map(|loan_id| OfLoan {
            loan_id: loan_id.to_owned(),
            month: month.flatten(),
            contact_id: text("contact_id").map(str::to_owned),
        });
        Ok(Self { given, of_loan })
    }
}

impl OfLoan {
    /// The contact whom the message is for.
    ///
    /// # Errors
    /// A fault at `contact_id`: there is no such contact of the loan, or none that the channel reaches.
    pub fn recipient<'a>(
        &self,
        contacts: &'a [BorrowerContact],
        channel: Channel,
    ) -> Result<&'a BorrowerContact, Faults> {
        let address = if channel == Channel::Email { "e-mail address" } else { "telephone number" };
        let (found, sentence) = match &self.contact_id {
            Some(named) => {
                let found = contacts.iter().find(|contact| contact.contact_id == *named);
                let is_reached = found.is_none_or(|contact| contact.is_reached_by(channel));
                let sentence = if is_reached {
                    "The loan has no such contact".to_owned()
                } else {
                    format!("The contact has no {address}")
                };
                (found.filter(|_| is_reached), sentence)
            }
            None => {
                (applicant(contacts, channel), format!("The applicant has no {address} in use: name another contact"))
            }
        };
        found.ok_or_else(|| Faults::at("contact_id", sentence))
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
        assert_eq!(read(r#"{"loan_id": "L1"}"#).err(), Some(vec!["loan_id".to_owned()]), "of messages alone");
    }

    fn read_message(text: &str) -> Result<MessagePreview, Vec<String>> {
        let body = serde_json::from_str(text).expect("an object");
        let sentence = |(key, sentence): (String, &str)| format!("{key}: {sentence}");
        MessagePreview::read(&body).map_err(|faults| faults.flat().into_iter().map(sentence).collect())
    }

    #[test]
    fn a_message_has_the_values_of_a_loan_or_those_that_are_given() {
        let read = |text| read_message(text).unwrap_or_else(|faults| panic!("{faults:?}"));
        let of_loan = read(r#"{"loan_id": "L1", "allocation_month": "2021-7-01", "contact_id": "cnt_1"}"#).of_loan;
        let expected = OfLoan {
            loan_id: "L1".to_owned(),
            month: Month::from_text("2021-7-01"),
            contact_id: Some("cnt_1".to_owned()),
        };
        assert_eq!(of_loan, Some(expected));
        assert_eq!(read(r#"{"variables": {"a": "1"}}"#).of_loan, None);
        let faults = |text| read_message(text).err().unwrap_or_default();
        let both = faults(r#"{"loan_id": "L1", "variables": {"a": "1"}}"#);
        assert_eq!(both, ["variables: Value is for previews without loan_id"]);
        let neither = faults(r#"{"contact_id": "c", "allocation_month": "2021-7-01"}"#);
        assert_eq!(neither.len(), 2, "{neither:?}");
        assert_eq!(
            faults(r#"{"loan_id": "L1", "allocation_month": "2021"}"#),
            [format!("allocation_month: {}", Month::FORMAT)]
        );
        assert_eq!(faults(r#"{"loan_id": ""}"#).len(), 1);
    }
}
