//! Refusals in the words of this API.

use domain::recovery::case::CaseRefusal;
use platform::http::problem::Problem;

/// Why something cannot be done with a default.
pub(crate) fn refused(refusal: CaseRefusal) -> Problem {
    match refusal {
        CaseRefusal::NoPromise | CaseRefusal::NoHold => Problem::not_found(refusal.to_string()),
        CaseRefusal::Over(_) | CaseRefusal::HasPromise | CaseRefusal::ActionsFull => {
            Problem::conflict(refusal.to_string())
        }
    }
}
