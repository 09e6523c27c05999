//! What a month's allocation says is due: an entry of `defaults`.

use crate::field::{Field, Kind, Section};

/// An entry of `defaults`.
pub const ALLOCATION: Section = Section {
    name: "default",
    groups: &[ALLOCATION_FIELDS],
    computed: &[
        "created",
        "upload_date",
        "dpd",
        "dpd_bracket",
        "tags",
        "final_status",
        "amount_recovered",
        "recovery_date",
        "recovery_method",
        "payment_method",
        "payment_mode",
        "payment_reference_number",
        "reference_number",
        "closure_with",
        "actual_date_of_default",
        "recovered_by",
        "payment_received_date",
    ],
    kept_bytes_max: 1_000,
    entries_max: 60,
};

const ALLOCATION_FIELDS: &[Field] = &[
    Field::new(
        "allocation_month",
        Kind::Month,
        "Month for which the loan is allocated, without leading zero; the current month of the company's time zone when absent",
    ),
    Field::new("total_claim_amount", Kind::Amount, "Amount claimed").required(),
    Field::new("late_fee", Kind::Amount, "Late fee"),
    Field::new("date_of_default", Kind::Date, "Day of the default; the first one sent stays as actual_date_of_default")
        .required(),
    Field::new("expected_emi", Kind::Amount, "Instalment due, without fees and penalties"),
    Field::new("default_emi_number", Kind::Count, "Serial number of the instalment in default"),
    Field::new("settlement_amount", Kind::Amount, "Amount for which the lender would settle"),
    Field::new("client_amount_recovered", Kind::Amount, "Amount recovered before the allocation"),
    Field::new("principal_outstanding_amount", Kind::Amount, "Principal outstanding at the allocation"),
    Field::new("expected_emi_interest_amount", Kind::Amount, "Interest in the instalment"),
    Field::new("expected_emi_principal_amount", Kind::Amount, "Principal in the instalment"),
    Field::new("other_penalty", Kind::Amount, "Penalty on the instalment"),
    Field::new(
        "allocation_dpd_value",
        Kind::Count,
        "Days past due at the allocation; computed from the date of default when absent",
    ),
    Field::new("allocation_dpd_bracket", Kind::Name, "Bracket of allocation_dpd_value; computed when absent"),
];
