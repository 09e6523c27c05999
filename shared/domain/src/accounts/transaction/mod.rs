//! What is entered on an account, and how answers say it: `type`, and the fields of that type.
//!
//! There is one table, [`TYPES`]. What a body says is read by it into an [`Event`] with the day from which it counts and what
//! is kept beside it; [`present`] is the way back. Every event has a type; those that an operation of their own makes are
//! shown, and refused here with the name of that operation.

mod build;
mod details;
mod field;
mod present;
mod read;
mod said;
#[cfg(test)]
mod tests;
mod types;

use chrono::NaiveDate;

pub use details::{Details, NOTES_CHARS_MAX};
pub use field::{Field, FieldKind, NAME_CHARS_MAX};
pub use present::{name_of, present};
pub use types::{Origin, TYPES, TransactionType, role_to_enter};

use crate::servicing::transaction::{Event, TransactionId};
use crate::time_zone::TimeZone;

/// What reading a body needs to know of the account and its company.
#[derive(Clone, Copy)]
pub struct Circumstances<'a> {
    /// Today in the company's time zone.
    pub today: NaiveDate,
    /// The company's time zone: days of moments are those there.
    pub zone: &'a TimeZone,
    /// The transaction of the account that callers know by an id.
    pub find: &'a dyn Fn(&str) -> Option<TransactionId>,
}

/// A transaction that a body asks to enter.
#[derive(Debug, Clone, PartialEq)]
pub struct NewTransaction {
    /// What the body calls it.
    pub kind: &'static TransactionType,
    /// The day from which it counts, in the company's time zone.
    pub value_date: NaiveDate,
    /// What happens.
    pub event: Event,
    /// What is kept beside it.
    pub details: Details,
}
