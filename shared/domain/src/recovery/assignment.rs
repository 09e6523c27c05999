//! A loan at a collection agency: which, since when, what was placed, and what came of it.
//!
//! The assignment is part of the loan's case, which every path reads that takes a borrower's money: [`may_pay`] is asked by all of them. A
//! loan is with one agency at most; each time that it is handed to one is a [`Placement`], which ends when the loan is taken back or
//! handed to another.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::case::RecoveryCase;
use super::overdue::Debt;
use crate::accounts::account::Snapshot;
use crate::json::exact;
use crate::moment::Moment;

mod change;
mod payment;
pub mod request;
#[cfg(test)]
mod tests;

pub use change::{Assigning, AssignmentTurn, Unassigning};
pub use payment::{NotExternal, admits, may_pay};

/// Most entries of a loan's history of assignments; the oldest are dropped for later ones.
pub const HISTORY_MAX: usize = 50;

/// How far an assignment is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum AssignmentStatus {
    /// The agency is not ready yet to collect.
    PendingAssignment,
    /// The agency collects.
    Assigned,
}

impl AssignmentStatus {
    /// As the API writes it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::PendingAssignment => "pendingAssignment",
            Self::Assigned => "assigned",
        }
    }
}

/// Who services a loan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Servicer {
    /// The lender.
    #[default]
    Creditor,
    /// A servicer that works for the lender.
    ThirdPartyServicer,
    /// A collection agency; nobody here.
    DebtCollectionAgency,
}

impl Servicer {
    /// All there are.
    pub const ALL: [Self; 3] = [Self::Creditor, Self::ThirdPartyServicer, Self::DebtCollectionAgency];

    /// As the API writes it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Creditor => "creditor",
            Self::ThirdPartyServicer => "thirdPartyServicer",
            Self::DebtCollectionAgency => "debtCollectionAgency",
        }
    }

    /// The servicer of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|servicer| servicer.name() == name)
    }
}

/// How a placement ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Returned {
    /// When.
    pub at: Moment,
    /// Who services the loan since.
    pub serviced_by: Servicer,
}

/// A loan handed to an agency, once. Amounts are in the company's currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placement {
    /// Its id.
    pub placement_id: String,
    /// The loan.
    pub loan_id: String,
    /// The agency.
    pub agency_id: String,
    /// The lender's id of the agency, as it was when the loan was handed over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agency_external_id: Option<String>,
    /// The day of the assignment, as the lender says it.
    pub assigned_on: NaiveDate,
    /// How far it is; how far it was, once it has ended.
    pub status: AssignmentStatus,
    /// When the loan was handed over here.
    pub placed_at: Moment,
    /// What was overdue then.
    #[serde(with = "exact")]
    pub overdue: Decimal,
    /// What was owed then in all, due or not.
    #[serde(with = "exact")]
    pub outstanding: Decimal,
    /// What had come back of the loan by then, by which `recovered` is counted.
    #[serde(with = "exact")]
    pub recovered_before: Decimal,
    /// What came back while the loan was with the agency.
    #[serde(with = "exact")]
    pub recovered: Decimal,
    /// How it ended, if it has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub returned: Option<Returned>,
}

/// What was done about the assignment of a loan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum AssignmentAct {
    /// It was handed to an agency.
    Assigned,
    /// Its status or its day was changed.
    Updated,
    /// It is with no agency any more, and not serviced here either.
    Unassigned,
    /// It was taken back to be serviced by the lender or for the lender.
    Recalled,
    /// Another services it, without an agency before or after.
    ServicerChanged,
}

impl AssignmentAct {
    /// As the API writes it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Assigned => "assigned",
            Self::Updated => "updated",
            Self::Unassigned => "unassigned",
            Self::Recalled => "recalled",
            Self::ServicerChanged => "servicerChanged",
        }
    }

    /// The type of its event.
    pub const fn event_type(self) -> &'static str {
        match self {
            Self::Assigned => "agency.assigned",
            Self::Updated => "agency.updated",
            Self::Unassigned => "agency.unassigned",
            Self::Recalled => "agency.recalled",
            Self::ServicerChanged => "loan.servicer_changed",
        }
    }
}

/// Something that was done about the assignment of a loan, and how it stood afterwards; of an assignment that ended, how it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssignmentEntry {
    /// When.
    pub at: Moment,
    /// What.
    pub act: AssignmentAct,
    /// The agency, where there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agency_id: Option<String>,
    /// The lender's id of the agency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agency_external_id: Option<String>,
    /// The day of the assignment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assigned_on: Option<NaiveDate>,
    /// How far the assignment is or was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<AssignmentStatus>,
    /// Who services the loan afterwards.
    pub serviced_by: Servicer,
    /// Who did it: the name of a credential.
    pub by: String,
}

/// All that is known of a loan and agencies.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Assignments {
    /// Who services the loan.
    #[serde(default)]
    pub serviced_by: Servicer,
    /// The agency that it is with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub current: Option<Placement>,
    /// What was done, the oldest first; at most [`HISTORY_MAX`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub history: Vec<AssignmentEntry>,
}

impl Assignments {
    /// Whether there is nothing to know.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether the loan is with an agency, or about to be.
    pub fn is_live(&self) -> bool {
        self.current.is_some()
    }

    /// Takes note of all that came back of the loan by now.
    pub(super) fn count(&mut self, recovered: Decimal) {
        if let Some(placement) = &mut self.current {
            placement.recovered = recovered.saturating_sub(placement.recovered_before).max(Decimal::ZERO);
        }
    }
}

impl RecoveryCase {
    /// Whether the loan is with an agency, or about to be: who services it asks nothing of the borrower then.
    pub fn is_with_agency(&self) -> bool {
        self.assignments.is_live()
    }

    /// All that is owed of the loan, due or not, in the company's currency: of an account as it stands, of a loan that is only uploaded what
    /// is left of its months. Of a debt that was written off, what was given up.
    pub fn owed(&self, account: Option<&Snapshot>) -> Decimal {
        let Some(snapshot) = account else { return self.claims.owed() };
        let given_up = || {
            let of_installments = snapshot.money.installments.iter().map(|it| it.written_off.total());
            of_installments.fold(Decimal::ZERO, Decimal::saturating_add)
        };
        match self.account.map(|account| account.debt) {
            Some(Debt::WrittenOff) => given_up(),
            _ => snapshot.summary.balances.outstanding.total(),
        }
    }
}
