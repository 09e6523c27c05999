//! Why a request is not carried out. Nothing is written when one is answered, and the same request will be refused again.

use crate::field::Faults;

/// A refusal of the rules.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Keys of the body are at fault.
    #[error("Data Validation Failed")]
    Invalid(Faults),
    /// What the request works on does not exist: `Loan not found`.
    #[error("{0} not found")]
    NotFound(&'static str),
    /// The request contradicts what is stored.
    #[error("{0}")]
    Conflict(String),
}

impl From<Faults> for Refusal {
    fn from(faults: Faults) -> Self {
        Self::Invalid(faults)
    }
}
