//! What a payment, a waiver or a write-off does to one installment.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::servicing::allocation::order::Component;
use crate::servicing::amounts::{no_less, no_more, plus};
use crate::servicing::installment::Installment;
use crate::servicing::transaction::Components;

/// One component of four.
pub(super) fn part(components: &mut Components, component: Component) -> &mut Decimal {
    match component {
        Component::Penalty => &mut components.penalties,
        Component::Fee => &mut components.fees,
        Component::Interest => &mut components.interest,
        Component::Principal => &mut components.principal,
    }
}

/// Pays a component as far as the amount and what is outstanding go, and says how much that was.
pub(super) fn pay(row: &mut Installment, component: Component, on: NaiveDate, amount: Decimal) -> Decimal {
    if amount.is_zero() {
        return amount;
    }
    let paid = no_less(no_more(amount, row.outstanding_of(component)), Decimal::ZERO);
    if paid.is_zero() {
        decide(row, on);
        return paid;
    }
    let part = part(&mut row.paid, component);
    *part = plus(*part, paid);
    row.last_paid_on = row.last_paid_on.max(Some(on));
    decide(row, on);
    if on < row.due {
        row.paid_in_advance = plus(row.paid_in_advance, paid);
    } else if on > row.due {
        row.paid_late = plus(row.paid_late, paid);
    }
    paid
}

/// Takes back what was paid of a component as far as the amount goes, and says how much that was.
pub(super) fn unpay(row: &mut Installment, component: Component, on: NaiveDate, amount: Decimal) -> Decimal {
    let taken = amount.min(*part(&mut row.paid, component));
    *part(&mut row.paid, component) -= taken;
    row.last_paid_on = row.last_paid_on.filter(|_| !row.paid.total().is_zero());
    decide(row, on);
    if component != Component::Penalty {
        if on < row.due {
            row.paid_in_advance = (row.paid_in_advance - taken).max(Decimal::ZERO);
        } else if on > row.due {
            row.paid_late = (row.paid_late - taken).max(Decimal::ZERO);
        }
    }
    taken
}

/// Takes over all fees and penalties of a row that is no more, whatever became of them.
pub(super) fn take_charges(row: &mut Installment, of: &Installment) {
    for (sum, part) in [
        (&mut row.expected, of.expected),
        (&mut row.paid, of.paid),
        (&mut row.waived, of.waived),
        (&mut row.written_off, of.written_off),
        (&mut row.credited, of.credited),
    ] {
        *sum += part.charges();
    }
}

/// Decides anew whether anything is left, as of a day.
pub(super) fn decide(row: &mut Installment, on: NaiveDate) {
    row.obligations_met_on = row.owes_nothing().then_some(on);
}

/// Decides whether anything is left; a row that was settled before keeps its day.
pub(super) fn update(row: &mut Installment, on: NaiveDate) {
    match (row.owes_nothing(), row.obligations_met_on) {
        (true, None) => row.obligations_met_on = Some(on),
        (false, Some(_)) => row.obligations_met_on = None,
        _ => {}
    }
}
