//! A default: a loan that is overdue beyond its tolerance, from the day it was found until it is paid, closed or written off.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::overdue::Overdue;
use super::promise::Promise;
use super::severity::Severity;
use crate::json::exact;
use crate::moment::Moment;

/// Most entries of a default's history; the oldest but the first are dropped for later ones.
pub const HISTORY_MAX: usize = 200;

/// What a default is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DefaultStatus {
    /// It was found, and nothing has been done about it.
    Open,
    /// A recovery action has gone out.
    InRecovery,
    /// What was overdue is paid, or the loan is closed.
    Resolved,
    /// The loan is written off.
    WrittenOff,
}

impl DefaultStatus {
    /// All there are.
    pub const ALL: [Self; 4] = [Self::Open, Self::InRecovery, Self::Resolved, Self::WrittenOff];

    /// As the API writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::InRecovery => "in_recovery",
            Self::Resolved => "resolved",
            Self::WrittenOff => "written_off",
        }
    }

    /// The status of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.name() == name)
    }

    /// Whether there is still something to recover.
    pub fn is_live(self) -> bool {
        matches!(self, Self::Open | Self::InRecovery)
    }
}

/// Something that changed with a default, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryEntry {
    /// When.
    pub at: Moment,
    /// What, as `severity_changed`.
    pub what: String,
    /// Why, as a sentence that names no person.
    pub why: String,
    /// Who: the name of a credential, or of the function that acted by itself.
    pub by: String,
}

/// A default of a loan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoanDefault {
    /// Its id.
    pub default_id: String,
    /// The loan.
    pub loan_id: String,
    /// What it is.
    pub status: DefaultStatus,
    /// How bad it was when it was last looked at.
    pub severity: Severity,
    /// What was overdue when it was last looked at; once it is over, what was overdue last.
    pub overdue: Overdue,
    /// When it was found.
    pub detected_at: Moment,
    /// The day on which it was over, in the company's time zone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub over_on: Option<NaiveDate>,
    /// When it was over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolved_at: Option<Moment>,
    /// What came back while it was live, in the company's currency.
    #[serde(with = "exact")]
    pub recovered: Decimal,
    /// What had come back of the loan in all when it was found, by which `recovered` is counted.
    #[serde(with = "exact")]
    pub recovered_before: Decimal,
    /// What the borrower has promised last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promise: Option<Promise>,
    /// The last day past due whose steps of the company's plan have been taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan_day: Option<u16>,
    /// When an action went out last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_contact: Option<Moment>,
    /// How many actions it has.
    pub actions: u32,
    /// What changed, the oldest first.
    pub history: Vec<HistoryEntry>,
}

impl LoanDefault {
    /// Adds to its history.
    pub fn note(&mut self, what: &str, why: impl Into<String>, by: &str, at: Moment) {
        if self.history.len() >= HISTORY_MAX {
            // How it began stays.
            self.history.remove(1);
        }
        self.history.push(HistoryEntry { at, what: what.to_owned(), why: why.into(), by: by.to_owned() });
    }
}
