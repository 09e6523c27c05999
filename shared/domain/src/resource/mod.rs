//! Resources of the resource-style APIs (accounts, products, credit lines): each described by one table of fields, which
//! serves the reading of bodies, the order of answers, filters and the published schema.
//!
//! A field is the caller's to set, or computed by the system. A computed one in a body is refused unless it says what the
//! resource says at present, so that what was read can be sent back.

mod field;
mod filterable;
mod read;
#[cfg(test)]
mod tests;
mod time;

pub use field::{Field, Kind, NAME_CHARS_MAX, Owner, TEXT_CHARS_MAX};
pub use filterable::filterable;
pub use read::{amount_at, merged, read};
pub use time::{DAY_FORMAT, TIME_FORMAT, day, day_or_time, moment_from_text};
