//! The fields of a refinancing and of a rescheduling, as the published document has them.

use crate::accounts::account::fields::{FEE, FEES_MAX, GUARANTOR, GUARANTORS_MAX};
use crate::resource::{Field, Kind};

/// The body of a refinancing.
pub const REFINANCE: &[Field] = &[
    KEEP_SAME_ACCOUNT_ID,
    Field::new(
        "account",
        Kind::Object(REFINANCE_ACCOUNT),
        "The account that goes on; as the old one where nothing is said",
    ),
    Field::new("top_up_amount", Kind::Amount, "What is paid out beside the debt that goes over"),
    Field::new("write_off_amounts", Kind::Object(REFINANCE_WRITE_OFF), "What of the debt is given up"),
];

/// The body of a rescheduling.
pub const RESCHEDULE: &[Field] = &[
    KEEP_SAME_ACCOUNT_ID,
    Field::new(
        "account",
        Kind::Object(RESCHEDULE_ACCOUNT),
        "The account that goes on; as the old one where nothing is said",
    ),
    Field::new("write_off_amounts", Kind::Object(RESCHEDULE_WRITE_OFF), "What of the debt is given up"),
];

const KEEP_SAME_ACCOUNT_ID: Field = Field::new(
    "keep_same_account_id",
    Kind::Bool,
    "Whether the account goes on under its id; false where nothing is said",
);
const ACCOUNT_ID: Field =
    Field::new("account_id", Kind::Id, "Id of the account that goes on; a new one where none is given");
const NAME: Field = Field::new("name", Kind::Name, "Name of the account");
const PRODUCT_ID: Field = Field::new("product_id", Kind::Id, "Product of the account");
const ARREARS: Field = Field::elsewhere("account_arrears_settings", Kind::Object(&[]), "When it counts as late");
const GUARANTORS: Field =
    Field::new("guarantors", Kind::List(GUARANTOR, GUARANTORS_MAX), "Clients that guarantee the loan");
const INTEREST: Field = Field::elsewhere("interest_settings", Kind::Object(&[]), "What it bears");
const PENALTY: Field = Field::elsewhere("penalty_settings", Kind::Object(&[]), "What it costs to be late");
const PRINCIPAL_PAYMENT: Field =
    Field::elsewhere("principal_payment_settings", Kind::Object(&[]), "What a revolving loan asks for");
const SCHEDULE: Field = Field::elsewhere("schedule_settings", Kind::Object(&[]), "When it is due");
const NOTES: Field = Field::new("notes", Kind::Text, "Notes");
const FIRST_REPAY_TIME: Field =
    Field::new("first_repay_time", Kind::Time, "First due date; one period after the day where none is given");

const REFINANCE_ACCOUNT: &[Field] = &[
    ACCOUNT_ID,
    NAME,
    PRODUCT_ID,
    ARREARS,
    Field::new("disbursement_details", Kind::Object(REFINANCE_DISBURSEMENT), "How it begins"),
    GUARANTORS,
    INTEREST,
    PENALTY,
    PRINCIPAL_PAYMENT,
    SCHEDULE,
    NOTES,
];

const RESCHEDULE_ACCOUNT: &[Field] = &[
    ACCOUNT_ID,
    NAME,
    PRODUCT_ID,
    ARREARS,
    Field::new("disbursement_details", Kind::Object(RESCHEDULE_DISBURSEMENT), "How it begins"),
    GUARANTORS,
    Field::new("interest_commission", Kind::Amount, "Interest that the lender books of what investors fund"),
    INTEREST,
    PENALTY,
    PRINCIPAL_PAYMENT,
    SCHEDULE,
    NOTES,
];

const REFINANCE_DISBURSEMENT: &[Field] = &[
    Field::new(
        "expected_disburse_time",
        Kind::Time,
        "The day on which the debt goes over, not in the future; today where none is given",
    ),
    FIRST_REPAY_TIME,
    Field::new("fees", Kind::List(FEE, FEES_MAX), "Fees that are taken out of the top-up"),
];

const RESCHEDULE_DISBURSEMENT: &[Field] = &[FIRST_REPAY_TIME];

const FEE_OFF: Field = Field::new("fee", Kind::Amount, "Fees that are given up");
const INTEREST_OFF: Field = Field::new("interest", Kind::Amount, "Interest that is given up");
const PENALTY_OFF: Field = Field::new("penalty", Kind::Amount, "Penalty that is given up");

const REFINANCE_WRITE_OFF: &[Field] = &[FEE_OFF, INTEREST_OFF, PENALTY_OFF];
const RESCHEDULE_WRITE_OFF: &[Field] =
    &[FEE_OFF, INTEREST_OFF, PENALTY_OFF, Field::new("principal", Kind::Amount, "Principal that is given up")];
