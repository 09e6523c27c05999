//! The terms of a loan account: everything that decides a schedule and how payments are taken, and nothing that happened.
//!
//! A product supplies defaults, the account may override what the product allows. Rates are percent per
//! [`RatePeriod`], amounts are in units of the account's currency.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::allocation::order::AllocationRules;
use super::credit_line::RedrawTerms;
use super::due_dates::RepaymentPeriod;
use super::limits::Limits;
use super::rounding::Rounding;
use super::working_days::WorkingDays;

/// The terms of one account.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Terms {
    /// The amount granted, in units of the currency: what a schedule before the first disbursement is drawn up for.
    pub principal: Decimal,
    /// The day from which due dates are counted until a disbursement moves it: the expected day of disbursement.
    pub expected_disbursement: NaiveDate,
    /// How amounts are rounded, and the minor units of the currency.
    pub rounding: Rounding,
    /// What the loan bears.
    pub interest: InterestTerms,
    /// When it is due, and in what parts.
    pub schedule: ScheduleTerms,
    /// How a payment is spread over what is owed.
    pub allocation: AllocationRules,
    /// When the loan counts as late.
    pub arrears: ArrearsTerms,
    /// What a late loan costs.
    pub penalty: PenaltyTerms,
    /// What a payment before its time does.
    pub prepayment: PrepaymentTerms,
    /// Whether money that is paid in advance is kept, to be taken out again.
    #[serde(default)]
    pub redraw: RedrawTerms,
    /// Percent of tax that interest, fees and penalties contain.
    #[serde(default)]
    pub tax_rate: Decimal,
    /// What becomes of interest that is not due yet when the loan is charged off.
    pub charge_off: ChargeOffInterest,
    /// How much may be paid out, and in how many parts.
    #[serde(default)]
    pub limits: Limits,
}

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

/// How interest follows what was really paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recalculation {
    /// To which day late principal bears interest.
    pub rest: RestFrequency,
    /// To which day a payoff bears interest.
    pub payoff_interest: PayoffInterest,
    /// What a payment in advance does to the installments that follow.
    pub prepayment: PrepaymentEffect,
    /// Whether late principal bears no interest beyond its schedule.
    pub ignore_past_due: bool,
}

/// How often the balance that bears interest is brought up to date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum RestFrequency {
    /// Every day.
    Daily,
    /// On each due date.
    SameAsRepaymentPeriod,
}

/// To which day a payoff bears interest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum PayoffInterest {
    /// To the day of the payoff.
    TillDate,
    /// To the end of the period that the payoff lies in.
    TillPeriodEnd,
}

/// What a payment in advance does to the installments that follow. Which of them it goes to is said by
/// [`FutureInstallments`](super::allocation::order::FutureInstallments), and is the next ones for all but the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum PrepaymentEffect {
    /// They stay, and are paid in advance where it goes to them; the last one that is unpaid takes the difference.
    AdjustLastInstallment,
    /// What is beyond the current installment is principal, and those that follow are computed anew: they become smaller.
    ReduceInstallmentAmount,
    /// What is beyond the current installment is principal, and those that follow stay: there are fewer of them.
    ReduceNumberOfInstallments,
    /// The next installments are lowered until it is used up, or paid in advance, which leaves the borrower as much to pay.
    ReduceNextInstallments,
}

impl PrepaymentEffect {
    /// Whether what is beyond the current installment is principal, and not paid into those that follow.
    pub fn changes_installments(self) -> bool {
        matches!(self, Self::ReduceInstallmentAmount | Self::ReduceNumberOfInstallments)
    }
}

/// When the loan is due, and in what parts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ScheduleTerms {
    /// Which family of arithmetic draws up the schedule.
    pub engine: ScheduleEngine,
    /// Installments, without down payments.
    pub installments: u32,
    /// The time between two due dates.
    pub period: RepaymentPeriod,
    /// Days of the month on which installments fall due, instead of counting periods.
    pub fixed_days_of_month: Vec<u8>,
    /// The due date of the first installment, where it is not one period after the disbursement.
    pub first_due: Option<NaiveDate>,
    /// The first `n` installments pay no principal.
    pub principal_grace: u32,
    /// The first `n` installments pay no interest; it is due with the first that follows.
    pub interest_grace: u32,
    /// The first `n` periods bear no interest.
    pub interest_free_periods: u32,
    /// Due dates are counted from the day of the application instead of from the disbursement.
    pub counted_from: Option<NaiveDate>,
    /// The last installment is due this many period units after the day that due dates are counted from.
    pub fixed_length: Option<u32>,
    /// Percent of each disbursement that is due at once.
    pub down_payment: Option<DownPayment>,
    /// The amount of each installment, where it is agreed instead of computed.
    pub periodic_payment: Option<Decimal>,
    /// Installments are computed as if there were this many; the last one takes the rest (balloon).
    pub amortization_installments: Option<u32>,
    /// Days on which nothing falls due, and what becomes of an installment that would.
    pub working_days: Option<WorkingDays>,
    /// Disbursements that are planned.
    pub expected_tranches: Vec<ExpectedTranche>,
    /// Each disbursement has a schedule of the full term of its own.
    pub full_term_tranches: bool,
}

