//! Whether terms agree with each other, and whether there is anything that computes them: no term is passed over in silence.

use super::replay::ReplayError;
use super::terms::Terms;
use super::{agreed_installment, balloon, late_interest, prepayment};

/// Refuses terms that say two things, and those that nothing computes, whichever engine they name.
pub(super) fn check(terms: &Terms) -> Result<(), ReplayError> {
    balloon::check(&terms.schedule)?;
    agreed_installment::check(terms)?;
    late_interest::check(&terms.interest)?;
    prepayment::check(terms)
}
