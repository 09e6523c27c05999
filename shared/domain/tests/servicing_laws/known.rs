//! What breaks a law today: cases with it are left out, until it is repaired.

use domain::servicing::allocation::order::Direction;
use domain::servicing::terms::{InterestMethod, Terms};
use domain::servicing::transaction::Transaction;

/// Whether a case has something that breaks a law today.
pub fn is_known(terms: &Terms, _: &[Transaction]) -> bool {
    let flat = terms.interest.method == InterestMethod::Flat;
    let by_component = terms.allocation.direction == Direction::Vertical;
    terms.interest.recalculation.is_some() && (flat || by_component)
}
