//! The body of an upload: a loan, or a transaction of a credit line, in either edition.

use super::address::APPLICANT_ADDRESS;
use super::allocation::ALLOCATION;
use super::co_applicant::{CO_APPLICANT, CO_APPLICANT_2020};
use super::document::DOCUMENT;
use super::reference::REFERENCE;
use crate::field::{Field, Kind, Section};

/// The genders of the documents.
pub const GENDERS: &[&str] = &["Male", "Female", "Non-Binary", "Other"];

/// Keys that no body may set, at the top of a document.
const COMPUTED: &[&str] = &[
    "archive",
    "loan_details",
    "applicant_details",
    "transactions_details",
    "communication_details",
    "payment_history",
    "notice_tracking_details",
    "case_tracking_details",
    "remarks",
    "final_status",
    "amount_recovered",
    "dpd",
    "dpd_bracket",
    "allocation_month",
    "truncated",
    "end_time",
    "recovery_date",
    "payment_method",
    "actual_date_of_default",
];

/// A loan of the current edition.
pub const LOAN: Section = Section {
    name: "loan",
    groups: &[LOAN_IDS, COMMON, CO_APPLICANTS, LISTS],
    computed: COMPUTED,
    kept_bytes_max: 100_000,
    entries_max: 1,
};

/// A loan of the 2020 edition.
pub const LOAN_2020: Section = Section {
    name: "loan (2020)",
    groups: &[LOAN_IDS, COMMON, CO_APPLICANTS_2020, LISTS],
    computed: COMPUTED,
    kept_bytes_max: 100_000,
    entries_max: 1,
};

/// A credit-line transaction of the current edition, with its customer.
pub const TRANSACTION: Section = Section {
    name: "transaction",
    groups: &[TRANSACTION_IDS, COMMON, CO_APPLICANTS, LISTS],
    computed: COMPUTED,
    kept_bytes_max: 100_000,
    entries_max: 1,
};

/// A credit-line transaction of the 2020 edition, with its customer.
pub const TRANSACTION_2020: Section = Section {
    name: "transaction (2020)",
    groups: &[TRANSACTION_IDS, COMMON, CO_APPLICANTS_2020, LISTS],
    computed: COMPUTED,
    kept_bytes_max: 100_000,
    entries_max: 1,
};

/// What identifies a loan.
const LOAN_IDS: &[Field] = &[
    Field::new("loan_id", Kind::Id, "The lender's id of the loan").required(),
    Field::new("client_customer_id", Kind::Text, "The lender's id of the borrower, who may have several loans"),
];

/// What identifies a transaction of a credit line.
const TRANSACTION_IDS: &[Field] = &[
    Field::new("client_customer_id", Kind::Id, "The lender's id of the customer").required(),
    Field::new("transaction_id", Kind::Id, "The lender's id of the transaction").also(&["loan_id"]),
];

/// Co-applicants of the current edition.
const CO_APPLICANTS: &[Field] = &[Field::new("co_applicant", Kind::List(&CO_APPLICANT), "Co-applicants")];

/// Co-applicants of the 2020 edition.
const CO_APPLICANTS_2020: &[Field] = &[Field::new("co_applicant", Kind::List(&CO_APPLICANT_2020), "Co-applicants")];

