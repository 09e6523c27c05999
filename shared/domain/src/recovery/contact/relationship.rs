//! What a person has to do with a loan.

use serde::{Deserialize, Serialize};

/// What a person has to do with a loan. In the order in which they are contacted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relationship {
    /// The borrower.
    #[default]
    Applicant,
    /// Borrows together with the applicant.
    CoApplicant,
    /// Owes the debt if the borrower does not pay it.
    Guarantor,
    /// Vouches for the applicant, and owes nothing.
    Reference,
    /// Anybody else.
    Other,
}

impl Relationship {
    /// All there are.
    pub const ALL: [Self; 5] = [Self::Applicant, Self::CoApplicant, Self::Guarantor, Self::Reference, Self::Other];

    /// The names of all, for tables of fields.
    pub const NAMES: &[&str] = &["applicant", "co_applicant", "guarantor", "reference", "other"];

    /// As the API writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Applicant => "applicant",
            Self::CoApplicant => "co_applicant",
            Self::Reference => "reference",
            Self::Guarantor => "guarantor",
            Self::Other => "other",
        }
    }

    /// The one of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|relationship| relationship.name() == name)
    }

    /// Whether the person owes the debt, so that it can be spoken of with them.
    pub fn owes(self) -> bool {
        match self {
            Self::Applicant | Self::CoApplicant | Self::Guarantor => true,
            Self::Reference | Self::Other => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_are_those_of_all() {
        assert_eq!(Relationship::ALL.map(Relationship::name), Relationship::NAMES);
        assert!(Relationship::ALL.iter().all(|each| Relationship::from_name(each.name()) == Some(*each)));
        assert_eq!(Relationship::from_name("friend"), None);
    }
}
