//! Rows of the daily run that recognise income: interest and charges as they are earned.

use crate::fields::Fields;
use crate::loan::Loan;
use crate::outcome::Stop;

/// Whether a type of transaction is one of the daily run.
pub fn is_accrual(kind: &str) -> bool {
    kind.starts_with("ACCRUAL")
}

/// What differs between the accruals of a case and those of a loan.
pub fn compare(wanted: &[Fields<'_>], _loan: &Loan) -> Result<Vec<String>, Stop> {
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    Err(Stop::Unsupported("accruals of the daily run".to_owned()))
}
