//! What breaks a law today: cases with it are left out, until it is repaired. The smallest are in `found`, and ignored.

use domain::servicing::allocation::order::Direction;
use domain::servicing::terms::Terms;

/// Whether a case has something that breaks a law today.
pub fn is_known(terms: &Terms) -> bool {
    terms.interest.recalculation.is_some() && terms.allocation.direction == Direction::Vertical
}
