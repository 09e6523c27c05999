//! What must be so before an operation is permitted, in words, and what is said when it is not.

use super::refusal::Reason;
use super::standing::{Fact, Facts};

/// Something that must be so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Condition {
    test: Test,
    /// In words, after "when".
    pub(super) words: &'static str,
    /// Said when it is not so.
    pub(super) otherwise: Reason,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Test {
    Is(Fact),
    Not(Fact),
    AnyLock,
}

impl Condition {
    /// Whether it is so.
    pub(super) fn holds(&self, facts: &Facts) -> bool {
        match self.test {
            Test::Is(fact) => facts.has(fact),
            Test::Not(fact) => !facts.has(fact),
            Test::AnyLock => facts.has_locks(),
        }
    }
}

const fn is(fact: Fact, words: &'static str, otherwise: Reason) -> Condition {
    Condition { test: Test::Is(fact), words, otherwise }
}

const fn not(fact: Fact, words: &'static str, otherwise: Reason) -> Condition {
    Condition { test: Test::Not(fact), words, otherwise }
}

pub(super) const DISBURSED: Condition = is(Fact::Disbursed, "money was disbursed", Reason::NotDisbursed);
pub(super) const NEVER_DISBURSED: Condition = not(Fact::Disbursed, "nothing was disbursed", Reason::AlreadyDisbursed);
pub(super) const ROOM_TO_DISBURSE: Condition =
    is(Fact::RoomToDisburse, "more may be disbursed", Reason::FullyDisbursed);
pub(super) const ROOM_THOUGH_REPAID: Condition = is(Fact::RoomToDisburse, "more may be disbursed", Reason::Repaid);
pub(super) const NOT_CLOSED_BY_HAND: Condition =
    not(Fact::ClosedByHand, "it was not closed by hand", Reason::ClosedByHand);
pub(super) const OWES: Condition = is(Fact::Owes, "something is owed", Reason::NothingOwed);
pub(super) const OWES_NOTHING: Condition = not(Fact::Owes, "nothing is owed", Reason::StillOwed);
pub(super) const OVERPAID: Condition = is(Fact::Overpaid, "it is overpaid", Reason::NotOverpaid);
pub(super) const NOT_OVERPAID: Condition = not(Fact::Overpaid, "it is not overpaid", Reason::Overpaid);
pub(super) const TAKES_OVERPAYMENTS: Condition =
    is(Fact::TakesOverpayments, "the terms accept overpayments", Reason::OverpaymentsNotTaken);
pub(super) const BEARS_INTEREST: Condition = is(Fact::BearsInterest, "it bears interest", Reason::NoInterest);
pub(super) const CHARGED_OFF: Condition = is(Fact::ChargedOff, "it is charged off", Reason::NotChargedOff);
pub(super) const NOT_CHARGED_OFF: Condition = not(Fact::ChargedOff, "it is not charged off", Reason::ChargedOff);
pub(super) const NOT_FUNDED: Condition = not(Fact::Funded, "no investors fund it", Reason::Funded);
pub(super) const CLOSED_BY_HAND: Condition = is(Fact::ClosedByHand, "it was closed by hand", Reason::NotClosedByHand);
pub(super) const INTEREST_FREE_TO_APPLY: Condition =
    not(Fact::InterestLocked, "`OperationApplyInterest` is not locked", Reason::InterestLocked);
pub(super) const FEES_FREE_TO_APPLY: Condition =
    not(Fact::FeesLocked, "`OperationApplyFees` is not locked", Reason::FeesLocked);
pub(super) const PENALTIES_FREE_TO_APPLY: Condition =
    not(Fact::PenaltiesLocked, "`OperationApplyPenalties` is not locked", Reason::PenaltiesLocked);
pub(super) const ANY_LOCK: Condition =
    Condition { test: Test::AnyLock, words: "an operation is locked", otherwise: Reason::NotLocked };
pub(super) const REFINANCED_IN_PLACE: Condition =
    is(Fact::RefinancedInPlace, "it was refinanced under its id", Reason::NotRefinanced);
pub(super) const RESCHEDULED_IN_PLACE: Condition =
    is(Fact::RescheduledInPlace, "it was rescheduled under its id", Reason::NotRescheduled);
pub(super) const NOTHING_LATER: Condition =
    not(Fact::LaterTransactions, "nothing later depends on it", Reason::LaterTransactions);
