//! Paying out: how much, how often, and in place of what was planned.

use rust_decimal::Decimal;

use super::inadmissible::Inadmissible;
use super::request::Request;
use super::room::{Room, of_history};
use crate::servicing::account::Account;
use crate::servicing::credit_line::Redraw;
use crate::servicing::transaction::Event;

pub(super) fn by_list(request: &Request<'_>, amount: Decimal) -> Result<(), Inadmissible> {
    not_ended(request)?;
    let history = &request.history;
    let limits = &request.terms.limits;
    if let Some(approved_on) = limits.approved_on.filter(|approved_on| request.on() < *approved_on) {
        return Err(Inadmissible::BeforeApproval { approved_on });
    }
    let count = history.days_of(|event| matches!(event, Event::Disbursement { .. })).count();
    if let Some(most) = limits.max_tranches.filter(|most| u32::try_from(count).is_ok_and(|count| count >= *most)) {
        return Err(Inadmissible::TooManyTranches { most });
    }
    let room = of_history(request.terms, history);
    if limits.planned_tranches_only && room.planned.is_empty() {
        return Err(Inadmissible::NoTranchePlanned);
    }
    within(&room.for_disbursement(request.on()), amount)
}

/// Nothing is paid out on a loan whose contract has ended, nor behind its charge-off.
fn not_ended(request: &Request<'_>) -> Result<(), Inadmissible> {
    if request.history.has(|event| matches!(event, Event::Termination)) {
        return Err(Inadmissible::Terminated);
    }
    if request.history.has(|event| matches!(event, Event::ChargeOff)) {
        return Err(Inadmissible::ChargedOff);
    }
    Ok(())
}

fn within(room: &Room, amount: Decimal) -> Result<(), Inadmissible> {
    let left = room.left();
    if amount > left { Err(Inadmissible::BeyondApproved { asked: amount, left }) } else { Ok(()) }
}

/// What is taken out again was paid in advance by then, and is not kept back for the next installment.
pub(super) fn redraw(request: &Request<'_>, account: &Account, amount: Decimal) -> Result<(), Inadmissible> {
    let next = account.installments.iter().find(|installment| installment.due > request.on());
    let next_due = next.map(|installment| installment.expected.total()).unwrap_or_default();
    let kept = if request.on() < account.as_of {
        account.redraw.min(request.account_on_value_date()?.redraw)
    } else {
        account.redraw
    };
    Redraw::new(request.terms.redraw, kept, next_due).take(amount)?;
    Ok(())
}

pub(super) fn income_by_list(request: &Request<'_>, amount: Decimal) -> Result<(), Inadmissible> {
    not_ended(request)?;
    // Income is added to what was paid out; what is only planned does not stand in its way.
    within(&Room { planned: Vec::new(), ..of_history(request.terms, &request.history) }, amount)
}

/// An approval covers what has been paid out and what is planned, and stays within what may be approved at most.
pub(super) fn approval_by_list(request: &Request<'_>, amount: Decimal) -> Result<(), Inadmissible> {
    if let Some(applied_on) = request.terms.limits.applied_on.filter(|applied_on| request.on() < *applied_on) {
        return Err(Inadmissible::BeforeApplication { applied_on });
    }
    let room = of_history(request.terms, &request.history);
    let used = room.used();
    if amount < used {
        return Err(Inadmissible::ApprovedBelowUsed { used });
    }
    if amount > room.approvable {
        return Err(Inadmissible::ApprovedAboveLimit { limit: room.approvable });
    }
    Ok(())
}
