//! Charges as they are earned.

use chrono::NaiveDate;
use domain::servicing::account::Account;
use domain::servicing::installment::InstallmentKind;
use domain::servicing::transaction::{ChargeDue, Components, Event};
use rust_decimal::Decimal;

use crate::loan::Loan;

/// The last due date of the schedule.
pub fn maturity(account: &Account) -> Option<NaiveDate> {
    account.installments.iter().filter(|it| it.kind != InstallmentKind::Additional).map(|it| it.due).max()
}

/// Fees and penalties earned up to a day.
pub fn earned_till(loan: &Loan, account: &Account, till: NaiveDate) -> Components {
    let mut earned = Components::default();
    let mut on_a_day = Components::default();
    for state in &account.charges {
        let Some(transaction) = loan.find(state.id) else { continue };
        let Event::Charge { charge } = &transaction.event else { continue };
        let ChargeDue::On(due) = charge.due else { continue };
        let day = if loan.accruals.settings.charges_when_entered { transaction.entered_on } else { due };
        if day <= till {
            put(&mut earned, charge.penalty, state.amount);
        }
        if account.installments.iter().any(|it| due > it.from && due <= it.due && it.due <= till) {
            put(&mut on_a_day, charge.penalty, state.amount);
        }
    }
    // Charges of each installment are all that is left of those that are due when charges of a day are taken away.
    for installment in account.installments.iter().filter(|it| it.due <= till) {
        earned.fees += installment.expected.fees - installment.credited.fees;
        earned.penalties += installment.expected.penalties - installment.credited.penalties;
    }
    earned.fees -= on_a_day.fees;
    earned.penalties -= on_a_day.penalties;
    earned
}

fn put(to: &mut Components, penalty: bool, amount: Decimal) {
    if penalty { to.penalties += amount } else { to.fees += amount }
}
