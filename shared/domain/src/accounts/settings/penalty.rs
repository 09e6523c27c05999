//! What a late loan costs.

use super::arrears::TOLERANCE_DAYS_MAX;
use crate::accounts::setting::{Group, Setting};
use crate::accounts::value::Kind;

/// The rate.
pub const PENALTY_RATE: Setting = Setting::new(Group::Penalty, "penalty_rate", Kind::Rate, RATE);

const RATE: &str = "Percent a year of what is late, by the day; owed with the late installment when money moves next";

/// What the rate is applied to.
pub const CALCULATION: Setting = Setting::new(
    Group::Penalty,
    "calculation",
    Kind::Choice(&["NONE", "OVERDUE_BALANCE", "OVERDUE_BALANCE_AND_INTEREST", "OUTSTANDING_PRINCIPAL"]),
    "What penalty_rate is applied to; needed where that is above 0",
);

/// Days that cost nothing.
pub const TOLERANCE_PERIOD: Setting = Setting::new(
    Group::Penalty,
    "tolerance_period",
    Kind::Count(0, TOLERANCE_DAYS_MAX),
    "Days after a due date that cost nothing; 0 where nothing is said",
);

/// The settings of `penalty`, in the order in which they are answered.
pub const PENALTY: &[Setting] = &[PENALTY_RATE, CALCULATION, TOLERANCE_PERIOD];
