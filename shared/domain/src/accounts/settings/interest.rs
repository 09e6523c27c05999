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
    Kind::Choice(&[
        "ACTUAL_ACTUAL",
        "ACTUAL_365",
        "ACTUAL_364",
        "ACTUAL_360",
        "THIRTY_360",
        "THIRTY_364",
        "THIRTY_365",
        "THIRTY_ACTUAL",
    ]),
    "Days of a month and of a year; ACTUAL_365 where nothing is said",
);

/// What a 29 February does.
pub const LEAP_DAY: Setting = Setting::new(
    Group::Interest,
    "leap_day",
    Kind::Choice(&["WHOLE_YEAR", "PERIOD_ONLY"]),
    "Whether a 29 February gives its whole year 366 days or the period that it lies in alone, where years have the days of the calendar; WHOLE_YEAR where nothing is said",
);

/// Whether days or periods are counted.
pub const CALCULATION: Setting = Setting::new(
    Group::Interest,
    "calculation",
    Kind::Choice(&["DAILY", "SAME_AS_REPAYMENT_PERIOD"]),
    "Whether each day bears its interest, or each repayment period the same; DAILY where nothing is said",
);

/// What a part of a repayment period bears.
pub const PARTIAL_PERIODS: Setting = Setting::new(
    Group::Interest,
    "partial_periods",
    Kind::Choice(&["PRO_RATA", "WHOLE"]),
    "Whether money that is paid out within a repayment period bears interest for its part of it or for all of it, with a calculation of SAME_AS_REPAYMENT_PERIOD; PRO_RATA where nothing is said",
);

/// Whether the day of disbursement bears interest.
pub const FIRST_DAY_COUNTS: Setting = Setting::new(
    Group::Interest,
    "first_day_counts",
    Kind::Bool,
    "Whether the day of disbursement bears interest, so that a year ends on 1 January instead of 31 December; false where nothing is said",
);

/// How often the balance is brought up to date.
pub const REST_FREQUENCY: Setting = Setting::new(
    Group::Interest,
    "rest_frequency",
    Kind::Choice(&["DAILY", "SAME_AS_REPAYMENT_PERIOD"]),
    "How often the balance that bears interest is brought up to date, where prepayment.recalculation is not NO_RECALCULATION; DAILY where nothing is said",
);

/// What a charge-off does to interest.
pub const ON_CHARGE_OFF: Setting = Setting::new(
    Group::Interest,
    "on_charge_off",
    Kind::Choice(&["REGULAR", "ZERO_INTEREST", "ACCELERATE_MATURITY"]),
    "What becomes of interest that is not due yet when the loan is charged off: it goes on, none accrues any more, or all that is owed is due on that day; REGULAR where nothing is said",
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
pub const INTEREST: &[Setting] = &[
    RATE,
    SPREAD,
    RATE_PERIOD,
    METHOD,
    DAY_COUNT,
    LEAP_DAY,
    CALCULATION,
    PARTIAL_PERIODS,
    FIRST_DAY_COUNTS,
    REST_FREQUENCY,
    ON_CHARGE_OFF,
    ACCRUE_LATE_INTEREST,
    ACCRUE_AFTER_MATURITY,
];
