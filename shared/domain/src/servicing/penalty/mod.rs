//! What being late costs: the penalty that a late account bears, and when it is owed.
//!
//! A penalty is borne on each day after a due date and its tolerance by what is overdue on that day, at a rate in percent a
//! year over the account's day count. Days of pauses bear none, nor do days on which penalties are locked, nor any after a
//! charge-off. A payment counts from the day after its value date on.
//!
//! It accrues until something happens to the money: a payment, a waiver, a write-off, a disbursement, a change of the
//! installments. Then, before that happens, what has accrued up to the day becomes owed, as part of the late installment that
//! bore it and rounded for each, so the payment can meet it in the account's order of allocation. What it takes to pay the
//! account off on a day asks for the same. Nothing is entered for that: a replay goes through the same days with the same
//! balances, so a payment that is entered late or taken back changes what was borne after its day, and nothing else. Penalties
//! bear none themselves, and installments of which only penalties are left bear none.
//!
//! 1000.00 are lent for three months; 340.02, of which 330.02 is principal, were due on 1 February, and overdue principal
//! bears 24 percent a year, 30/360, so 0.22 a day:
//!
//! | day | happens | penalty owed | accrued | installment of 1 February |
//! |---|---|---|---|---|
//! | 11 February | nothing | 0 | 2.20 | 340.02 are left |
//! | 11 February | 100.00 comes in | 2.20, paid at once | 0 | 330.02 + 10.00 less 97.80: 242.22 are left |
//! | 21 February | nothing | | 1.61 | 242.22 of principal x 24% x 10/360 |
//! | 21 February | 243.83 comes in | 1.61, paid at once | 0 | met |
//!
//! A test computes this table.

mod accrual;
mod free_days;
mod late_fee;
#[cfg(test)]
mod tests;
mod year_fraction;

pub(super) use accrual::{Borne, borne};
pub(super) use free_days::FreeDays;
pub use late_fee::{LateFee, late_fees};
