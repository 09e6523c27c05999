//! Legal notices in the table.
//!
//! | access | calls |
//! |---|---|
//! | a template; the list of templates | 1 `GetItem` |
//! | a new template; a change or deletion of one | 1 `GetItem` of the directory; 1 `BatchGetItem` of it and the template; and 1 `TransactWriteItems` |
//!
//! Every change of a template is written with the directory, under the version that it was decided on.

mod directory;

pub use directory::{KnownDirectory, KnownTemplate, template, template_to_change};
