//! When a loan is due, and in what parts.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::servicing::due_dates::RepaymentPeriod;
use crate::servicing::rounding::Rounding;
use crate::servicing::working_days::WorkingDays;

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

impl DownPayment {
    /// What is due at once of an amount that is paid out, in units of the currency and in whole installment multiples, as far as
    /// these are no more than the amount.
    pub fn of(&self, amount: Decimal, rounding: &Rounding) -> Decimal {
        rounding.multiple(rounding.money(amount * self.percentage / Decimal::ONE_HUNDRED)).min(amount)
    }
}

/// A disbursement that is planned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExpectedTranche {
    /// The day on which it is planned.
    pub on: NaiveDate,
    /// In units of the currency.
    pub amount: Decimal,
}
