//! What of an account's terms the interest plan needs.

use rust_decimal::Decimal;

use crate::servicing::due_dates::RepaymentPeriod;
use crate::servicing::rounding::Rounding;
use crate::servicing::terms::{DayCount, InterestCalculation, InterestMethod, LeapDay, PayoffInterest, RestFrequency};

/// What of an account's terms the interest plan needs.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each is one term that is agreed beside the others")]
pub struct PlanSettings {
    /// Percent a year.
    pub annual_rate: Decimal,
    /// How interest is spread over the installments.
    pub method: InterestMethod,
    /// How days are counted.
    pub day_count: DayCount,
    /// What a 29 February does to the length of a year.
    pub leap_day: LeapDay,
    /// Whether days or whole periods are counted.
    pub calculation: InterestCalculation,
    /// Whether a part of a period bears a part of its interest where periods are counted.
    pub partial_periods: bool,
    /// The day of disbursement bears interest, so that a year ends on 1 January instead of 31 December.
    pub first_day_counts: bool,
    /// The regular length of a period.
    pub period: RepaymentPeriod,
    /// Each due date lies on the same day of its month, or at the end of one that does not have it.
    pub on_fixed_day: bool,
    /// How amounts are rounded.
    pub rounding: Rounding,
    /// To which day late principal bears interest.
    pub rest: RestFrequency,
    /// To which day a payoff bears interest.
    pub payoff_interest: PayoffInterest,
    /// The agreed installment, where there is one.
    pub periodic_payment: Option<Decimal>,
    /// Installments are computed as if there were this many, and the last one takes the rest.
    pub amortization_installments: Option<u32>,
    /// Periods at the beginning in which no principal is due.
    pub principal_grace: u32,
    /// Periods at the beginning whose interest is due later.
    pub interest_grace: u32,
    /// Each disbursement has a schedule of the full term of its own.
    pub full_term_tranches: bool,
    /// Installments of the full term.
    pub installments: u32,
    /// Component by component: what is due in advance is counted without regard to other components.
    pub vertical: bool,
}
