//! What the loan bears.

use crate::accounts::setting::{Group, Setting};
use crate::accounts::value::Kind;

/// The rate.
pub const RATE: Setting = Setting::new(Group::Interest, "rate", Kind::Rate, "Percent per rate_period");

/// What is added to the rate.
pub const SPREAD: Setting = Setting::new(
    Group::Interest,
    "spread",
    Kind::Spread,
    "Percent per rate_period that is added to rate; it may be below 0, and both together not",
);

/// The period of the rate.
pub const RATE_PERIOD: Setting = Setting::new(
    Group::Interest,
    "rate_period",
    Kind::Choice(&["YEAR", "MONTH", "WEEK", "DAY", "TERM"]),
    "The period that the rate is stated for; YEAR where nothing is said",
);

/// How interest is spread over the installments.
pub const METHOD: Setting = Setting::new(
    Group::Interest,
    "method",
    Kind::Choice(&["FLAT", "DECLINING_BALANCE", "DECLINING_BALANCE_EQUAL_INSTALLMENTS"]),
    "On the amount lent, on the balance with equal parts of principal, or on the balance with equal installments; the last where nothing is said",
);

/// How days are counted.
pub const DAY_COUNT: Setting = Setting::new(
    Group::Interest,
    "day_count",
    Kind::Choice(&["ACTUAL_ACTUAL", "ACTUAL_365", "ACTUAL_364", "ACTUAL_360", "THIRTY_360"]),
    "Days of a month and of a year; ACTUAL_365 where nothing is said",
);

/// Whether days or periods are counted.
pub const CALCULATION: Setting = Setting::new(
    Group::Interest,
    "calculation",
    Kind::Choice(&["DAILY", "SAME_AS_REPAYMENT_PERIOD"]),
    "Whether each day bears its interest, or each repayment period the same; DAILY where nothing is said",
);

/// Whether late principal bears interest.
pub const ACCRUE_LATE_INTEREST: Setting = Setting::new(
    Group::Interest,
    "accrue_late_interest",
    Kind::Bool,
    "Whether late principal bears interest until it is paid; it takes a prepayment.recalculation other than NO_RECALCULATION",
);

/// Whether interest goes on after the last due date.
pub const ACCRUE_AFTER_MATURITY: Setting = Setting::new(
    Group::Interest,
    "accrue_after_maturity",
    Kind::Bool,
    "Whether principal bears interest after the last due date; only false is served",
);

/// The settings of `interest`, in the order in which they are answered.
pub const INTEREST: &[Setting] =
    &[RATE, SPREAD, RATE_PERIOD, METHOD, DAY_COUNT, CALCULATION, ACCRUE_LATE_INTEREST, ACCRUE_AFTER_MATURITY];
