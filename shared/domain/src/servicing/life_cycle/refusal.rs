//! Why an operation is refused, and what can be done about it.

use serde::{Deserialize, Serialize};

use super::operation::Operation;
use super::state::{AccountState, AccountSubState, Place};
use super::table::Rule;

/// An operation that the account's state forbids. Trying again does not help; what the reason says does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{operation} is refused while the account is {place}: {}", .reason.sentence())]
pub struct Refusal {
    /// What was to be done.
    pub operation: Operation,
    /// Where the account is.
    pub place: Place,
    /// What is in the way.
    pub reason: Reason,
}

/// Lists the reasons once, with what each says.
macro_rules! reasons {
    ($($(#[doc = $doc:literal])+ $name:ident = $sentence:literal,)+) => {
        /// What is in the way. The codes stay as they are: integrations decide by them.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "SCREAMING_SNAKE_CASE")]
        pub enum Reason {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Reason {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// What it says to somebody who wants to go on: what is so, and what to do first.
            pub fn sentence(self) -> &'static str {
                match self {
                    $(Self::$name => $sentence,)+
                }
            }
        }
    };
}

reasons! {
    /// The state cannot have that sub-state.
    ImpossibleStanding = "the state cannot have that sub-state; read the account again",
    /// The application is not complete.
    NotSubmitted = "the application is not submitted; submit it first",
    /// The application is complete already.
    AlreadySubmitted = "the application is submitted already",
    /// The loan is not granted.
    NotApproved = "the loan is not approved; approve it first",
    /// The loan is granted already.
    AlreadyApproved = "the loan is approved already; undo the approval first",
    /// Nothing has been paid out.
    NotDisbursed = "nothing has been disbursed; disburse the loan first",
    /// Money has been paid out.
    AlreadyDisbursed = "money has been disbursed; undo the disbursement first, or change the running loan with the operations for it",
    /// The account is not closed.
    NotClosed = "the account is not closed",
    /// All is paid out.
    FullyDisbursed = "all that was approved has been disbursed; change the approved amount first",
    /// Something is late.
    InArrears = "an amount is late; record the repayment of it first",
    /// Everything is due at once.
    Terminated = "the loan is terminated and all of it is due; undo the termination first",
    /// The loan runs as agreed.
    NotTerminated = "the loan is not terminated",
    /// The loan may not cost more.
    Capped = "interest, fees and penalties have reached their cap; nothing more is applied until they are below it",
    /// Interest is locked.
    InterestLocked = "OperationApplyInterest is locked; unlock it first",
    /// Fees are locked.
    FeesLocked = "OperationApplyFees is locked; unlock it first",
    /// Penalties are locked.
    PenaltiesLocked = "OperationApplyPenalties is locked; unlock it first",
    /// Nothing is locked by anybody.
    NotLocked = "no operation of the account has been locked",
    /// The loan is charged off.
    ChargedOff = "the loan is charged off; undo the charge-off first",
    /// The loan is not charged off.
    NotChargedOff = "the loan is not charged off",
    /// Investors fund the loan.
    Funded = "investors fund the loan, and their funds do not go over to what would be agreed; refinance it by another account",
    /// There is no money of the borrower's.
    NotOverpaid = "nothing was paid beyond what is owed",
    /// There is money of the borrower's.
    Overpaid = "there is money of the borrower's on the account; refund the overpayment first",
    /// The terms take no more than what is owed.
    OverpaymentsNotTaken = "nothing is owed, and the terms of the loan do not accept overpayments",
    /// There is no debt.
    NothingOwed = "nothing is owed",
    /// There is a debt.
    StillOwed = "something is still owed; have it repaid, waive it or write the loan off first",
    /// The rate is zero.
    NoInterest = "the loan bears no interest",
    /// It was not refinanced.
    NotRefinanced = "no refinancing of this account stands; undo it at the account that was refinanced",
    /// It was not rescheduled.
    NotRescheduled = "no rescheduling of this account stands; undo it at the account that was rescheduled",
    /// Something later depends on it.
    LaterTransactions = "later transactions depend on it; reverse those first, the latest one first",
    /// Another account has paid it off.
    Refinanced = "the loan was refinanced, and the debt is on the account that refinanced it; undo the refinancing first",
    /// Another account goes on with it.
    Rescheduled = "the loan was rescheduled, and the debt is on the account that goes on with it; undo the rescheduling first",
    /// The borrower no longer wanted it.
    Withdrawn = "the application was withdrawn; reopen it first",
    /// The lender did not grant it.
    Rejected = "the application was rejected; reopen it first",
    /// Everything was repaid.
    Repaid = "the loan is repaid; reverse the transaction that settled it first",
    /// The lender has given it up.
    WrittenOff = "the loan is written off; record money as a recovery, or undo the write-off first",
    /// The lender has not given it up.
    NotWrittenOff = "the loan is not written off",
    /// Somebody closed it.
    ClosedByHand = "the account was closed by hand; reopen it first",
    /// Nobody closed it.
    NotClosedByHand = "the account closed because all was repaid; reverse the transaction that settled it instead",
}

impl Reason {
    /// Why no rule permits the operation at the place: the account has not come that far, is beyond it, or is closed.
    pub(super) fn of_place(operation: Operation, place: Place) -> Self {
        if place.state == AccountState::Closed {
            return Self::of_closed(place.sub_state);
        }
        if !permitted_where(operation, |other| other.state != AccountState::Closed) {
            let written_off = permitted_where(operation, |other| other.sub_state == Some(AccountSubState::WrittenOff));
            return if written_off { Self::NotWrittenOff } else { Self::NotClosed };
        }
        if place.state.is_active() { Self::of_active(operation, place) } else { Self::of_application(operation, place) }
    }

    fn of_application(operation: Operation, place: Place) -> Self {
        let later = |other: Place| other.state > place.state && other.state != AccountState::Closed;
        match (place.state, permitted_where(operation, later)) {
            (AccountState::PartialApplication, _) => Self::NotSubmitted,
            (AccountState::PendingApproval, true) => Self::NotApproved,
            (AccountState::PendingApproval, false) => Self::AlreadySubmitted,
            (_, true) => Self::NotDisbursed,
            (_, false) => Self::AlreadyApproved,
        }
    }

    fn of_active(operation: Operation, place: Place) -> Self {
        if permitted_where(operation, |other| other.state == place.state) {
            match place.sub_state {
                Some(AccountSubState::Terminated) => Self::Terminated,
                Some(AccountSubState::LockedCapping) => Self::Capped,
                _ => Self::NotTerminated,
            }
        } else if permitted_where(operation, |other| other.state == AccountState::Active) {
            Self::InArrears
        } else {
            Self::AlreadyDisbursed
        }
    }

    fn of_closed(sub_state: Option<AccountSubState>) -> Self {
        match sub_state {
            Some(AccountSubState::Refinanced) => Self::Refinanced,
            Some(AccountSubState::Rescheduled) => Self::Rescheduled,
            Some(AccountSubState::Withdrawn) => Self::Withdrawn,
            Some(AccountSubState::Repaid) => Self::Repaid,
            Some(AccountSubState::Rejected) => Self::Rejected,
            Some(AccountSubState::WrittenOff) => Self::WrittenOff,
            _ => Self::ImpossibleStanding,
        }
    }
}

fn permitted_where(operation: Operation, test: impl Fn(Place) -> bool) -> bool {
    Rule::all_of(operation).any(|rule| rule.at.iter().any(|place| test(*place)))
}
