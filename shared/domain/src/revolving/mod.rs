//! Revolving accounts: a client's pre-approved limit, and the loans that are registered to it.
//!
//! The rules of a limit are [`crate::servicing::credit_line`]'s. Here is the account as callers send and read it.
//!
//! | status | when |
//! |---|---|
//! | `StatusPendingApproval` | there is no `approve_time` |
//! | `StatusApproved` | it is approved, and the day of `start_time` is still to come |
//! | `StatusActive` | loans may be approved and drawn under it |
//! | `StatusExpired` | the day of `expire_time` has come; its loans are repaid as agreed, and it takes no new ones |
//! | `StatusClosed` | it has a `close_time`; nothing of it but its notes changes any more |
//!
//! The status is not stored: it follows from the times, whose days are those of the company's time zone. The sub-status is there only where it
//! says more: `StatusWithdrawn` of an account that was closed without ever having been approved.

mod account;
mod change;
mod fields;
mod loans;
mod refusal;
#[cfg(test)]
mod tests;

pub use account::{Account, Context};
pub use fields::{FIELDS, INDEXED, SCHEMA};
pub use loans::{LOANS_MAX, LoanChange};
pub use refusal::Refusal;
