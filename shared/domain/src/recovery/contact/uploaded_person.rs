//! The people of an uploaded loan.

use super::fields::NAME_CHARS_MAX;
use super::{EmailAddress, PhoneNumber, Relationship};
use crate::field::language_code;
use crate::json::{Json, Object};

/// Most contacts of a person: further numbers and addresses stay in the loan's profile only.
const CONTACTS_OF_PERSON_MAX: usize = 5;

/// A person with their numbers and addresses, in the order of preference.
pub(super) struct Person {
    pub(super) relationship: Relationship,
    pub(super) name: String,
    pub(super) language: Option<&'static str>,
    pub(super) numbers: Vec<PhoneNumber>,
    pub(super) emails: Vec<EmailAddress>,
}

/// The keys under which a person is described.
struct Keys {
    relationship: Relationship,
    name: &'static str,
    numbers: &'static str,
    emails: &'static str,
    language: &'static str,
}

const APPLICANT: Keys = Keys {
    relationship: Relationship::Applicant,
    name: "applicant_name",
    numbers: "applicant_contact_number",
    emails: "applicant_email",
    language: "applicant_language",
};

const CO_APPLICANT: Keys = Keys {
    relationship: Relationship::CoApplicant,
    name: "co_applicant_name",
    numbers: "co_applicant_contact_number",
    emails: "co_applicant_email",
    language: "co_applicant_language",
};

/// No body has the last two of a reference.
const REFERENCE: Keys = Keys {
    relationship: Relationship::Reference,
    name: "name",
    numbers: "contact_number",
    emails: "email",
    language: "language",
};

/// The applicant, co-applicants and references of a loan's profile, in this order.
pub(super) fn people(profile: &Object, is_indian: bool) -> Vec<Person> {
    let list =
        |key: &str| profile.get(key).and_then(Json::as_list).unwrap_or_default().iter().filter_map(Json::as_object);
    let applicant = std::iter::once(person(profile, &APPLICANT, is_indian));
    let co_applicants = list("co_applicant").map(|entry| person(entry, &CO_APPLICANT, is_indian));
    let references = list("references").map(|entry| person(entry, &REFERENCE, is_indian));
    applicant.chain(co_applicants).chain(references).collect()
}

fn person(entry: &Object, keys: &Keys, is_indian: bool) -> Person {
    let text = |key: &str| entry.get(key).and_then(Json::as_text).unwrap_or_default();
    Person {
        relationship: keys.relationship,
        name: text(keys.name).trim().chars().filter(|char| !char.is_control()).take(NAME_CHARS_MAX).collect(),
        language: text(keys.language).split(',').find_map(|name| language_code(name.trim())),
        numbers: each_once(text(keys.numbers), |entry| PhoneNumber::from_upload(entry, is_indian), PhoneNumber::eq),
        emails: each_once(text(keys.emails), |entry| EmailAddress::from_text(entry.trim()), EmailAddress::reaches_same),
    }
}

/// The entries of a comma list that are what they should be.
fn each_once<T>(list: &str, read: impl Fn(&str) -> Option<T>, is_same: impl Fn(&T, &T) -> bool) -> Vec<T> {
    let mut entries: Vec<T> = Vec::new();
    for entry in list.split(',').filter_map(read) {
        if entries.len() < CONTACTS_OF_PERSON_MAX && !entries.iter().any(|known| is_same(known, &entry)) {
            entries.push(entry);
        }
    }
    entries
}

impl Person {
    /// A number and an address each, as far as there are any. Who owes the debt and has neither is a contact all the same: notices
    /// and visits go to an address that the profile has.
    pub(super) fn reached_at(&self) -> Vec<(Option<&PhoneNumber>, Option<&EmailAddress>)> {
        let count = self.numbers.len().max(self.emails.len());
        let least = usize::from(self.relationship.owes() && !self.name.is_empty());
        (0..count.max(least)).map(|at| (self.numbers.get(at), self.emails.get(at))).collect()
    }
}
