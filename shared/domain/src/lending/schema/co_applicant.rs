//! Co-applicants of a loan, as the two editions write them.

use super::address::{CO_APPLICANT_ADDRESS, CO_APPLICANT_ADDRESS_FIELDS};
use super::loan::GENDERS;
use crate::field::{Field, Kind, Section};
use crate::json::{Json, Object};

const ADDRESSES: &str = "co_applicant_address";

/// A co-applicant of the current edition, whose addresses are a list.
pub const CO_APPLICANT: Section = Section {
    name: "co-applicant",
    groups: &[PERSON, LISTED_ADDRESSES],
    computed: &[],
    kept_bytes_max: 1_000,
    entries_max: 50,
};

/// A co-applicant of the 2020 edition, whose one address lies flat beside the other keys. A list of addresses is taken too.
pub const CO_APPLICANT_2020: Section = Section {
    name: "co-applicant (2020)",
    groups: &[PERSON, CO_APPLICANT_ADDRESS_FIELDS, LISTED_ADDRESSES],
    computed: &[],
    kept_bytes_max: 1_000,
    entries_max: 50,
};

/// The co-applicant as a person.
const PERSON: &[Field] = &[
    Field::new("co_applicant_name", Kind::Text, "Full name"),
    Field::new("co_applicant_type", Kind::Text, "Type, such as Individual"),
    Field::new("co_applicant_language", Kind::Languages, "Language, by ISO 639-1 code or English name"),
    Field::new("co_applicant_email", Kind::Emails, "E-mail addresses, comma separated, in order of preference"),
    Field::new("co_applicant_gender", Kind::Option(GENDERS), "Gender"),
    Field::new(
        "co_applicant_contact_number",
        Kind::MobileNumbers,
        "Telephone numbers, comma separated, in order of preference",
    ),
    Field::new("co_applicant_dob", Kind::Date, "Date of birth"),
    Field::new(
        "co_applicant_notice_reference_number",
        Kind::Text,
        "Reference number of the notice sent to the co-applicant",
    ),
    Field::new("co_applicant_photo_link", Kind::Url, "Address of a photograph"),
];

/// The addresses of the current edition.
const LISTED_ADDRESSES: &[Field] = &[Field::new(ADDRESSES, Kind::List(&CO_APPLICANT_ADDRESS), "Addresses")];

/// Turns a checked document of the 2020 edition into the form that is stored: each co-applicant's flat address becomes a list of one.
pub fn lift_addresses(document: &mut Object) {
    for co_applicant in co_applicants(document) {
        let keys = |key: &String| CO_APPLICANT_ADDRESS.field(key).is_some();
        let (address, mut rest): (Object, Object) =
            std::mem::take(co_applicant).into_iter().partition(|(key, _)| keys(key));
        if !address.is_empty() {
            let listed = rest.shift_remove(ADDRESSES);
            let mut addresses = vec![Json::Object(address)];
            addresses.extend(listed.iter().filter_map(Json::as_list).flatten().cloned());
            rest.insert(ADDRESSES.to_owned(), Json::List(addresses));
        }
        *co_applicant = rest;
    }
}

/// Shows a stored document as the 2020 edition does: each co-applicant's first address lies flat beside the other keys.
pub fn flatten_addresses(document: &mut Object) {
    for co_applicant in co_applicants(document) {
        if let Some(Json::List(addresses)) = co_applicant.shift_remove(ADDRESSES)
            && let Some(Json::Object(first)) = addresses.into_iter().next()
        {
            co_applicant.extend(first);
        }
    }
}

fn co_applicants(document: &mut Object) -> impl Iterator<Item = &mut Object> {
    let entries = match document.get_mut("co_applicant") {
        Some(Json::List(entries)) => entries.as_mut_slice(),
        _ => &mut [],
    };
    entries.iter_mut().filter_map(|entry| if let Json::Object(entry) = entry { Some(entry) } else { None })
}
