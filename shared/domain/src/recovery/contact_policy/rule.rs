//! The rules by which somebody is not contacted, by name.

use serde::{Deserialize, Serialize};

/// Why somebody is not contacted, or not now. The module says what each forbids and where it comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// Nothing is owed any more.
    LoanClosed,
    /// An agency collects, or is about to.
    AssignedToAgency,
    /// The person has died.
    Deceased,
    /// The person is bankrupt.
    Bankruptcy,
    /// An attorney is to be addressed instead.
    RepresentedByAttorney,
    /// The person wants no communication.
    CeaseCommunication,
    /// The person wants none by this channel.
    OptedOut,
    /// The contact is not in use.
    InactiveContact,
    /// The person does not owe the debt.
    ThirdParty,
    /// The debt is in dispute.
    Disputed,
    /// The borrower is in hardship.
    Hardship,
    /// The hour or day is not permitted where the person is.
    OutsideHours,
    /// There have been as many attempts as are permitted.
    TooManyAttempts,
    /// There was a telephone conversation a short while ago.
    TooSoonAfterConversation,
}

impl Rule {
    /// All there are, in the order in which they are asked.
    pub const ALL: [Self; 14] = [
        Self::LoanClosed,
        Self::AssignedToAgency,
        Self::Deceased,
        Self::Bankruptcy,
        Self::RepresentedByAttorney,
        Self::CeaseCommunication,
        Self::OptedOut,
        Self::InactiveContact,
        Self::ThirdParty,
        Self::Disputed,
        Self::Hardship,
        Self::OutsideHours,
        Self::TooManyAttempts,
        Self::TooSoonAfterConversation,
    ];

    /// Its name, which never changes.
    pub fn name(self) -> &'static str {
        match self {
            Self::LoanClosed => "loan_closed",
            Self::AssignedToAgency => "assigned_to_agency",
            Self::Deceased => "deceased",
            Self::Bankruptcy => "bankruptcy",
            Self::RepresentedByAttorney => "represented_by_attorney",
            Self::CeaseCommunication => "cease_communication",
            Self::OptedOut => "opted_out",
            Self::InactiveContact => "inactive_contact",
            Self::ThirdParty => "third_party",
            Self::Disputed => "disputed",
            Self::Hardship => "hardship",
            Self::OutsideHours => "outside_hours",
            Self::TooManyAttempts => "too_many_attempts",
            Self::TooSoonAfterConversation => "too_soon_after_conversation",
        }
    }

    /// What it says, for people.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::LoanClosed => "The loan is closed, and nothing is owed",
            Self::AssignedToAgency => "The loan is assigned to a collection agency, or about to be",
            Self::Deceased => "The person has died",
            Self::Bankruptcy => "The person is bankrupt, and collection is stayed",
            Self::RepresentedByAttorney => "The person is represented by an attorney, who is to be addressed instead",
            Self::CeaseCommunication => "The person has asked that communication ceases",
            Self::OptedOut => "The person does not want to be reached by this channel",
            Self::InactiveContact => "The contact is not in use",
            Self::ThirdParty => "The person does not owe the debt, and it must not be disclosed to them",
            Self::Disputed => "The debt is in dispute",
            Self::Hardship => "The borrower is in hardship, and collection is on hold",
            Self::OutsideHours => "The person may not be contacted at this hour or on this day",
            Self::TooManyAttempts => "There have been as many attempts in seven days as are permitted",
            Self::TooSoonAfterConversation => "There was a telephone conversation within the days that are to be quiet",
        }
    }
}
