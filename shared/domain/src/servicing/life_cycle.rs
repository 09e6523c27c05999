//! The life of a loan account: in which states what may be done with it, and where that leads.
//!
//! There is one table, `table::RULES`. Asking it is [`permit`]; what it says, in words, is below. What time and
//! money do to a state (an installment falls into arrears, a repayment settles the last of the debt) is no operation's
//! decision: [`place`] answers it from what a replay of the account's transactions gives.
#![doc = include_str!("life_cycle/table.md")]

mod condition;
mod ledger;
mod markdown;
mod operation;
mod refusal;
mod standing;
mod state;
mod table;
#[cfg(test)]
mod tests;

pub use ledger::{facts, place};
pub use markdown::table;
pub use operation::Operation;
pub use refusal::{Reason, Refusal};
pub use standing::{Fact, Facts, Standing, place_from};
pub use state::{AccountState, AccountSubState, LockedOperation, Place};

use table::{Outcome, Rule};

/// What an operation makes of an account's state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// State and sub-state stay as they are.
    Stays,
    /// The account is there afterwards, whatever its money comes to.
    Becomes(Place),
    /// Its money decides: carry the operation out, replay, and ask [`place_from`].
    LedgerDecides,
    /// There is no account any more.
    Removed,
}

/// Whether an operation may be done with an account that stands so, and what becomes of its state.
///
/// The refusal names the state and what to do about it. Amounts, dates and roles are others' to check.
pub fn permit(operation: Operation, standing: &Standing) -> Result<Change, Refusal> {
    let place = standing.place;
    let refuse = |reason| Err(Refusal { operation, place, reason });
    if !place.is_possible() {
        return refuse(Reason::ImpossibleStanding);
    }
    let Some(rule) = Rule::find(operation, place) else { return refuse(Reason::of_place(operation, place)) };
    match rule.needs.iter().find(|condition| !condition.holds(&standing.facts)) {
        Some(condition) => refuse(condition.otherwise),
        None => Ok(change(rule.outcome, place)),
    }
}

fn change(outcome: Outcome, place: Place) -> Change {
    match outcome {
        Outcome::Stays => Change::Stays,
        Outcome::Becomes(there) => Change::Becomes(there),
        Outcome::SubState(sub_state) => Change::Becomes(Place { sub_state: Some(sub_state), ..place }),
        Outcome::LedgerDecides => Change::LedgerDecides,
        Outcome::Removed => Change::Removed,
    }
}
