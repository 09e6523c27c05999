//! Why a command is not carried out. Nothing is written when one is answered.

use crate::field::Faults;
use crate::servicing::admission::Inadmissible;
use crate::servicing::life_cycle;
use crate::servicing::replay::ReplayError;

/// A refusal of the rules. The same command will be refused again.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Fields of the body are at fault.
    #[error("The request is not valid.")]
    Invalid(Faults),
    /// What the request names does not exist: `Loan account not found.`
    #[error("{0} not found.")]
    NotFound(&'static str),
    /// Something of that id exists already.
    #[error("{0}")]
    AlreadyExists(String),
    /// How the account stands does not allow it.
    #[error("{sentence}")]
    Precondition {
        /// The stable name of the reason, for programs.
        code: String,
        /// What is in the way, and what to do about it.
        sentence: String,
    },
}

impl Refusal {
    /// How the account stands does not allow it.
    pub fn precondition(code: &str, sentence: impl Into<String>) -> Self {
        Self::Precondition { code: code.to_owned(), sentence: sentence.into() }
    }
}

impl From<Faults> for Refusal {
    fn from(faults: Faults) -> Self {
        Self::Invalid(faults)
    }
}

impl From<life_cycle::Refusal> for Refusal {
    fn from(refusal: life_cycle::Refusal) -> Self {
        let reason = serde_json::to_value(refusal.reason).ok();
        let code = reason.as_ref().and_then(serde_json::Value::as_str).unwrap_or("STATE").to_lowercase();
        Self::precondition(&code, capitalized(&refusal.to_string()))
    }
}

impl From<Inadmissible> for Refusal {
    fn from(reason: Inadmissible) -> Self {
        Self::precondition(reason.code(), capitalized(&reason.to_string()))
    }
}

/// Where a body says what the reasons of a refusal are about.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Said<'a> {
    /// The key of the amount, where it says one.
    pub amount: Option<&'a str>,
    /// The key of the day from which it counts, where it says one.
    pub day: Option<&'a str>,
}

impl Said<'_> {
    /// A refusal that lies at the field which it is about, where the body says that.
    pub(super) fn refusal(self, reason: Inadmissible) -> Refusal {
        let key = match reason {
            Inadmissible::NotAboveZero | Inadmissible::TooManyDecimals { .. } => self.amount,
            Inadmissible::FutureDate { .. } => self.day,
            _ => None,
        };
        match (key, Refusal::from(reason)) {
            (Some(key), Refusal::Precondition { sentence, .. }) => Faults::at(key, sentence).into(),
            (_, refusal) => refusal,
        }
    }
}

/// Terms and transactions that were taken make an account; what comes here is a new one that does not fit.
impl From<ReplayError> for Refusal {
    fn from(error: ReplayError) -> Self {
        Self::precondition("cannot_be_computed", capitalized(&format!("the account cannot be computed: {error}")))
    }
}

/// The sentence of an error, as a sentence.
pub(super) fn capitalized(sentence: &str) -> String {
    let mut rest = sentence.chars();
    let Some(first) = rest.next() else { return String::new() };
    format!("{}{}.", first.to_uppercase(), rest.as_str())
}
