//! Collection agencies, as callers send and read them.

use serde::{Deserialize, Serialize};

use super::contact::{EmailAddress, PhoneNumber};
use crate::field::{Fault, Faults, is_id};
use crate::json::{Json, Object};
use crate::moment::Moment;
use crate::resource::{Field, Kind, read};

/// Before an id that is the lender's own.
pub const EXTERNAL: &str = "ext-";

const MAILING_ADDRESS: &str = "mailingAddress";

/// The fields of an agency, in the order in which they are answered.
pub const FIELDS: &[Field] = &[
    Field::computed("agencyId", Kind::Id, "Id of the agency"),
    Field::new(
        "externalId",
        Kind::Id,
        "The lender's own id of it, of which there is one: after `ext-` it stands for the agency's id",
    ),
    Field::new("legalName", Kind::Name, "Its name by law").required(),
    Field::new("contactPhone", Kind::Name, "Its telephone number, by E.164"),
    Field::new("contactEmail", Kind::Name, "Its e-mail address"),
    Field::elsewhere(MAILING_ADDRESS, Kind::Object(ADDRESS), "Where letters reach it: an object, or one text"),
    Field::computed("createdAt", Kind::Time, "When it was created"),
    Field::computed("updatedAt", Kind::Time, "When it was last changed"),
];

/// The parts of an address.
pub const ADDRESS: &[Field] = &[
    Field::new("addressLine1", Kind::Name, "First line"),
    Field::new("addressLine2", Kind::Name, "Second line"),
    Field::new("city", Kind::Name, "City"),
    Field::new("state", Kind::Name, "State"),
    Field::new("postalCode", Kind::Name, "Postal code"),
    Field::new("country", Kind::Name, "Country"),
];

/// Longest address in one text, in characters.
pub const ADDRESS_CHARS_MAX: usize = 500;

/// A collection agency of a company.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agency {
    /// Its id.
    pub agency_id: String,
    /// What the caller says of it, in the form that is kept.
    pub fields: Object,
    /// When it was created.
    pub created: Moment,
    /// When it was last changed.
    pub updated: Moment,
}

impl Agency {
    /// A new agency.
    ///
    /// # Errors
    /// All faults of the body, each at its key.
    pub fn create(agency_id: &str, body: &Object, now: Moment) -> Result<Self, Faults> {
        let mut fields = checked(body, None)?;
        fields.retain(|_, value| !value.is_null());
        Ok(Self { agency_id: agency_id.to_owned(), fields, created: now, updated: now })
    }

    /// The agency with the fields that a body says; `null` takes one away. `None` where that is how it is already.
    ///
    /// # Errors
    /// All faults of the body, each at its key.
    pub fn update(&self, body: &Object, now: Moment) -> Result<Option<Self>, Faults> {
        let said = checked(body, Some(&self.show()))?;
        let fields = crate::resource::merged(&self.fields, &said);
        let is_changed = fields != self.fields;
        Ok(is_changed.then(|| Self { fields, updated: now, ..self.clone() }))
    }

    /// The lender's own id of it.
    pub fn external_id(&self) -> Option<&str> {
        self.fields.get("externalId").and_then(Json::as_text)
    }

    /// As answers show it: every field, `null` where nothing is said.
    pub fn show(&self) -> Object {
        let value = |key: &str| match key {
            "agencyId" => Json::text(&self.agency_id),
            "createdAt" => Json::text(self.created.to_rfc3339()),
            "updatedAt" => Json::text(self.updated.to_rfc3339()),
            key => self.fields.get(key).cloned().unwrap_or_default(),
        };
        FIELDS.iter().map(|field| (field.key.to_owned(), value(field.key))).collect()
    }
}

/// Leaves out how it is reached.
impl std::fmt::Debug for Agency {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Agency").field("agency_id", &self.agency_id).finish_non_exhaustive()
    }
}

fn checked(body: &Object, shown: Option<&Object>) -> Result<Object, Faults> {
    let mut faults = Faults::default();
    let mut fields = read(FIELDS, body, shown).unwrap_or_else(|found| {
        faults.merge(found);
        Object::new()
    });
    let text = |key: &str| fields.get(key).and_then(Json::as_text);
    if text("contactPhone").is_some_and(|number| PhoneNumber::from_text(number).is_none()) {
        faults.add("contactPhone", PhoneNumber::FORMAT);
    }
    if text("contactEmail").is_some_and(|address| EmailAddress::from_text(address).is_none()) {
        faults.add("contactEmail", EmailAddress::FORMAT);
    }
    if text("legalName").is_some_and(|name| name.trim().is_empty()) {
        faults.add("legalName", "Value must not be empty");
    }
    match body.get(MAILING_ADDRESS).map(address) {
        Some(Ok(address)) => drop(fields.insert(MAILING_ADDRESS.to_owned(), address)),
        Some(Err(fault)) => faults.note(MAILING_ADDRESS, fault),
        None => {}
    }
    faults.into_result().map(|()| fields)
}

