//! Legal notices: letters that a lender serves on its borrowers.
//!
//! A [`template`] says what a notice says, in one or more languages, as blocks with variables. Filled with what is known of a loan it is a [`letter`], which
//! becomes a PDF. Variables are those of messages, filled by the same rules. Whether a notice may be served is asked of the contact policy when it is asked for ([`making`]);
//! what is kept of it is a [`record`], and of its way on paper a [`tracking`].

pub mod batch;
pub mod block;
pub mod directory;
pub mod letter;
pub mod logo;
pub mod making;
pub mod of_action;
pub mod preview;
pub mod record;
pub mod request;
pub mod template;
pub mod tracking;
