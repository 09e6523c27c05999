//! Which payments a loan takes while it is with an agency.

use crate::accounts::account::Change;
use crate::recovery::case::RecoveryCase;
use crate::servicing::transaction::{Event, RepaymentKind};

/// A payment that did not come by way of the agency, of a loan that is with one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotExternal {
    /// A payment.
    #[error(
        "The loan is assigned to a collection agency: only payments with is_external true are taken until it is unassigned."
    )]
    Payment,
    /// Another account would go on with the debt, which no agency was assigned.
    #[error(
        "The loan is assigned to a collection agency: another account can take its debt over when it is unassigned."
    )]
    Handover,
}

/// Whether a loan takes a payment: while it is with an agency, or about to be, only one that came in by way of the agency.
///
/// # Errors
/// [`NotExternal`], which says what to do about it.
pub fn may_pay(case: Option<&RecoveryCase>, is_external: bool) -> Result<(), NotExternal> {
    if is_external || !case.is_some_and(RecoveryCase::is_with_agency) { Ok(()) } else { Err(NotExternal::Payment) }
}

/// Whether a change of an account enters no payment of the borrower's that the loan does not take now. Taking a payment back is none,
/// nor is what the lender gives up, refunds or charges.
///
/// # Errors
/// [`NotExternal`], which says what to do about it.
pub fn admits(case: Option<&RecoveryCase>, change: &Change) -> Result<(), NotExternal> {
    let entered = change.ledger.entries.get(change.entries_before..).unwrap_or_default();
    let is_external = entered.iter().all(|entry| match entry.transaction.event {
        Event::Repayment {
            kind: RepaymentKind::Repayment | RepaymentKind::DownPayment | RepaymentKind::Recovery,
            ..
        }
        | Event::ChargePayment { .. } => entry.details.is_external,
        _ => true,
    });
    may_pay(case, is_external)
}