fn address(value: &Json) -> Result<Json, Fault> {
    match value {
        Json::Null => Ok(Json::Null),
        Json::Object(parts) => {
            let mut kept = read(ADDRESS, parts, None).map_err(Fault::Inside)?;
            kept.retain(|_, part| !part.is_null());
            Ok(Json::Object(kept))
        }
        Json::Text(text) => {
            let is_address = text.chars().count() <= ADDRESS_CHARS_MAX
                && !text.chars().any(|character| character.is_control() && character != '\n');
            let sentence = format!("Value must be at most {ADDRESS_CHARS_MAX} characters, without control characters");
            if is_address { Ok(value.clone()) } else { Err(Fault::Value(sentence)) }
        }
        _ => Err(Fault::Value("Value must be an object or a string".to_owned())),
    }
}

/// An id as the published document lets callers give it: ours, or `ext-` and the lender's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnyId<'a> {
    /// Ours.
    Own(&'a str),
    /// The lender's.
    External(&'a str),
}

impl<'a> AnyId<'a> {
    /// Reads an id; `None` for what can be none.
    pub fn from_text(text: &'a str) -> Option<Self> {
        let id = text.strip_prefix(EXTERNAL).map_or(Self::Own(text), Self::External);
        is_id(id.text()).then_some(id)
    }

    /// The id itself. Of loans and persons, which the lender names, both ways say the same.
    pub fn text(self) -> &'a str {
        match self {
            Self::Own(id) | Self::External(id) => id,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(text: &str) -> Object {
        match serde_json::from_str(text).expect("JSON") {
            Json::Object(object) => object,
            other => panic!("{other:?}"),
        }
    }

    fn create(text: &str) -> Result<Agency, Vec<(String, String)>> {
        let flat =
            |faults: Faults| faults.flat().into_iter().map(|(key, sentence)| (key, sentence.to_owned())).collect();
        Agency::create("agn_1", &body(text), Moment::EPOCH).map_err(flat)
    }

    #[test]
    fn an_agency_needs_a_name_and_shows_every_field() {
        let agency = create(r#"{"legalName": "Collect Ltd", "contactEmail": null}"#).expect("an agency");
        let shown = serde_json::to_string(&agency.show()).expect("JSON");
        let expected = r#"{"agencyId":"agn_1","externalId":null,"legalName":"Collect Ltd","contactPhone":null,"contactEmail":null,"mailingAddress":null,"createdAt":"1970-01-01T00:00:00.000000Z","updatedAt":"1970-01-01T00:00:00.000000Z"}"#;
        assert_eq!(shown, expected);
        assert_eq!(create("{}"), Err(vec![("legalName".to_owned(), "Value is required".to_owned())]));
        assert_eq!(
            create(r#"{"legalName": " "}"#),
            Err(vec![("legalName".to_owned(), "Value must not be empty".to_owned())])
        );
    }

    #[test]
    fn all_that_is_wrong_is_said_at_once() {
        let faults = create(
            r#"{"legalName": 7, "contactPhone": "9805265926", "contactEmail": "a@b", "mailingAddress": {"city": 5}, "x": 1}"#,
        )
        .expect_err("faults");
        let keys: Vec<&str> = faults.iter().map(|(key, _)| key.as_str()).collect();
        assert_eq!(keys, ["x", "legalName", "mailingAddress.city"]);
        let faults =
            create(r#"{"legalName": "A", "contactPhone": "9805265926", "contactEmail": "a@b", "mailingAddress": 5}"#)
                .expect_err("faults");
        let keys: Vec<&str> = faults.iter().map(|(key, _)| key.as_str()).collect();
        assert_eq!(keys, ["contactPhone", "contactEmail", "mailingAddress"]);
    }

    #[test]
    fn a_change_says_what_changes_and_null_takes_away() {
        let agency =
            create(r#"{"legalName": "A", "externalId": "7", "mailingAddress": "Street 1"}"#).expect("an agency");
        assert_eq!(agency.update(&body(r#"{"legalName": "A"}"#), Moment::LAST), Ok(None));
        let changed = agency.update(&body(r#"{"externalId": null, "mailingAddress": {"city": "Pune"}}"#), Moment::LAST);
        let changed = changed.expect("valid").expect("a change");
        assert_eq!((changed.external_id(), changed.updated), (None, Moment::LAST));
        assert_eq!(
            serde_json::to_string(&changed.fields).expect("JSON"),
            r#"{"legalName":"A","mailingAddress":{"city":"Pune"}}"#
        );
        assert!(agency.update(&body(r#"{"legalName": null}"#), Moment::LAST).is_err());
        assert!(agency.update(&body(r#"{"agencyId": "agn_2"}"#), Moment::LAST).is_err());
        assert_eq!(agency.update(&body(r#"{"agencyId": "agn_1"}"#), Moment::LAST), Ok(None));
    }

    #[test]
    fn an_id_is_ours_or_the_lenders() {
        assert_eq!(AnyId::from_text("agn_1"), Some(AnyId::Own("agn_1")));
        assert_eq!(AnyId::from_text("ext-7"), Some(AnyId::External("7")));
        assert_eq!(AnyId::from_text("ext-ext-7"), Some(AnyId::External("ext-7")));
        for none in ["", "ext-", "ext-\u{7}", "a\nb"] {
            assert_eq!(AnyId::from_text(none), None);
        }
    }
}
