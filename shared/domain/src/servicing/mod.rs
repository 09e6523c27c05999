//! Servicing: what a loan account owes, has paid and will owe, as one pure function of its terms and its transactions.

pub mod apr;
pub mod credit_line;
pub mod due_dates;
pub mod funding;
pub mod life_cycle;
pub mod rounding;
pub mod working_days;
