//! What forbids to contact a person at all.

use serde::{Deserialize, Serialize};

/// A fact about a person for which nobody may ask them to pay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Flag {
    /// The person has asked in writing that communication ceases.
    CeaseCommunication,
    /// An attorney represents the person in the matter of the debt, and is who may be addressed.
    RepresentedByAttorney,
    /// The person has died. Who settles the estate is a contact of their own.
    Deceased,
    /// The person is bankrupt, and collection is stayed.
    Bankruptcy,
}

impl Flag {
    /// All there are.
    pub const ALL: [Self; 4] =
        [Self::CeaseCommunication, Self::RepresentedByAttorney, Self::Deceased, Self::Bankruptcy];

    /// Its key in bodies and answers.
    pub fn name(self) -> &'static str {
        match self {
            Self::CeaseCommunication => "cease_communication",
            Self::RepresentedByAttorney => "represented_by_attorney",
            Self::Deceased => "deceased",
            Self::Bankruptcy => "bankruptcy",
        }
    }
}