/// Which family of arithmetic draws up a schedule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ScheduleEngine {
    /// From events: every tranche, rate and payment at its date.
    Progressive,
    /// From the terms at once, as older systems do.
    Cumulative,
}

/// A part of each disbursement that is due at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DownPayment {
    /// Percent of the disbursement.
    pub percentage: Decimal,
    /// Whether the system books it by itself on the day of the disbursement.
    pub automatic: bool,
}

/// A disbursement that is planned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExpectedTranche {
    /// The day on which it is planned.
    pub on: NaiveDate,
    /// In units of the currency.
    pub amount: Decimal,
}

/// When the loan counts as late.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct ArrearsTerms {
    /// Days after a due date that are not late yet.
    pub tolerance_days: u32,
    /// Percent of the outstanding principal that may be late without the loan being in arrears.
    pub tolerance_percentage: Option<Decimal>,
    /// The least amount of that tolerance, in units of the currency.
    pub tolerance_floor: Option<Decimal>,
    /// From which day arrears are counted.
    pub counted_from: ArrearsDate,
    /// Names and ages of the buckets, youngest first.
    pub buckets: Vec<Bucket>,
    /// Where the interest of late principal is owed, where interest follows payments; `None` is with the installments that
    /// come due meanwhile, which are not raised: the last one takes what that changes.
    pub late_payment: Option<LatePaymentRecalculation>,
}

/// From which day arrears are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ArrearsDate {
    /// Since the loan last became late, whichever installments have been paid since.
    FirstWentToArrears,
    /// Since the due date of the oldest installment that is late now.
    #[default]
    LastLateRepayment,
}

/// A range of ages of late amounts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bucket {
    /// What it is called.
    pub name: String,
    /// The first age in days that belongs to it.
    pub from: u32,
    /// The last one; `None` is without end.
    pub to: Option<u32>,
}

/// Where the interest is owed that principal bears because it was not paid in time. It is summed up by the day for each
/// late installment, and rounded as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum LatePaymentRecalculation {
    /// Each late installment is raised by the interest of its own principal.
    #[serde(rename = "MethodOverdueInstallmentsIncrease")]
    OverdueInstallmentsIncrease,
    /// The last installment is raised by the interest of all.
    #[serde(rename = "MethodLastInstallmentIncrease")]
    LastInstallmentIncrease,
}

/// What a late loan costs.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct PenaltyTerms {
    /// Percent a year.
    pub rate: Decimal,
    /// What the rate is applied to.
    pub base: PenaltyBase,
    /// Days after a due date that cost nothing.
    pub tolerance_days: u32,
}

/// What a penalty is computed from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum PenaltyBase {
    /// There is none.
    #[default]
    None,
    /// Principal that is overdue.
    OverdueBalance,
    /// Principal and interest that are overdue.
    OverdueBalanceAndInterest,
    /// All principal that is outstanding.
    OutstandingPrincipal,
}

/// What a payment before its time does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrepaymentTerms {
    /// Whether it is taken at all.
    pub acceptance: FuturePayments,
}

impl Default for PrepaymentTerms {
    fn default() -> Self {
        Self { acceptance: FuturePayments::AcceptOverpayments }
    }
}

/// Whether payments before their time are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum FuturePayments {
    /// No more than is due.
    #[serde(rename = "NoFuturePayments")]
    Refused,
    /// No more than is outstanding.
    #[serde(rename = "AcceptFuturePayments")]
    Accepted,
    /// What is beyond it is kept for the borrower.
    #[serde(rename = "AcceptOverpayments")]
    AcceptOverpayments,
}

/// What becomes of interest that is not due yet when a loan is charged off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ChargeOffInterest {
    /// It goes on as before.
    #[default]
    Regular,
    /// None accrues from the day of the charge-off.
    ZeroInterest,
    /// Everything is due on that day.
    AccelerateMaturity,
}
