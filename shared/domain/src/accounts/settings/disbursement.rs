//! How much is paid out, and in how many parts.

use crate::accounts::setting::{Group, Setting};
use crate::accounts::value::Kind;

/// Most disbursements of an account: as many as it may plan.
pub const DISBURSEMENTS_MAX: u32 = 100;

/// How many parts.
pub const MAX_TRANCHES: Setting = Setting::new(
    Group::Disbursement,
    "max_tranches",
    Kind::Count(1, DISBURSEMENTS_MAX),
    "Disbursements that may stand at a time; those that are planned as tranches, or else one, where nothing is said",
);

/// How much more than was applied for, as an amount.
pub const OVER_APPLIED_AMOUNT: Setting = Setting::new(
    Group::Disbursement,
    "over_applied_amount",
    Kind::Amount,
    "Amount that may be approved and paid out beyond the amount of the account; none where nothing is said",
);

/// How much more than was applied for, as a part of it.
pub const OVER_APPLIED_PERCENTAGE: Setting = Setting::new(
    Group::Disbursement,
    "over_applied_percentage",
    Kind::Rate,
    "Percent of the amount of the account that may be approved and paid out beyond it; none where nothing is said",
);

/// The settings of `disbursement`, in the order in which they are answered.
pub const DISBURSEMENT: &[Setting] = &[MAX_TRANCHES, OVER_APPLIED_AMOUNT, OVER_APPLIED_PERCENTAGE];
