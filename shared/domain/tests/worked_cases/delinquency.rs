//! How late a loan is, as the cases show it.

use domain::servicing::account::Account;

use crate::fields::Fields;
use crate::loan::Loan;
use crate::outcome::Stop;

/// What differs in a check of how late a loan is.
pub fn compare(name: &str, _wanted: Fields<'_>, _loan: &Loan, _account: &Account) -> Result<Vec<String>, Stop> {
    Err(Stop::Unsupported(format!("check {name}")))
}
