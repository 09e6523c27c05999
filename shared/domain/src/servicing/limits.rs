//! How much may be paid out on an account, and in how many parts.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// How much may be paid out, and in how many parts. What is not said is not limited, except by the principal of the terms.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Limits {
    /// What was applied for, in units of the currency; the principal of the terms where nothing is said.
    pub applied: Option<Decimal>,
    /// What was approved, in units of the currency; the principal of the terms where nothing is said. Approving another
    /// amount later is a transaction.
    pub approved: Option<Decimal>,
    /// More may be paid out than was applied for.
    pub over_applied: Option<OverApplied>,
    /// Disbursements that may stand at a time.
    pub max_tranches: Option<u32>,
    /// Each disbursement must be one of those that are planned.
    pub planned_tranches_only: bool,
    /// The day on which the loan was applied for: it is approved no earlier.
    pub applied_on: Option<NaiveDate>,
    /// The day on which the loan was approved: money is paid out no earlier.
    pub approved_on: Option<NaiveDate>,
    /// No payment is taken or taken back once nothing is owed; only an overpayment is paid out.
    pub final_when_settled: bool,
}

/// How much more than what was applied for may be paid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "value", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum OverApplied {
    /// Percent of what was applied for.
    Percentage(Decimal),
    /// An amount, in units of the currency.
    Flat(Decimal),
}

impl OverApplied {
    /// The most that may be paid out where an amount was applied for.
    pub fn most(self, applied: Decimal) -> Decimal {
        match self {
            Self::Percentage(percent) => applied + applied * percent / Decimal::ONE_HUNDRED,
            Self::Flat(amount) => applied + amount,
        }
    }
}
