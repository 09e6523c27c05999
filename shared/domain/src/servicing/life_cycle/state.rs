//! States and sub-states of an account, in the words of the accounts API.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Where an account is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum AccountState {
    /// The application is being written.
    #[serde(rename = "StatePartialApplication")]
    PartialApplication,
    /// The application waits for the lender's decision.
    #[serde(rename = "StatePendingApproval")]
    PendingApproval,
    /// The loan is granted, and nothing has been paid out.
    #[serde(rename = "StateApproved")]
    Approved,
    /// Money has been paid out, and nothing is late.
    #[serde(rename = "StateActive")]
    Active,
    /// Money has been paid out, and some of what is due is late beyond the tolerance.
    #[serde(rename = "StateActiveInArrears")]
    ActiveInArrears,
    /// Nothing more is asked for on this account; the sub-state says why.
    #[serde(rename = "StateClosed")]
    Closed,
}

/// What there is to say beyond the state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum AccountSubState {
    /// Active, and part of what was granted is still to be paid out.
    #[serde(rename = "StatePartiallyDisbursed")]
    PartiallyDisbursed,
    /// Active, and somebody has locked interest, fees or penalties.
    #[serde(rename = "StateLocked")]
    Locked,
    /// Active, and interest, fees and penalties have reached the most that the loan may cost.
    #[serde(rename = "StateLockedCapping")]
    LockedCapping,
    /// Closed: another account has paid it off.
    #[serde(rename = "StateRefinanced")]
    Refinanced,
    /// Closed: another account goes on with the debt on other terms.
    #[serde(rename = "StateRescheduled")]
    Rescheduled,
    /// Closed: the borrower no longer wanted the loan.
    #[serde(rename = "StateWithdrawn")]
    Withdrawn,
    /// Closed: everything was repaid.
    #[serde(rename = "StateRepaid")]
    Repaid,
    /// Closed: the lender did not grant the loan.
    #[serde(rename = "StateRejected")]
    Rejected,
    /// Closed: the lender has given the debt up.
    #[serde(rename = "StateWrittenOff")]
    WrittenOff,
    /// Active, and everything is due at once.
    #[serde(rename = "StateTerminated")]
    Terminated,
}

/// What a lock can stop from being applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum LockedOperation {
    /// No interest.
    #[serde(rename = "OperationApplyInterest")]
    ApplyInterest,
    /// No fees.
    #[serde(rename = "OperationApplyFees")]
    ApplyFees,
    /// No penalties.
    #[serde(rename = "OperationApplyPenalties")]
    ApplyPenalties,
}

/// A state with its sub-state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// The state.
    pub state: AccountState,
    /// The sub-state; most applications and active accounts have none.
    pub sub_state: Option<AccountSubState>,
}

impl AccountState {
    /// All of them, in the order of a life.
    pub const ALL: [Self; 6] = [
        Self::PartialApplication,
        Self::PendingApproval,
        Self::Approved,
        Self::Active,
        Self::ActiveInArrears,
        Self::Closed,
    ];

    /// As the API writes it: `StateActive`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::PartialApplication => "StatePartialApplication",
            Self::PendingApproval => "StatePendingApproval",
            Self::Approved => "StateApproved",
            Self::Active => "StateActive",
            Self::ActiveInArrears => "StateActiveInArrears",
            Self::Closed => "StateClosed",
        }
    }

    /// Whether it is still decided whether the loan is granted.
    pub fn is_application(self) -> bool {
        matches!(self, Self::PartialApplication | Self::PendingApproval)
    }

    /// Whether money is out and is being serviced: in arrears or not.
    pub fn is_active(self) -> bool {
        matches!(self, Self::Active | Self::ActiveInArrears)
    }

    /// The sub-states that the state can have; `None` among them where it can have none.
    pub(super) fn sub_states(self) -> &'static [Option<AccountSubState>] {
        use AccountSubState as Sub;
        match self {
            Self::PartialApplication | Self::PendingApproval | Self::Approved => &[None],
            Self::Active | Self::ActiveInArrears => &[
                None,
                Some(Sub::PartiallyDisbursed),
                Some(Sub::Locked),
                Some(Sub::LockedCapping),
                Some(Sub::Terminated),
            ],
            // A closed account says why it is closed: without the reason nobody knows what may be undone.
            Self::Closed => &[
                Some(Sub::Refinanced),
                Some(Sub::Rescheduled),
                Some(Sub::Withdrawn),
                Some(Sub::Repaid),
                Some(Sub::Rejected),
                Some(Sub::WrittenOff),
            ],
        }
    }
}

impl AccountSubState {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::PartiallyDisbursed,
        Self::Locked,
        Self::LockedCapping,
        Self::Refinanced,
        Self::Rescheduled,
        Self::Withdrawn,
        Self::Repaid,
        Self::Rejected,
        Self::WrittenOff,
        Self::Terminated,
    ];

    /// As the API writes it: `StateLocked`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::PartiallyDisbursed => "StatePartiallyDisbursed",
            Self::Locked => "StateLocked",
            Self::LockedCapping => "StateLockedCapping",
            Self::Refinanced => "StateRefinanced",
            Self::Rescheduled => "StateRescheduled",
            Self::Withdrawn => "StateWithdrawn",
            Self::Repaid => "StateRepaid",
            Self::Rejected => "StateRejected",
            Self::WrittenOff => "StateWrittenOff",
            Self::Terminated => "StateTerminated",
        }
    }
}

impl LockedOperation {
    /// All of them: what a lock stops that names none.
    pub const ALL: [Self; 3] = [Self::ApplyInterest, Self::ApplyFees, Self::ApplyPenalties];

    /// As the API writes it: `OperationApplyFees`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ApplyInterest => "OperationApplyInterest",
            Self::ApplyFees => "OperationApplyFees",
            Self::ApplyPenalties => "OperationApplyPenalties",
        }
    }
}

impl Place {
    /// A state without a sub-state.
    pub const fn of(state: AccountState) -> Self {
        Self { state, sub_state: None }
    }

    /// A state with a sub-state.
    pub const fn with(state: AccountState, sub_state: AccountSubState) -> Self {
        Self { state, sub_state: Some(sub_state) }
    }

    /// Whether an account can be there: a closed one has a reason, an application has none of the others' sub-states.
    pub fn is_possible(self) -> bool {
        self.state.sub_states().contains(&self.sub_state)
    }
}

impl fmt::Display for AccountState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Display for AccountSubState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// `StateActive`, or `StateClosed (StateRepaid)`.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.sub_state {
            Some(sub_state) => write!(f, "{} ({sub_state})", self.state),
            None => write!(f, "{}", self.state),
        }
    }
}
