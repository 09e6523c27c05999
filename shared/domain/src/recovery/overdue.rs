//! What is overdue of a loan, however it is known.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::days_past_due::days_past_due;
use crate::json::exact;

/// What is overdue of a loan on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overdue {
    /// The due date that was missed first and is still owed; days past due are counted from it.
    pub since: NaiveDate,
    /// All that is overdue, in the company's currency.
    #[serde(with = "exact")]
    pub amount: Decimal,
}

impl Overdue {
    /// Calendar days since the due date that was missed first.
    pub fn days_past_due(&self, today: NaiveDate) -> i64 {
        days_past_due(self.since, today)
    }
}

/// How a loan stands with what it owes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Debt {
    /// Nothing is overdue.
    Current,
    /// Something is.
    Overdue(Overdue),
    /// Nothing is owed any more.
    Closed,
    /// What was owed has been written off.
    WrittenOff,
}

impl Debt {
    /// What is overdue, if anything is.
    pub fn overdue(self) -> Option<Overdue> {
        match self {
            Self::Overdue(overdue) => Some(overdue),
            Self::Current | Self::Closed | Self::WrittenOff => None,
        }
    }
}
