//! What a company's recovery comes to: how much is in default, where it rolls, what came back, what was done.
//!
//! Nothing is summed up when it is asked for. Whatever changes a case says, as a [`Tally`], by how much that changes each [`Figure`] of the
//! month, and is written together with it; an answer adds up what the months hold. A figure is therefore as of the moment in which
//! each case was last looked at, which is when something happens to the loan, and otherwise by itself on the days on which its severity or its
//! bucket becomes another.

mod counted;
mod figure;
mod overview;
mod tally;

pub use counted::{Counted, Standing};
pub use figure::{Executed, Figure, Movement, Promised, Unit};
pub use overview::{CountAndAmount, MonthOverview, Overview, Roll};
pub use tally::Tally;

#[cfg(test)]
mod tests;
