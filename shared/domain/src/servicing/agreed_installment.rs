//! Terms of a loan whose installment is agreed instead of computed.

use super::replay::ReplayError;
use super::terms::{InterestMethod, Terms};

/// An agreed installment repays what interest leaves of it. Flat interest is spread beside principal, and leaves none.
pub(super) fn check(terms: &Terms) -> Result<(), ReplayError> {
    let is_flat = terms.interest.method == InterestMethod::Flat;
    if terms.schedule.periodic_payment.is_some() && is_flat {
        return Err(ReplayError::Unsupported("periodic_payment, with flat interest"));
    }
    Ok(())
}
