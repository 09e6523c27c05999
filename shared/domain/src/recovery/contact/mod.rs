//! The people who can be contacted about a loan, one entry for each telephone number or e-mail address of theirs.

mod flag;
mod opt_out;
mod recipient;
mod relationship;

pub use flag::Flag;
pub use opt_out::{OptOut, OptOutMethod, OptOuts};
pub use recipient::Recipient;
pub use relationship::Relationship;
