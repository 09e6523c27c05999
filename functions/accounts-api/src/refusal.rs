//! Refusals of the rules as problems of HTTP.

use domain::accounts::account::Refusal;
use platform::http::problem::Problem;

/// The status and words of a refusal.
pub(crate) fn problem(refusal: Refusal) -> Problem {
    match refusal {
        Refusal::Invalid(faults) => faults.into(),
        Refusal::NotFound(_) => Problem::not_found(refusal.to_string()),
        Refusal::AlreadyExists(sentence) => Problem::already_exists(sentence),
        Refusal::Precondition { sentence, .. } => Problem::failed_precondition(sentence),
    }
}
