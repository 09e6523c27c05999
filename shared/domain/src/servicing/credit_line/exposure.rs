//! How much credit the loans of a line consume.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::refusal::LineRefusal;
use crate::servicing::life_cycle::AccountState;

/// What of a loan counts against the limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Exposure {
    /// What it was approved for, from its approval until it is closed, however much of it is repaid.
    ApprovedAmount,
    /// The principal outstanding: nothing before the first disbursement, and less with each repayment.
    OutstandingAmount,
}

/// A loan that is registered to a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisteredLoan {
    /// The loan account.
    pub account_id: String,
    /// Where it is in its life.
    pub state: AccountState,
    /// What it was approved for, in units of the currency.
    pub approved: Decimal,
    /// The principal outstanding, in units of the currency.
    pub outstanding_principal: Decimal,
}

/// A limit and what is left of it, in units of the currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Credit {
    /// The limit.
    pub max: Decimal,
    /// What the loans consume. Above the limit where loans have grown beyond it, by income added to principal.
    pub consumed: Decimal,
    /// What is left, at least zero.
    pub available: Decimal,
}

impl Exposure {
    /// What a loan consumes. An application consumes nothing before it is approved, a closed loan nothing any more.
    pub fn of(self, loan: &RegisteredLoan) -> Decimal {
        let open = matches!(loan.state, AccountState::Approved | AccountState::Active | AccountState::ActiveInArrears);
        match self {
            _ if !open => Decimal::ZERO,
            Self::ApprovedAmount => loan.approved,
            Self::OutstandingAmount => loan.outstanding_principal,
        }
    }
}

impl Credit {
    /// What loans leave of a limit. Refused only where the sum is beyond what can be computed with.
    pub(super) fn of(max: Decimal, exposure: Exposure, loans: &[RegisteredLoan]) -> Result<Self, LineRefusal> {
        let add = |sum: Decimal, loan: &RegisteredLoan| sum.checked_add(exposure.of(loan));
        let consumed = loans.iter().try_fold(Decimal::ZERO, add).ok_or(LineRefusal::TooLarge)?;
        Self::new(max, consumed)
    }

    /// The same after more is consumed; refused when that is more than is left.
    pub(super) fn consume(self, amount: Decimal) -> Result<Self, LineRefusal> {
        if amount > self.available {
            return Err(LineRefusal::BeyondCredit { asked: amount, available: self.available, max: self.max });
        }
        Self::new(self.max, self.consumed.checked_add(amount).ok_or(LineRefusal::TooLarge)?)
    }

    fn new(max: Decimal, consumed: Decimal) -> Result<Self, LineRefusal> {
        let left = max.checked_sub(consumed).ok_or(LineRefusal::TooLarge)?;
        Ok(Self { max, consumed, available: left.max(Decimal::ZERO) })
    }
}
