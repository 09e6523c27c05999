//! Addresses of applicants, co-applicants and references.

use crate::field::{Field, Kind, Section};

/// The types of an address.
pub const ADDRESS_TYPES: &[&str] = &["Home", "Business", "Office"];

/// An address of the applicant: its five keys must be there, all but the type may be empty.
pub const APPLICANT_ADDRESS: Section = Section {
    name: "applicant address",
    groups: &[APPLICANT_ADDRESS_FIELDS],
    computed: &[],
    kept_bytes_max: 1_000,
    entries_max: 50,
};

const APPLICANT_ADDRESS_FIELDS: &[Field] = &[
    Field::new("applicant_address_type", Kind::Choice(ADDRESS_TYPES), "Type of the address").required(),
    Field::new("applicant_address_text", Kind::Text, "House number, street, locality").present(),
    Field::new("applicant_state", Kind::Text, "State").present(),
    Field::new("applicant_city", Kind::Text, "City").present(),
    Field::new("applicant_landmark", Kind::Text, "Landmark nearby"),
    Field::new("applicant_pincode", Kind::Pincode, "Postal code").present(),
    Field::new("applicant_address_latitude", Kind::Text, "Latitude of the place"),
    Field::new("applicant_address_longitude", Kind::Text, "Longitude of the place"),
];

/// An address of a co-applicant.
pub const CO_APPLICANT_ADDRESS: Section = Section {
    name: "co-applicant address",
    groups: &[CO_APPLICANT_ADDRESS_FIELDS],
    computed: &[],
    kept_bytes_max: 1_000,
    entries_max: 50,
};

/// Its keys, which the 2020 edition has beside those of the co-applicant.
pub const CO_APPLICANT_ADDRESS_FIELDS: &[Field] = &[
    Field::new("co_applicant_address_text", Kind::Text, "House number, street, locality"),
    Field::new("co_applicant_address_type", Kind::Option(ADDRESS_TYPES), "Type of the address"),
    Field::new("co_applicant_state", Kind::Text, "State"),
    Field::new("co_applicant_city", Kind::Text, "City"),
    Field::new("co_applicant_pincode", Kind::Pincode, "Postal code"),
    Field::new("co_applicant_address_latitude", Kind::Text, "Latitude of the place"),
    Field::new("co_applicant_address_longitude", Kind::Text, "Longitude of the place"),
];

/// An address of a reference.
pub const REFERENCE_ADDRESS: Section = Section {
    name: "reference address",
    groups: &[REFERENCE_ADDRESS_FIELDS],
    computed: &[],
    kept_bytes_max: 1_000,
    entries_max: 50,
};

const REFERENCE_ADDRESS_FIELDS: &[Field] = &[
    Field::new("reference_address_type", Kind::Text, "Type of the address"),
    Field::new("reference_address_text", Kind::Text, "House number, street, locality"),
    Field::new("reference_city", Kind::Text, "City"),
    Field::new("reference_state", Kind::Text, "State"),
    Field::new("reference_pincode", Kind::Pincode, "Postal code"),
];
