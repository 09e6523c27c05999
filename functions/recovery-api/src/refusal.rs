//! Refusals in the words of this API.

use domain::accounts::account::Refusal;
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

/// An account of which what is stored cannot be computed: a fault of ours, not of who asks.
pub(crate) fn uncomputable(company: &str, loan_id: &str, refusal: &Refusal) -> Problem {
    tracing::error!(retryable = false, company, loan_id, reason = %refusal, "an account cannot be computed");
    Problem::internal()
}
