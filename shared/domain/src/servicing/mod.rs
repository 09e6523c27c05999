//! Servicing: what a loan account owes, has paid and will owe, as one pure function of its terms and its transactions.

pub mod account;
pub mod accrual;
pub mod admission;
pub mod allocation;
pub mod apr;
pub mod arrears;
pub mod charges;
pub mod cost;
pub mod credit_line;
mod cumulative;
pub mod due_dates;
pub mod funding;
#[cfg(test)]
mod hand_built;
pub mod installment;
pub mod interest;
pub mod life_cycle;
pub mod limits;
pub mod payoff;
pub mod penalty;
mod progressive;
pub mod replay;
pub mod restructuring;
pub mod rounding;
mod standing_transactions;
pub mod summary;
pub mod tax;
pub mod terms;
pub mod transaction;
pub mod working_days;
