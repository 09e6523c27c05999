//! When the loan counts as late.

use crate::accounts::setting::{Group, Setting};
use crate::accounts::value::Kind;

/// Most days that a tolerance has: ten years.
pub const TOLERANCE_DAYS_MAX: u32 = 3_650;

/// Days after a due date that are not late.
pub const TOLERANCE_PERIOD: Setting = Setting::new(
    Group::Arrears,
    "tolerance_period",
    Kind::Count(0, TOLERANCE_DAYS_MAX),
    "Days after a due date that are not late yet; 0 where nothing is said",
);

/// How much may be late, as a part of principal.
pub const TOLERANCE_PERCENTAGE: Setting = Setting::new(
    Group::Arrears,
    "tolerance_percentage_of_outstanding_principal",
    Kind::Percentage,
    "Percent of the outstanding principal that may be late without the loan being in arrears",
);

/// How much may be late, whatever is outstanding.
pub const TOLERANCE_FLOOR: Setting =
    Setting::new(Group::Arrears, "tolerance_floor_amount", Kind::Amount, "Least amount of that tolerance");

/// From which day arrears are counted.
pub const DATE_CALCULATION: Setting = Setting::new(
    Group::Arrears,
    "date_calculation",
    Kind::Choice(&["FIRST_WENT_TO_ARREARS", "LAST_LATE_REPAYMENT"]),
    "Whether arrears are counted since the loan last became late or since the due date of the oldest installment that is late; LAST_LATE_REPAYMENT where nothing is said",
);

/// The ages of late amounts.
pub const BUCKETS: Setting = Setting::new(
    Group::Arrears,
    "buckets",
    Kind::Buckets,
    "Names and ages in days of the buckets that late amounts belong to, youngest first",
);

/// The settings of `arrears`, in the order in which they are answered.
pub const ARREARS: &[Setting] = &[TOLERANCE_PERIOD, TOLERANCE_PERCENTAGE, TOLERANCE_FLOOR, DATE_CALCULATION, BUCKETS];
