//! Loans that are over once nothing is owed on them.

use super::history::moves_money;
use super::inadmissible::Inadmissible;
use super::request::Request;
use crate::servicing::account::{Account, Standing};
use crate::servicing::transaction::{Event, RepaymentKind};

/// Whether the terms forbid on a settled loan what is asked: money that comes in, and taking back what came in. An
/// overpayment may still be paid out, a recovery still be taken.
pub(super) fn may_be_too_late(request: &Request<'_>) -> bool {
    if !request.terms.limits.final_when_settled {
        return false;
    }
    match &request.new.event {
        Event::Repayment { kind, .. } => *kind != RepaymentKind::Recovery,
        Event::InterestRefund { .. } | Event::Chargeback { .. } => true,
        Event::Reversal { of } => request.history.find(*of).is_ok_and(|taken_back| {
            moves_money(&taken_back.event) && !matches!(taken_back.event, Event::CreditBalanceRefund { .. })
        }),
        _ => false,
    }
}

/// Something is owed on the account.
pub(super) fn check(account: &Account) -> Result<(), Inadmissible> {
    match account.standing {
        Standing::Undisbursed | Standing::Active => Ok(()),
        Standing::Repaid | Standing::Overpaid | Standing::WrittenOff => Err(Inadmissible::Settled),
    }
}
