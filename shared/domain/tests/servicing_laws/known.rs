//! What breaks a law today: cases with it are left out, until it is repaired.

use domain::servicing::allocation::order::Direction;
use domain::servicing::terms::{InterestMethod, Terms};
use domain::servicing::transaction::{Event, Transaction};

/// Whether a case has something that breaks a law today.
pub fn is_known(terms: &Terms, transactions: &[Transaction]) -> bool {
    let flat = terms.interest.method == InterestMethod::Flat;
    let by_component = terms.allocation.direction == Direction::Vertical;
    let puts_interest_off = |event: &Event| matches!(event, Event::MidTermGrace { interest: 1.., .. });
    let puts_off = terms.schedule.interest_grace > 0 || transactions.iter().any(|it| puts_interest_off(&it.event));
    terms.interest.recalculation.is_some() && (flat || by_component || puts_off)
}