/// What all four have in common.
const COMMON: &[Field] = &[
    Field::new("loan_type", Kind::Text, "Type of the loan, such as Personal Loan").required(),
    Field::new("product_type", Kind::Text, "Further classification of the loan"),
    Field::new("applicant_name", Kind::Text, "Full name of the applicant").required(),
    Field::new(
        "applicant_contact_number",
        Kind::MobileNumbers,
        "Telephone numbers, comma separated, in order of preference",
    ),
    Field::new("applicant_email", Kind::Emails, "E-mail addresses, comma separated, in order of preference"),
    Field::new("applicant_gender", Kind::Option(GENDERS), "Gender"),
    Field::new("applicant_dob", Kind::Date, "Date of birth"),
    Field::new("applicant_language", Kind::Languages, "Language, by ISO 639-1 code or English name"),
    Field::new("applicant_occupation", Kind::Text, "Occupation"),
    Field::new("applicant_monthly_income", Kind::Amount, "Monthly income"),
    Field::new("applicant_cibil_score", Kind::Integer, "Bureau score"),
    Field::new("applicant_aadhar_number", Kind::Text, "Aadhaar number"),
    Field::new("applicant_pan_number", Kind::Text, "Permanent account number (income tax)"),
    Field::new("applicant_photo_link", Kind::Url, "Address of a photograph"),
    Field::new("applicant_notice_reference_number", Kind::Text, "Reference number of the notice sent to the applicant"),
    Field::new("business_name", Kind::Text, "Name of the applicant's business"),
    Field::new("total_loan_amount", Kind::Amount, "Amount disbursed").required(),
    Field::new("emi_amount", Kind::Amount, "Instalment agreed at disbursal"),
    Field::new("loan_tenure", Kind::Count, "Tenure in months"),
    Field::new("client_loan_sanction_date", Kind::Date, "Date of sanction"),
    Field::new("loan_end_date", Kind::Date, "Date on which the loan was to end"),
    Field::new("interest_on_loan", Kind::Percentage, "Interest agreed at disbursal"),
    Field::new("tenure_finished", Kind::Bool, "Whether the tenure is over"),
    Field::new("security_type", Kind::Text, "Type of security"),
    Field::new("backed_by_surety", Kind::Bool, "Whether there is a guarantor").also(&["backed_by_security"]),
    Field::new("payment_link", Kind::Url, "Address at which the borrower can pay"),
    Field::new("payment_link_expiry", Kind::Count, "When the payment link expires, unix seconds"),
    Field::new("merchant_name", Kind::Text, "Merchant linked to the loan"),
    Field::new("channel_partner", Kind::Text, "Channel partner"),
    Field::new("loan_nbfc_name", Kind::Text, "Name of the non-banking financial company"),
    Field::new("loan_nbfc_cin", Kind::Text, "Corporate identity number of that company"),
    Field::new("credit_account_number", Kind::AccountNumber, "Account that received the loan; leading zeros count"),
    Field::new("credit_account_holder_name", Kind::Text, "Holder of that account"),
    Field::new("credit_account_holder_type", Kind::Text, "Type of that account"),
    Field::new("credit_bank_name", Kind::Text, "Bank of that account"),
    Field::new("credit_bank_ifsc_code", Kind::Text, "IFSC code of that bank"),
    Field::new("vehicle_registration_number", Kind::Text, "Registration number of the vehicle"),
    Field::new("chassis_number", Kind::Text, "Chassis number of the vehicle"),
    Field::new("engine_number", Kind::Text, "Engine number of the vehicle"),
    Field::new("make_and_model", Kind::Text, "Make and model of the vehicle"),
    Field::new("group_id", Kind::Text, "Group that the loan belongs to"),
    Field::new("notice_date", Kind::Date, "Date printed on a notice"),
    Field::new("notice_delivery_partner", Kind::Text, "Who delivers notices"),
    Field::new("loan_region", Kind::Text, "Region of the loan"),
    Field::new("loan_regional_manager_name", Kind::Text, "Regional manager"),
    Field::new("loan_regional_manager_contact_number", Kind::MobileNumbers, "Telephone number of the regional manager"),
    Field::new("loan_regional_manager_contact_email", Kind::Emails, "E-mail address of the regional manager"),
    Field::new("loan_source_branch_address", Kind::Text, "Branch that disbursed the loan"),
    Field::new("agent_email", Kind::Emails, "E-mail addresses of the agents that the loan is given to"),
    Field::new("tags", Kind::Tags, "Tags for the months in this body, comma separated"),
    Field::new("applicant_address", Kind::List(&APPLICANT_ADDRESS), "Addresses of the applicant"),
];

/// The lists that all four have in common.
const LISTS: &[Field] = &[
    Field::new("references", Kind::List(&REFERENCE), "References"),
    Field::new("document_details", Kind::List(&DOCUMENT), "Security documents"),
    Field::new("defaults", Kind::Entries(&ALLOCATION), "What is due, month by month"),
];
