//! A loan that is serviced as an account, in the words of the lending documents.
//!
//! One loan is one record: what the documents show of it is computed from the account, and a payment that is recorded on it
//! is a payment of the account. Where the lender has uploaded a loan of the same id, that says who the borrower is and what
//! else the lender knows; amounts, dates and months of installments are the account's.

mod details;
mod month;
mod pay;

pub use details::details;
pub use month::{ServicedMonth, months};
pub use pay::pay;
