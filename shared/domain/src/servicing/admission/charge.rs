//! Fees and penalties: when they are due, and what is left of them.

use rust_decimal::Decimal;

use super::inadmissible::Inadmissible;
use super::lock;
use super::request::Request;
use crate::servicing::account::{Account, ChargeState, Standing};
use crate::servicing::life_cycle::LockedOperation;
use crate::servicing::transaction::{Charge, ChargeDue, Event, TransactionId};

/// A charge is due when there is a loan.
pub(super) fn by_list(request: &Request<'_>, charge: &Charge) -> Result<(), Inadmissible> {
    let kind = if charge.penalty { LockedOperation::ApplyPenalties } else { LockedOperation::ApplyFees };
    lock::may_be_applied(request, kind)?;
    if request.history.has(|event| matches!(event, Event::ChargeOff)) {
        return Err(Inadmissible::ChargedOff);
    }
    let disbursed_on = request.history.first_disbursement();
    match charge.due {
        ChargeDue::On(due) => {
            let start = disbursed_on.unwrap_or(request.terms.expected_disbursement);
            if due < start { Err(Inadmissible::DueBeforeDisbursement { due, disbursed_on: start }) } else { Ok(()) }
        }
        ChargeDue::AtDisbursement if disbursed_on.is_some() => Err(Inadmissible::AlreadyDisbursed),
        ChargeDue::AtDisbursement | ChargeDue::EachInstallment => Ok(()),
    }
}

/// A loan of which nothing is owed is closed, and takes no charges; one that was overpaid still does.
pub(super) fn by_account(account: &Account) -> Result<(), Inadmissible> {
    match account.standing {
        Standing::Repaid => Err(Inadmissible::NothingOwed),
        Standing::Undisbursed | Standing::Active | Standing::Overpaid | Standing::WrittenOff => Ok(()),
    }
}

/// Whether what is to be paid or waived is a charge that stands.
pub(super) fn is_one(request: &Request<'_>, of: TransactionId) -> Result<(), Inadmissible> {
    match request.history.find_standing(of)?.event {
        Event::Charge { .. } => Ok(()),
        _ => Err(Inadmissible::NotACharge(of)),
    }
}

/// No more is paid of a charge than is left of it.
pub(super) fn payment(account: &Account, of: TransactionId, amount: Decimal) -> Result<(), Inadmissible> {
    let left = left_of(account, of);
    if amount > left { Err(Inadmissible::BeyondCharge { asked: amount, left }) } else { Ok(()) }
}

/// There is something left to waive.
pub(super) fn waiver(account: &Account, of: TransactionId) -> Result<(), Inadmissible> {
    if left_of(account, of) > Decimal::ZERO { Ok(()) } else { Err(Inadmissible::ChargeSettled(of)) }
}

fn left_of(account: &Account, of: TransactionId) -> Decimal {
    let left = |charge: &ChargeState| charge.amount - charge.paid - charge.waived;
    account.charges.iter().filter(|charge| charge.id == of).map(left).sum()
}
