//! Recovery in the table: a loan's case beside its account, its defaults and actions as resources of their own.
//!
//! | access | calls |
//! |---|---|
//! | a case, with a change of its loan | none of its own: it is read and written with what the loan's change reads and writes |
//! | a case whose day has come | 1 `Query` of the account with the case, and 1 `TransactWriteItems` |
//!
//! The case holds the default that its loan is in, and guards it: the default's own item, which lists show, is a copy that is written
//! with each change of it.

mod due;
mod known;
mod listing;
mod look;
mod read;
mod work;
mod write;

pub use due::{DueLoans, due_loans};
pub use known::KnownCase;
pub use listing::{DEFAULTS, defaults};
pub use look::{LookFailed, Looked, look_at};
pub use read::{Known, default_at, defaults_of, load};
pub use work::{Work, WorkAsked, worklist};
pub use write::{Outcome, account_writes, claim_writes, outcome_writes};
