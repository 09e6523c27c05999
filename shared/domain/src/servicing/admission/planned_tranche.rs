//! Planning a disbursement: a change of the terms, not a transaction.

use super::history::History;
use super::inadmissible::Inadmissible;
use super::room::of_history;
use crate::servicing::terms::{ExpectedTranche, Terms};
use crate::servicing::transaction::{Event, Transaction};

/// Whether a disbursement may be added to those that are planned: the loan takes so many, it is not at its end, and what
/// is paid out and planned stays within what may be paid out.
pub fn admit_tranche(
    terms: &Terms,
    transactions: &[Transaction],
    tranche: ExpectedTranche,
) -> Result<(), Inadmissible> {
    let history = History::new(transactions);
    if history.has(|event| matches!(event, Event::ChargeOff)) {
        return Err(Inadmissible::ChargedOff);
    }
    if history.has(|event| matches!(event, Event::Termination)) {
        return Err(Inadmissible::Terminated);
    }
    if history.has(|event| matches!(event, Event::WriteOff { .. })) {
        return Err(Inadmissible::WrittenOff);
    }
    if let Some(disbursed_on) = history.first_disbursement().filter(|disbursed_on| tranche.on < *disbursed_on) {
        return Err(Inadmissible::BeforeDisbursement { disbursed_on });
    }
    let room = of_history(terms, &history);
    let made = history.days_of(|event| matches!(event, Event::Disbursement { .. })).count();
    let count = made.saturating_add(room.planned.len());
    if let Some(most) = terms.limits.max_tranches.filter(|most| u32::try_from(count).is_ok_and(|count| count >= *most))
    {
        return Err(Inadmissible::TooManyTranches { most });
    }
    let left = room.left();
    if tranche.amount > left { Err(Inadmissible::BeyondApproved { asked: tranche.amount, left }) } else { Ok(()) }
}
