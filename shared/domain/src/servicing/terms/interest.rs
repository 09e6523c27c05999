//! What a loan bears, and how its days are counted.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::recalculation::Recalculation;

/// What the loan bears, and how its days are counted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is one term that is agreed beside the others")]
pub struct InterestTerms {
    /// Percent per `rate_period`.
    pub rate: Decimal,
    /// The period that the rate is stated for.
    pub rate_period: RatePeriod,
    /// How interest is spread over the installments.
    pub method: InterestMethod,
    /// How days are counted.
    pub day_count: DayCount,
    /// Whether a February's 29th makes its whole year or its period only one of 366 days.
    pub leap_day: LeapDay,
    /// Whether days or whole periods are counted.
    pub calculation: InterestCalculation,
    /// With `SameAsRepaymentPeriod`: whether a part of a period bears a part of its interest.
    pub partial_periods: bool,
    /// The day of disbursement bears interest, so that a year ends on 1 January instead of 31 December.
    pub first_day_counts: bool,
    /// Whether payments before or after their due date change the interest of what follows.
    pub recalculation: Option<Recalculation>,
    /// Whether late principal bears interest until it is paid, where interest follows payments.
    pub accrue_late_interest: bool,
    /// Whether principal bears interest after the last due date. Nothing computes that yet: such terms are refused.
    pub accrue_after_maturity: bool,
}

/// The period that a rate is stated for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum RatePeriod {
    /// Percent a year.
    Year,
    /// Percent a month: twelve times that a year.
    Month,
    /// Percent a week: fifty-two times that a year.
    Week,
    /// Percent a day: 365 times that a year.
    Day,
    /// Percent for the whole term of the loan.
    Term,
}

/// How interest is spread over the installments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum InterestMethod {
    /// On the amount disbursed, whatever has been repaid of it.
    Flat,
    /// On the outstanding balance, with equal parts of principal.
    DecliningBalance,
    /// On the outstanding balance, with equal installments.
    DecliningBalanceEqualInstallments,
}

/// How many days a year and a month have for interest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum DayCount {
    /// Days that passed over the days of their year.
    ActualActual,
    /// Days that passed over 365.
    #[serde(rename = "ACTUAL_365")]
    Actual365,
    /// Days that passed over 364.
    #[serde(rename = "ACTUAL_364")]
    Actual364,
    /// Days that passed over 360.
    #[serde(rename = "ACTUAL_360")]
    Actual360,
    /// Months of 30 days over a year of 360.
    #[serde(rename = "THIRTY_360")]
    Thirty360,
    /// Months of 30 days over a year of 365.
    #[serde(rename = "THIRTY_365")]
    Thirty365,
    /// Months of 30 days over a year of 364.
    #[serde(rename = "THIRTY_364")]
    Thirty364,
    /// Months of 30 days over the days of their year.
    ThirtyActual,
}

/// What a 29 February does to the length of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum LeapDay {
    /// Its whole calendar year has 366 days.
    #[default]
    WholeYear,
    /// Only a period that contains it counts over 366.
    PeriodOnly,
}

/// Whether days or whole periods are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum InterestCalculation {
    /// Each day bears its interest.
    Daily,
    /// Each repayment period bears the same, whatever its days.
    SameAsRepaymentPeriod,
}
