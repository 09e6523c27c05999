//! The end of a loan that is not repaid: charge-off, write-off, termination.

use super::history::{moves_money, spreads_anew};
use super::inadmissible::Inadmissible;
use super::request::{Request, must_be_active};
use crate::servicing::account::Account;
use crate::servicing::transaction::{Components, Event};

pub(super) fn charge_off_by_list(request: &Request<'_>) -> Result<(), Inadmissible> {
    if request.history.has(|event| matches!(event, Event::ChargeOff)) {
        return Err(Inadmissible::ChargedOff);
    }
    after_money(request)
}

pub(super) fn write_off_by_list(request: &Request<'_>) -> Result<(), Inadmissible> {
    let charged_off_on = request.history.days_of(|event| matches!(event, Event::ChargeOff)).last();
    if let Some(charged_off_on) = charged_off_on.filter(|charged_off_on| request.on() < *charged_off_on) {
        return Err(Inadmissible::BeforeChargeOff { charged_off_on });
    }
    after_money(request)
}

pub(super) fn termination_by_list(request: &Request<'_>) -> Result<(), Inadmissible> {
    if request.history.has(|event| matches!(event, Event::Termination)) {
        return Err(Inadmissible::Terminated);
    }
    if request.history.has(|event| matches!(event, Event::ChargeOff)) {
        return Err(Inadmissible::ChargedOff);
    }
    after_money(request)
}

/// What is given up is what is owed after all that was paid: money of a later day would have been taken for it.
fn after_money(request: &Request<'_>) -> Result<(), Inadmissible> {
    match request.history.days_of(|event| moves_money(event) || spreads_anew(event)).last() {
        Some(last) if request.on() < last => Err(Inadmissible::LaterTransactions { last }),
        _ => Ok(()),
    }
}

/// No more is written off than is outstanding, component by component.
pub(super) fn by_account(account: &Account, amounts: Option<&Components>) -> Result<(), Inadmissible> {
    must_be_active(account)?;
    let Some(amounts) = amounts else { return Ok(()) };
    let outstanding = account.installments.iter().fold(Components::default(), |sum, installment| {
        let left = installment.outstanding();
        Components {
            principal: sum.principal + left.principal,
            interest: sum.interest + left.interest,
            fees: sum.fees + left.fees,
            penalties: sum.penalties + left.penalties,
        }
    });
    let parts = [
        (amounts.principal, outstanding.principal),
        (amounts.interest, outstanding.interest),
        (amounts.fees, outstanding.fees),
        (amounts.penalties, outstanding.penalties),
    ];
    match parts.into_iter().find(|(asked, outstanding)| asked > outstanding) {
        Some((asked, outstanding)) => Err(Inadmissible::BeyondOutstanding { asked, outstanding }),
        None => Ok(()),
    }
}
