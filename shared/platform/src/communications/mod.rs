//! Templates, communication events and communications in the table.
//!
//! | access | calls |
//! |---|---|
//! | a template; an event; the list of either | 1 `GetItem` |
//! | a change of a template | 1 `BatchGetItem` of it and the directory, and 1 `TransactWriteItems` |
//! | a new template; a change of an event | 1 `GetItem` of the directory, and 1 `TransactWriteItems` |
//!
//! Every change is written with the directory, under the version that it was decided on.

mod directory;
mod template;

pub use directory::KnownDirectory;
pub use template::{KnownTemplate, event, template, template_to_change};
