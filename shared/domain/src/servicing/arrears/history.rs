//! Since when a loan has been late without a day in between.

use chrono::NaiveDate;

use crate::servicing::account::Account;
use crate::servicing::installment::Installment;

/// The day since which the loan has been late without a day on which nothing was, whichever installments have been paid
/// since; `oldest` is the oldest day since which something is late now.
///
/// An installment was late at the end of each day after its due date and before the payment that met it. Two installments
/// make one stretch where the earlier one was still open on the due date of the later one: once it was paid on that very
/// day, nothing was late at its end.
pub(super) fn late_since(account: &Account, oldest: NaiveDate) -> NaiveDate {
    account.installments.iter().rev().fold(oldest, |since, installment| match met_late(installment) {
        Some(met_on) if installment.due < since && since < met_on => installment.due,
        _ => since,
    })
}

/// The day on which an installment was met, where that was after its due date.
fn met_late(installment: &Installment) -> Option<NaiveDate> {
    installment.obligations_met_on.filter(|met_on| *met_on > installment.due)
}
