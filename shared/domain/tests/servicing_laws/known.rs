//! What breaks a law today: cases with it are left out, until it is repaired. The smallest are in `found`, and ignored.

use domain::servicing::allocation::order::Direction;
use domain::servicing::terms::Terms;

/// Whether a payoff of a case may stay open today.
pub fn may_stay_open(terms: &Terms) -> bool {
    terms.interest.recalculation.is_some() && terms.allocation.direction == Direction::Vertical
}
