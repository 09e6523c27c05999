//! The account of a loan, and what is asked of it.

use chrono::NaiveDate;
use domain::servicing::account::{Account, Standing};
use domain::servicing::installment::Installment;
use domain::servicing::replay::replay;
use rust_decimal::Decimal;

use crate::loan::Loan;
use crate::outcome::Stop;

/// The account as it was last computed: the systems that the cases come from bring a loan up to date only when
/// something happens to it, or in the run at the end of a day.
pub fn account(loan: &Loan) -> Result<Account, Stop> {
    let mut account = replay(&loan.terms, &loan.transactions, loan.recalculated_on)?;
    account.as_of = loan.computed_on;
    account.planned.retain(|(day, _)| *day > loan.computed_on);
    Ok(account)
}

/// What is left to pay, all together.
pub fn outstanding(account: &Account) -> Decimal {
    account.installments.iter().map(|installment| installment.outstanding().total()).sum()
}

/// Of installments whose due date lies before a day: what is left to pay of what `of` takes from each.
pub fn overdue(account: &Account, on: NaiveDate, of: fn(&Installment) -> Decimal) -> Decimal {
    account.installments.iter().filter(|installment| installment.due < on).map(of).sum()
}

/// What the cases call a standing.
pub fn status(account: &Account) -> &'static str {
    match account.standing {
        Standing::Undisbursed => "APPROVED",
        Standing::Active => "ACTIVE",
        Standing::Repaid => "CLOSED_OBLIGATIONS_MET",
        Standing::Overpaid => "OVERPAID",
        Standing::WrittenOff => "CLOSED_WRITTEN_OFF",
    }
}
