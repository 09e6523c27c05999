//! Recovery in the table: a loan's case beside its account, its defaults and actions as resources of their own.
//!
//! | access | calls |
//! |---|---|
//! | a case, with a change of its loan | none of its own: it is read and written with what the loan's change reads and writes |
//! | a case whose day has come | 1 `Query` of the account with the case, and 1 `TransactWriteItems` with the actions of the plan |
//! | a case that is looked at because rules have changed | the same, without the write where they change nothing of it |
//! | contacts, with an upload of their loan | none of their own |
//! | an action that is executed | 1 `BatchGetItem` of the action, the case and the contacts, and 1 `TransactWriteItems` |
//!
//! The case holds the default that its loan is in, and guards it: the default's own item, which lists show, is a copy that is written
//! with each change of it.

mod action;
mod contacts;
mod due;
mod execute;
mod figures;
mod known;
mod listing;
mod look;
mod order;
mod read;
mod report;
mod review;
mod work;
mod write;

pub(crate) use action::action_writes;
pub use action::{ACTIONS, ACTIONS_BY, KnownAction, action_at, action_of, actions_of, new_action_id};
pub use contacts::{CONTACTS, KnownContacts, contact_writes, upload_writes};
pub use due::{DueLoans, due_loans};
pub use execute::{Executed, Execution, cancel_writes, execute_due, execution};
pub use figures::overview;
pub use known::KnownCase;
pub use listing::{DEFAULTS, DEFAULTS_BY};
pub use look::{LookFailed, Looked, look_at};
pub use order::order_writes;
pub use read::{
    Known, KnownDefault, LoanContacts, case_on, contacts_at, default_at, default_to_change, defaults_of, load,
};
pub use report::{action_to_report, report_writes};
pub use review::{REVIEW_DELAY_SECONDS, ReviewList, ReviewMessage, ReviewPage, review_page};
pub use work::{Work, WorkAsked, worklist};
pub use write::{Outcome, account_writes, claim_writes, new_account_writes, outcome_writes};
