//! Holds: reasons for which nothing is to be asked of a borrower for a while.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::moment::Moment;

/// How long ahead a hold may end, in days; one that lasts longer has no end.
pub const HOLD_DAYS_MAX: u64 = 3_650;

/// Why nothing is to be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HoldKind {
    /// The borrower says that the debt, or its amount, is not right.
    Dispute,
    /// The borrower is in hardship.
    Hardship,
}

impl HoldKind {
    /// All there are.
    pub const ALL: [Self; 2] = [Self::Dispute, Self::Hardship];

    /// As the API writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Dispute => "dispute",
            Self::Hardship => "hardship",
        }
    }

    /// The hold of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// A hold on a loan; of each kind there is one at most.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hold {
    /// Why.
    pub kind: HoldKind,
    /// The last day on which it holds, in the company's time zone; for ever without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
    /// When it was placed.
    pub placed_at: Moment,
    /// Who placed it.
    pub by: String,
}

impl Hold {
    /// Whether it holds on a day.
    pub fn holds_on(&self, today: NaiveDate) -> bool {
        self.until.is_none_or(|until| today <= until)
    }

    /// The day on which it ends by itself.
    pub fn ends_on(&self) -> Option<NaiveDate> {
        self.until?.checked_add_days(Days::new(1))
    }
}
