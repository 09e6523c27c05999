//! Revolving credit: a limit that several loans share, what a revolving loan asks for each period, and what of the money
//! paid in advance may be taken out again.
//!
//! A credit line lends nothing itself. Loans are registered to it, and each consumes credit by what it was approved for or
//! by what is outstanding of it. What is consumed is computed from the loans; [`crate::revolving`] keeps the sum for its lists.
//! All amounts are in the one currency of the line and its loans.

mod exposure;
mod line;
mod minimum_payment;
mod redraw;
mod refusal;
#[cfg(test)]
mod tests;

pub use exposure::{Credit, Exposure, RegisteredLoan};
pub use line::{CreditLine, LineDates, LineStatus};
pub use minimum_payment::{MinimumPayment, PrincipalPayment, minimum_payment};
pub use redraw::{Redraw, RedrawRefusal, RedrawTerms};
pub use refusal::LineRefusal;
