//! What field agents report: visits with what was collected, and deposits of it.

use super::payment::{CLOSURES, PAYMENT_METHODS};
use crate::field::{Field, Kind, Section};

/// The most loans of one deposit.
pub const LOANS_OF_DEPOSIT_MAX: usize = 45;

/// A visit of a field agent, with what was collected.
pub const COLLECTION: Section = Section {
    name: "field collection",
    groups: &[COLLECTION_FIELDS],
    computed: &["author", "created"],
    kept_bytes_max: 0,
    entries_max: 1,
};

const COLLECTION_FIELDS: &[Field] = &[
    Field::new("loan_id", Kind::Id, "The lender's id of the loan, or of the credit-line transaction").required(),
    Field::new("client_customer_id", Kind::Id, "The lender's id of the customer; required of credit-line companies"),
    Field::new("allocation_month", Kind::Month, "Month in which the loan was allocated").required(),
    Field::new(
        "visit_id",
        Kind::Id,
        "Unique id of the visit; the system's where it is absent. A repeated one is the same visit",
    ),
    Field::new("agent_email", Kind::Emails, "E-mail address of the agent").required(),
    Field::new("agent_name", Kind::Name, "Name of the agent"),
    Field::new("visit_date", Kind::Date, "Day of the visit; today where it is absent"),
    Field::new("visit_purpose", Kind::Name, "Purpose of the visit, as Surprise Visit or Promise to Pay"),
    Field::new("is_visit_done", Kind::Bool, "Whether the visit was made").required(),
    Field::new("is_customer_met", Kind::Bool, "Whether the customer was met").required(),
    Field::new("is_recovery_done", Kind::Bool, "Whether something was collected; it is recorded as a payment then")
        .required(),
    Field::new(
        "agent_marked_status",
        Kind::Name,
        "Status marked by the agent; where something was collected, Partially Recovered by Agent or Closed by Agent",
    ),
    Field::new("amount_recovered", Kind::Amount, "Amount collected"),
    Field::new("collection_receipt_url", Kind::Url, "Link to the receipt"),
    Field::new("payment_method", Kind::Option(PAYMENT_METHODS), "How the borrower paid"),
    Field::new("payment_mode", Kind::Name, "Mode of payment, such as UPI"),
    Field::new("payment_reference_number", Kind::Name, "Unique id of the payment; the visit's where it is absent"),
    Field::new("closure_with", Kind::Option(CLOSURES), "How a closed month was closed"),
    Field::new("date_of_default", Kind::Date, "New date of default after a partial recovery"),
    Field::new("is_external", Kind::Bool, "Whether a collection agency collected it"),
];

/// A deposit of what a field agent collected.
pub const DEPOSIT: Section = Section {
    name: "field deposit",
    groups: &[DEPOSIT_FIELDS],
    computed: &["author", "created"],
    kept_bytes_max: 0,
    entries_max: 1,
};

const DEPOSIT_FIELDS: &[Field] = &[
    Field::new(
        "deposit_id",
        Kind::Id,
        "Unique id of the deposit; made of the receipt's number where it is absent. A repeated one is the same deposit",
    ),
    Field::new("agent_email", Kind::Emails, "E-mail address of the agent").required(),
    Field::new("agent_name", Kind::Name, "Name of the agent"),
    Field::new("total_amount", Kind::Amount, "Amount deposited, the sum of its loans'").required(),
    Field::new("deposit_method", Kind::Name, "How it was deposited").required(),
    Field::new("recovery_method", Kind::Name, "How it had been collected"),
    Field::new("branch_type", Kind::Choice(&["bank", "company"]), "Whose branch took it").required(),
    Field::new("deposit_receipt_no", Kind::Id, "Number of the deposit's receipt").required(),
    Field::new("deposit_proof_url", Kind::Url, "Link to the proof of the deposit"),
    Field::new("loan_data", Kind::List(&LOAN_OF_DEPOSIT), "What was collected of each loan").required(),
];

/// A bank's branch that took a deposit.
pub const BANK_BRANCH: Section =
    Section { name: "bank branch", groups: &[BANK_BRANCH_FIELDS], computed: &[], kept_bytes_max: 0, entries_max: 1 };

const BANK_BRANCH_FIELDS: &[Field] = &[
    Field::new("bank_name", Kind::Name, "Name of the bank").required(),
    Field::new("ifsc_code", Kind::Name, "Code of the bank's branch"),
    Field::new("branch_name", Kind::Name, "Name of the branch"),
    Field::new("account_name", Kind::Name, "Name of the account"),
    Field::new("account_type", Kind::Name, "Type of the account"),
    Field::new("account_number", Kind::AccountNumber, "Number of the account").required(),
];

/// A branch of the company that took a deposit.
pub const COMPANY_BRANCH: Section = Section {
    name: "company branch",
    groups: &[COMPANY_BRANCH_FIELDS],
    computed: &[],
    kept_bytes_max: 0,
    entries_max: 1,
};

const COMPANY_BRANCH_FIELDS: &[Field] = &[
    Field::new("branch_name", Kind::Name, "Name of the branch").required(),
    Field::new("branch_address", Kind::Text, "Its address"),
    Field::new("branch_contact_number", Kind::MobileNumbers, "Its telephone number"),
];

/// A loan of a deposit.
pub const LOAN_OF_DEPOSIT: Section = Section {
    name: "loan of a deposit",
    groups: &[LOAN_OF_DEPOSIT_FIELDS],
    computed: &[],
    kept_bytes_max: 0,
    entries_max: LOANS_OF_DEPOSIT_MAX,
};

const LOAN_OF_DEPOSIT_FIELDS: &[Field] = &[
    Field::new("loan_id", Kind::Id, "The lender's id of the loan, or of the credit-line transaction").required(),
    Field::new("amount", Kind::Amount, "What was collected of it").required(),
];
