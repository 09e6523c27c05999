//! Legal notices: letters that a lender serves on its borrowers.
//!
//! A [`template`] says what a notice says, in one or more languages, as blocks with variables. Filled with what is known of a loan it is a [`letter`], which
//! becomes a PDF. Variables are those of messages, filled by the same rules.

pub mod block;
pub mod directory;
pub mod letter;
pub mod preview;
pub mod template;
