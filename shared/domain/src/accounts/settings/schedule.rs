//! When the loan is due, and in what parts.

use crate::accounts::setting::{Group, Setting};
use crate::accounts::value::Kind;

/// Most installments: a hundred years of months, which is what the servicing computes.
pub const INSTALLMENTS_MAX: u32 = 1_200;

/// Fewest significant digits: with fewer, interest of a day could lose minor units.
pub const SIGNIFICANT_DIGITS_LEAST: u32 = 10;
/// Most significant digits: those that a number has.
pub const SIGNIFICANT_DIGITS_MOST: u32 = 28;

const fn setting(key: &'static str, kind: Kind, about: &'static str) -> Setting {
    Setting::new(Group::Schedule, key, kind, about)
}

/// How a schedule is drawn up.
pub const STYLE: Setting = setting(
    "style",
    Kind::Choice(&["PROGRESSIVE", "CUMULATIVE"]),
    "Whether the schedule follows each tranche, rate and payment from its day, or is drawn up at once from the terms; PROGRESSIVE where nothing is said",
);

/// How many installments.
pub const REPAYMENT_INSTALLMENTS: Setting = setting(
    "repayment_installments",
    Kind::Count(1, INSTALLMENTS_MAX),
    "Number of installments, without down payments",
);

/// The time between two of them.
pub const REPAYMENT_PERIOD: Setting =
    setting("repayment_period", Kind::Period, "Time from one due date to the next, as an ISO 8601 duration");

/// From which day due dates are counted.
pub const COUNTED_FROM: Setting = setting(
    "counted_from",
    Kind::Choice(&["DISBURSEMENT", "APPLICATION"]),
    "Whether due dates are counted from the disbursement or from the day of the application; DISBURSEMENT where nothing is said",
);

/// When the last installment is due.
pub const FIXED_LENGTH: Setting = setting(
    "fixed_length",
    Kind::Period,
    "Time from the day that due dates are counted from to the last one, in the unit of repayment_period; it needs a style of PROGRESSIVE",
);

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

/// Installments that pay no principal.
pub const PRINCIPAL_GRACE: Setting = setting(
    "principal_grace_installments",
    Kind::Count(0, INSTALLMENTS_MAX),
    "Number of first installments that pay no principal, in place of grace_period; 0 where nothing is said",
);

/// Installments that pay no interest.
pub const INTEREST_GRACE: Setting = setting(
    "interest_grace_installments",
    Kind::Count(0, INSTALLMENTS_MAX),
    "Number of first installments that pay no interest, which is due with the one after them, in place of grace_period; 0 where nothing is said",
);

/// Periods that bear no interest.
pub const INTEREST_FREE: Setting = setting(
    "interest_free_installments",
    Kind::Count(0, INSTALLMENTS_MAX),
    "Number of first installments whose periods bear no interest, in place of grace_period; 0 where nothing is said",
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

/// How exactly steps of a computation are kept.
pub const SIGNIFICANT_DIGITS: Setting = setting(
    "significant_digits",
    Kind::Count(SIGNIFICANT_DIGITS_LEAST, SIGNIFICANT_DIGITS_MOST),
    "Significant digits that each step of computing interest and installments keeps; all 28 where nothing is said",
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

/// Whether that is booked by itself.
pub const DOWN_PAYMENT_AUTOMATIC: Setting = setting(
    "down_payment_automatic",
    Kind::Bool,
    "Whether the down payment is booked as paid with each disbursement; it needs down_payment_percentage; false where nothing is said",
);

/// Whether each tranche is repaid over the whole term.
pub const FULL_TERM_TRANCHES: Setting = setting(
    "full_term_tranches",
    Kind::Bool,
    "Whether each disbursement is repaid over the full number of installments from its own day on; it needs a style of PROGRESSIVE; false where nothing is said",
);

/// The settings of `schedule`, in the order in which they are answered.
pub const SCHEDULE: &[Setting] = &[
    STYLE,
    REPAYMENT_INSTALLMENTS,
    REPAYMENT_PERIOD,
    COUNTED_FROM,
    FIXED_LENGTH,
    FIXED_DAYS_OF_MONTH,
    GRACE_PERIOD,
    GRACE_PERIOD_TYPE,
    PRINCIPAL_GRACE,
    INTEREST_GRACE,
    INTEREST_FREE,
    PERIODIC_PAYMENT,
    AMORTIZATION_PERIOD,
    INSTALLMENT_MULTIPLE,
    ROUNDING,
    SIGNIFICANT_DIGITS,
    PAYMENT_HOLIDAYS,
    NON_WORKING_DAYS,
    NON_WORKING_DAYS_SHIFT,
    DOWN_PAYMENT_PERCENTAGE,
    DOWN_PAYMENT_AUTOMATIC,
    FULL_TERM_TRANCHES,
];
