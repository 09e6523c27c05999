//! How an account stands: its state, and the facts that a state does not tell.

use std::collections::BTreeSet;

use super::state::{AccountState, AccountSubState, LockedOperation, Place};

/// Something that is so of an account, as far as it decides what may be done with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fact {
    /// Money has been paid out and not taken back.
    Disbursed,
    /// Money is still to be paid out: a tranche, or a part of what was granted. Of a revolving loan always.
    MoreToDisburse,
    /// The limits of the terms let more be paid out, be it beyond what was granted.
    RoomToDisburse,
    /// Something is outstanding: principal, interest, fees or penalties, due or not.
    Owes,
    /// Something due is late beyond the tolerance.
    InArrears,
    /// Everything was made due at once, and that stands.
    Terminated,
    /// Interest, fees and penalties have reached the most that the loan may cost.
    Capped,
    /// Somebody has locked interest.
    InterestLocked,
    /// Somebody has locked fees.
    FeesLocked,
    /// Somebody has locked penalties.
    PenaltiesLocked,
    /// Somebody has closed the account without debt, giving up what could still have been paid out.
    ClosedByHand,
    /// The loan was taken out of the performing book.
    ChargedOff,
    /// There is money of the borrower's beyond what is owed.
    Overpaid,
    /// The terms let the borrower pay beyond what is owed.
    TakesOverpayments,
    /// The rate is above zero.
    BearsInterest,
    /// Investors fund it.
    Funded,
    /// A refinancing under the same account id stands.
    RefinancedInPlace,
    /// A rescheduling under the same account id stands.
    RescheduledInPlace,
    /// Something later depends on what the operation undoes: a transaction of the account, for a refinancing or
    /// rescheduling also one of the account that goes on with the debt.
    LaterTransactions,
}

/// What is so of an account; what is not in here is not so.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facts(BTreeSet<Fact>);

/// How an account stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// State and sub-state, as stored.
    pub place: Place,
    /// What else is so.
    pub facts: Facts,
}

impl Facts {
    /// The same, with one fact being so or not.
    #[must_use]
    pub fn with(mut self, fact: Fact, is_so: bool) -> Self {
        if is_so {
            self.0.insert(fact);
        } else {
            self.0.remove(&fact);
        }
        self
    }

    /// The same, with exactly these operations locked by somebody.
    #[must_use]
    pub fn with_locks(self, locked: &[LockedOperation]) -> Self {
        let lock = |facts: Self, operation: LockedOperation| facts.with(operation.into(), locked.contains(&operation));
        LockedOperation::ALL.into_iter().fold(self, lock)
    }

    /// Whether it is so.
    pub fn has(&self, fact: Fact) -> bool {
        self.0.contains(&fact)
    }

    /// Whether somebody has locked anything.
    pub fn has_locks(&self) -> bool {
        LockedOperation::ALL.into_iter().any(|operation| self.has(operation.into()))
    }
}

impl FromIterator<Fact> for Facts {
    fn from_iter<I: IntoIterator<Item = Fact>>(facts: I) -> Self {
        Self(facts.into_iter().collect())
    }
}

impl From<LockedOperation> for Fact {
    fn from(operation: LockedOperation) -> Self {
        match operation {
            LockedOperation::ApplyInterest => Self::InterestLocked,
            LockedOperation::ApplyFees => Self::FeesLocked,
            LockedOperation::ApplyPenalties => Self::PenaltiesLocked,
        }
    }
}

/// The place of a granted account that was neither refinanced, rescheduled nor written off, as its money has it.
///
/// An account that owes nothing is repaid unless more of it can be paid out; one that is late stays serviced, whatever
/// else is so of it.
pub fn place_from(facts: &Facts) -> Place {
    if !facts.has(Fact::Disbursed) {
        return Place::of(AccountState::Approved);
    }
    let ended = facts.has(Fact::Terminated) || facts.has(Fact::ClosedByHand) || !facts.has(Fact::MoreToDisburse);
    if ended && !facts.has(Fact::Owes) {
        return Place::with(AccountState::Closed, AccountSubState::Repaid);
    }
    let in_arrears = facts.has(Fact::InArrears);
    let state = if in_arrears { AccountState::ActiveInArrears } else { AccountState::Active };
    Place { state, sub_state: active_sub_state(facts) }
}

/// There is room for one sub-state: the one that restricts most is shown, the others stay known as facts.
fn active_sub_state(facts: &Facts) -> Option<AccountSubState> {
    if facts.has(Fact::Terminated) {
        Some(AccountSubState::Terminated)
    } else if facts.has(Fact::Capped) {
        Some(AccountSubState::LockedCapping)
    } else if facts.has_locks() {
        Some(AccountSubState::Locked)
    } else if facts.has(Fact::MoreToDisburse) {
        Some(AccountSubState::PartiallyDisbursed)
    } else {
        None
    }
}
