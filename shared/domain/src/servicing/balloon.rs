//! Terms of a loan that leaves a balloon to its last installment.

use super::replay::ReplayError;
use super::terms::ScheduleTerms;

/// Installments are computed over no fewer periods than there are: over fewer, they would repay the loan before its end.
pub(super) fn check(schedule: &ScheduleTerms) -> Result<(), ReplayError> {
    match schedule.amortization_installments {
        Some(all) if all < schedule.installments => {
            Err(ReplayError::Terms(format!("{all} periods of amortization are fewer than the installments")))
        }
        _ => Ok(()),
    }
}
