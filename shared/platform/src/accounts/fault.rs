//! An account that cannot be computed.

use domain::accounts::account::Refusal;

use crate::http::problem::Problem;

/// An account of which what is stored cannot be computed: a fault of ours, not of who asks. The log says which.
pub fn uncomputable(company: &str, loan_id: &str, refusal: &Refusal) -> Problem {
    tracing::error!(retryable = false, company, loan_id, reason = %refusal, "an account cannot be computed");
    Problem::internal()
}
