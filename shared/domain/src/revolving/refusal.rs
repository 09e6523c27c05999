//! Why a revolving account is not made or changed as asked.

use crate::field::Faults;
use crate::servicing::credit_line::LineRefusal;

/// A refusal of a request on a revolving account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// What the body says is wrong, whatever the state.
    Invalid(Faults),
    /// The account or its loans are in a state that forbids what the body says at these fields.
    Forbidden(Faults),
    /// The state forbids it as a whole.
    State(LineRefusal),
}

impl Refusal {
    pub(super) fn invalid(field: &str, sentence: impl Into<String>) -> Self {
        Self::Invalid(Faults::at(field, sentence))
    }

    pub(super) fn forbidden(field: &str, sentence: impl Into<String>) -> Self {
        Self::Forbidden(Faults::at(field, sentence))
    }
}

impl From<Faults> for Refusal {
    fn from(faults: Faults) -> Self {
        Self::Invalid(faults)
    }
}

/// At the field that says it, where there is one.
impl From<LineRefusal> for Refusal {
    fn from(refusal: LineRefusal) -> Self {
        match refusal {
            LineRefusal::Invalid { field, message } => Self::invalid(field, format!("Value {message}")),
            LineRefusal::BelowConsumed { consumed, .. } => {
                Self::forbidden("max_credit", format!("Value must be at least the {consumed} that the loans consume"))
            }
            LineRefusal::LoansOpen { .. } => Self::forbidden("close_time", refusal.to_string()),
            _ => Self::State(refusal),
        }
    }
}
