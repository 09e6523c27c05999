//! When the loan is due, and in what parts.

use crate::accounts::setting::{Group, Setting};
use crate::accounts::value::Kind;

/// Most installments: a hundred years of months, which is what the servicing computes.
pub const INSTALLMENTS_MAX: u32 = 1_200;

const fn setting(key: &'static str, kind: Kind, about: &'static str) -> Setting {
    Setting::new(Group::Schedule, key, kind, about)
}

/// How many installments.
pub const REPAYMENT_INSTALLMENTS: Setting = setting(
    "repayment_installments",
    Kind::Count(1, INSTALLMENTS_MAX),
    "Number of installments, without down payments",
);

/// The time between two of them.
pub const REPAYMENT_PERIOD: Setting =
    setting("repayment_period", Kind::Period, "Time from one due date to the next, as an ISO 8601 duration");

/// Days of the month.
pub const FIXED_DAYS_OF_MONTH: Setting = setting(
    "fixed_days_of_month",
    Kind::Numbers(1, 31),
    "Days of the month on which installments fall due; a day beyond the end of a month is its last day",
);

/// Installments of grace.
pub const GRACE_PERIOD: Setting = setting(
    "grace_period",
    Kind::Count(0, INSTALLMENTS_MAX),
    "Number of installments of grace, fewer than there are; 0 where nothing is said",
);

/// What is not due in them.
pub const GRACE_PERIOD_TYPE: Setting = setting(
    "grace_period_type",
    Kind::Choice(&["NONE", "PAY_INTEREST_ONLY", "INTEREST_FORGIVENESS", "INTEREST_DEFERRED"]),
    "What installments of grace ask for: interest only; nothing, and they bear no interest; or nothing, and their interest is due after them. Needed where grace_period is above 0",
);

/// An agreed installment.
pub const PERIODIC_PAYMENT: Setting =
    setting("periodic_payment", Kind::Amount, "Amount of each installment, where it is agreed instead of computed");

/// Over which time installments are computed.
pub const AMORTIZATION_PERIOD: Setting = setting(
    "amortization_period",
    Kind::Period,
    "Time over which installments are computed, in whole repayment periods; the last one takes the rest (balloon)",
);

/// What installments are multiples of.
pub const INSTALLMENT_MULTIPLE: Setting =
    setting("installment_multiple", Kind::Amount, "Amount that installments are whole multiples of");

/// What becomes of digits that are dropped.
pub const ROUNDING: Setting = setting(
    "rounding",
    Kind::Choice(&["HALF_EVEN", "HALF_UP", "HALF_DOWN", "UP", "DOWN", "CEILING", "FLOOR"]),
    "How amounts are rounded to the currency's minor units; HALF_EVEN where nothing is said",
);

/// Installments that ask for nothing.
pub const PAYMENT_HOLIDAYS: Setting = setting(
    "payment_holidays",
    Kind::Numbers(1, INSTALLMENTS_MAX),
    "Numbers of installments that ask for nothing; only an empty list is served, as holidays are agreed on while a loan runs",
);

/// Days on which nobody works.
pub const NON_WORKING_DAYS: Setting = setting(
    "non_working_days",
    Kind::NonWorkingDays,
    "Days of the week and dates on which nothing falls due; they need non_working_days_shift",
);

/// Where a due date goes from them.
pub const NON_WORKING_DAYS_SHIFT: Setting = setting(
    "non_working_days_shift",
    Kind::Choice(&[
        "NONE",
        "NEXT_WORKING_DAY",
        "PREVIOUS_WORKING_DAY",
        "NEXT_WORKING_DAY_IN_MONTH",
        "PREVIOUS_WORKING_DAY_IN_MONTH",
    ]),
    "Where a due date goes that falls on one of non_working_days",
);

/// What is due at once.
pub const DOWN_PAYMENT_PERCENTAGE: Setting =
    setting("down_payment_percentage", Kind::Percentage, "Percent of each disbursement that is due at once");

/// The settings of `schedule`, in the order in which they are answered.
pub const SCHEDULE: &[Setting] = &[
    REPAYMENT_INSTALLMENTS,
    REPAYMENT_PERIOD,
    FIXED_DAYS_OF_MONTH,
    GRACE_PERIOD,
    GRACE_PERIOD_TYPE,
    PERIODIC_PAYMENT,
    AMORTIZATION_PERIOD,
    INSTALLMENT_MULTIPLE,
    ROUNDING,
    PAYMENT_HOLIDAYS,
    NON_WORKING_DAYS,
    NON_WORKING_DAYS_SHIFT,
    DOWN_PAYMENT_PERCENTAGE,
];
