//! The body that records a payment.

use crate::field::{Field, Kind, Section};

/// What a payment says of the month it is for.
pub const FINAL_STATUSES: &[&str] = &["Partially Recovered", "Closed"];
/// How money reached the lender.
pub const PAYMENT_METHODS: &[&str] =
    &["Online", "Cash", "Cheque", "Bank Account Transfer", "Application", "Payment Link"];
/// What moved the borrower to pay.
pub const RECOVERY_METHODS: &[&str] = &["Field Collection", "Communication", "Communications", "Legal"];
/// How a month was closed: paid in full, or settled.
pub const CLOSURES: &[&str] = &["NOC", "Settlement"];

/// A payment.
pub const PAYMENT: Section = Section {
    name: "payment",
    groups: &[PAYMENT_FIELDS],
    computed: &["payment_id", "author", "created", "allocation_month", "transaction_id"],
    kept_bytes_max: 1_000,
    entries_max: 1,
};

const PAYMENT_FIELDS: &[Field] = &[
    Field::new("client_customer_id", Kind::Id, "The lender's id of the customer; required of credit-line companies"),
    Field::new("final_status", Kind::Choice(FINAL_STATUSES), "What the month is after the payment").required(),
    Field::new("amount_recovered", Kind::Amount, "Amount received").required(),
    Field::new("recovery_method", Kind::Option(RECOVERY_METHODS), "What moved the borrower to pay"),
    Field::new("payment_method", Kind::Choice(PAYMENT_METHODS), "How the money reached the lender").required(),
    Field::new("payment_mode", Kind::Name, "Mode of payment, such as UPI or NEFT"),
    Field::new(
        "payment_reference_number",
        Kind::Name,
        "Reference of the payment processor; a repeated one is the same payment",
    )
    .also(&["reference_number"]),
    Field::new("payment_received_date", Kind::Date, "Day on which the money reached the lender's account"),
    Field::new("recovery_date", Kind::DateOrTime, "When the recovery was made"),
    Field::new("recovered_by", Kind::Name, "Who collected the payment"),
    Field::new("closure_with", Kind::Option(CLOSURES), "How a Closed month was closed"),
    Field::new("date_of_default", Kind::Date, "New date of default after a partial recovery"),
    Field::new("is_external", Kind::Bool, "Whether the payment came in by way of a collection agency"),
];
