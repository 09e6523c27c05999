//! People who vouch for the applicant.

use super::address::REFERENCE_ADDRESS;
use super::loan::GENDERS;
use crate::field::{Field, Kind, Section};

/// A reference.
pub const REFERENCE: Section =
    Section { name: "reference", groups: &[REFERENCE_FIELDS], computed: &[], kept_bytes_max: 1_000, entries_max: 50 };

const REFERENCE_FIELDS: &[Field] = &[
    Field::new("relation_with_applicant", Kind::Text, "Relation to the applicant"),
    Field::new("name", Kind::Text, "Full name"),
    Field::new("contact_number", Kind::MobileNumbers, "Telephone numbers, comma separated").also(&["contat_number"]),
    Field::new("reference_gender", Kind::Option(GENDERS), "Gender"),
    Field::new("reference_pan_number", Kind::Text, "Permanent account number (income tax)"),
    Field::new("reference_address", Kind::List(&REFERENCE_ADDRESS), "Addresses"),
];
