//! How what is outstanding is spread anew.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::servicing::due_dates::RepaymentPeriod;

/// New installments for what is outstanding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReAge {
    /// The due date of the first one.
    pub first_due: NaiveDate,
    /// How many.
    pub installments: u32,
    /// The time between them.
    pub period: RepaymentPeriod,
    /// What becomes of interest.
    pub interest: ReAgeInterest,
}

/// What becomes of interest when a loan is re-aged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ReAgeInterest {
    /// The principal goes on bearing interest in the new installments.
    #[default]
    Default,
    /// All interest of the old schedule, in equal parts.
    EqualAmortizationFullInterest,
    /// Interest up to the day of re-ageing, in equal parts.
    EqualAmortizationPayableInterest,
    /// Interest up to the day of re-ageing is waived. The principal goes on bearing interest in the new installments where
    /// interest follows payments; else it is spread in equal parts that bear none.
    WaiveInterest,
}

/// What becomes of overdue interest when a loan is re-amortised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ReAmortiseInterest {
    /// It is spread as the installments are; where payments do not move interest, it stays where it is.
    #[default]
    Default,
    /// It is spread in equal parts.
    EqualAmortizationInterestSplit,
    /// It is waived.
    WaiveInterest,
}
