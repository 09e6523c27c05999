//! Documents described by tables: each key with its type, and one check for all of them.
//!
//! The tables are the single source for validation, for the defaults that answers show, and for the published schemas.

mod check;
mod fault;
mod kind;
mod language;
mod section;

pub use check::{DATE_MESSAGE, amount_fault, is_email, is_id};
pub use fault::{Fault, Faults};
pub use kind::Kind;
pub use language::{LANGUAGES, is_language, language_code};
pub use section::{Extent, Field, Presence, Section};
