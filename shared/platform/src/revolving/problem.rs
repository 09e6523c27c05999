//! Refusals of revolving accounts and their limits as problems of HTTP.

use domain::field::Faults;
use domain::revolving::Refusal;
use domain::servicing::credit_line::LineRefusal;

use crate::http::problem::{Nuance, Problem};

/// 400: what is wrong at a field, else what the state of the account or of its loans forbids.
impl From<LineRefusal> for Problem {
    fn from(refusal: LineRefusal) -> Self {
        match refusal {
            LineRefusal::Invalid { field, message } => Faults::at(field, format!("Value {message}")).into(),
            refusal => Self::failed_precondition(refusal.to_string()),
        }
    }
}

/// 400, with the fields at fault where there are some.
impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Invalid(faults) => faults.into(),
            Refusal::Forbidden(faults) => Self { nuance: Some(Nuance::FailedPrecondition), ..Self::from(faults) },
            Refusal::State(refusal) => refusal.into(),
        }
    }
}
