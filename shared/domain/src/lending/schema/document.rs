//! Security documents of a loan: cheques, mandates, and how they bounced.

use crate::field::{Field, Kind, Section};

/// A security document.
pub const DOCUMENT: Section =
    Section { name: "document", groups: &[DOCUMENT_FIELDS], computed: &[], kept_bytes_max: 1_000, entries_max: 100 };

const DOCUMENT_FIELDS: &[Field] = &[
    Field::new("security_mode", Kind::Text, "Kind of security, such as NACH, ECS, ENACH, PDC"),
    Field::new("document_number", Kind::Text, "Number of the document, such as a cheque number"),
    Field::new("document_bank_name", Kind::Text, "Bank that issued the document"),
    Field::new("document_bank_ifsc_code", Kind::Text, "IFSC code of that bank"),
    Field::new("document_amount", Kind::Amount, "Amount on the document"),
    Field::new("document_date", Kind::Date, "Date of execution"),
    Field::new("document_dishonour_date", Kind::Date, "Date of dishonour"),
    Field::new("document_signature_name", Kind::Text, "Who signed"),
    Field::new("document_bounce_bank_account_number", Kind::AccountNumber, "Account in which the document bounced"),
    Field::new("document_bounce_bank_ifsc_code", Kind::Text, "IFSC code of the bank in which it bounced"),
    Field::new("document_bounce_charges", Kind::Amount, "Charges for the bounce"),
    Field::new("document_bounce_bank_name", Kind::Text, "Bank in which it bounced"),
    Field::new("document_bounce_bank_address", Kind::Text, "Address of that bank"),
    Field::new("document_bounce_memo_date", Kind::Date, "Date of the bounce memo"),
    Field::new("reason_of_document_bounce", Kind::Text, "Reason for the bounce"),
    Field::new("document_micr", Kind::Text, "MICR code, 9 digits"),
    Field::new("document_presented_in_account", Kind::Text, "Account in which the document was presented"),
    Field::new("document_presented_zone", Kind::Text, "Zone in which it was presented"),
    Field::new("document_bounce_memo_branch_address", Kind::Text, "Branch that issued the bounce memo"),
    Field::new("document_signature_address_text", Kind::Text, "Address of the signatory"),
    Field::new("document_signature_city", Kind::Text, "City of the signatory"),
    Field::new("document_signature_state", Kind::Text, "State of the signatory"),
    Field::new("document_signature_pincode", Kind::Pincode, "Postal code of the signatory"),
    Field::new("document_bounce_memo_reference_number", Kind::Text, "Reference number of the bounce memo"),
    Field::new("document_sequence_number", Kind::Text, "Sequence number of the document")
        .also(&["document_seqeunce_number"]),
    Field::new("document_bounce_memo_return_date", Kind::Date, "Date on which the bounce memo was returned"),
    Field::new("document_umrn", Kind::Text, "Unique mandate reference number"),
];
