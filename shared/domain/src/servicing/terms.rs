//! The terms of a loan account: everything that decides a schedule and how payments are taken, and nothing that happened.
//!
//! A product supplies defaults, the account may override what the product allows. Rates are percent per
//! [`RatePeriod`], amounts are in units of the account's currency.

mod interest;
mod late;
mod payment;
mod recalculation;
mod schedule;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

pub use interest::{DayCount, InterestCalculation, InterestMethod, InterestTerms, LeapDay, RatePeriod};
pub use late::{ArrearsDate, ArrearsTerms, Bucket, LatePaymentRecalculation, PenaltyBase, PenaltyTerms};
pub use payment::{ChargeOffInterest, FuturePayments, PrepaymentTerms};
pub use recalculation::{PayoffInterest, PrepaymentEffect, Recalculation, RestFrequency};
pub use schedule::{DownPayment, ExpectedTranche, ScheduleEngine, ScheduleTerms};

use super::allocation::order::AllocationRules;
use super::credit_line::RedrawTerms;
use super::limits::Limits;
use super::rounding::Rounding;

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
