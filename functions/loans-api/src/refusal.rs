//! Refusals of the rules as problems of HTTP.

use domain::field::Faults;
use domain::lending::Refusal;
use platform::http::problem::Problem;

/// The status and words of a refusal.
pub(crate) fn problem(refusal: Refusal) -> Problem {
    match refusal {
        Refusal::Invalid(faults) => invalid(&faults),
        Refusal::NotFound(_) => Problem::not_found(refusal.to_string()),
        Refusal::Conflict(message) => Problem::conflict(message),
    }
}

/// 400 with the keys at fault.
pub(crate) fn invalid(faults: &Faults) -> Problem {
    Problem::invalid(faults.to_json())
}
