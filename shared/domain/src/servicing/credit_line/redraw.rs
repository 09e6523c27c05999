//! Money that was paid in advance and may be taken out again.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// Whether money paid in advance may be taken out again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct RedrawTerms {
    /// It may.
    pub allowed: bool,
    /// As much as the next installment needs stays on the account.
    pub restrict_next_due_withdrawal: bool,
}

/// What there is to take out, in units of the currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Redraw {
    allowed: bool,
    /// Paid in advance, and not taken out again or used up by an installment since.
    pub balance: Decimal,
    /// Of it: kept back for the next installment.
    pub kept_back: Decimal,
    /// Of it: may be taken out.
    pub available: Decimal,
}

/// Why nothing, or not so much, may be taken out. Amounts are in units of the currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RedrawRefusal {
    /// The terms do not let money out again.
    #[error("the terms of the loan do not allow redraws")]
    NotAllowed,
    /// The amount is not above zero.
    #[error("amount: must be above zero")]
    NotAnAmount,
    /// There is less.
    #[error("{asked} is more than the {available} that may be redrawn ({kept_back} is kept for the next installment)")]
    Beyond {
        /// What was asked for.
        asked: Decimal,
        /// What may be taken out.
        available: Decimal,
        /// What is kept back for the next installment.
        kept_back: Decimal,
    },
}

impl Redraw {
    /// What there is to take out of what was paid in advance, before the next installment asks for `next_due`, all in
    /// units of the currency. Amounts below zero count as nothing.
    pub fn new(terms: RedrawTerms, paid_in_advance: Decimal, next_due: Decimal) -> Self {
        let balance = if terms.allowed { paid_in_advance.max(Decimal::ZERO) } else { Decimal::ZERO };
        let needed = if terms.restrict_next_due_withdrawal { next_due.max(Decimal::ZERO) } else { Decimal::ZERO };
        let kept_back = needed.min(balance);
        // Of two amounts from zero up, the smaller is taken from the greater: there is no overflow.
        Self { allowed: terms.allowed, balance, kept_back, available: balance - kept_back }
    }

    /// What may be taken out after an amount is.
    pub fn take(self, amount: Decimal) -> Result<Self, RedrawRefusal> {
        if !self.allowed {
            return Err(RedrawRefusal::NotAllowed);
        }
        if amount <= Decimal::ZERO {
            return Err(RedrawRefusal::NotAnAmount);
        }
        if amount > self.available {
            let Self { available, kept_back, .. } = self;
            return Err(RedrawRefusal::Beyond { asked: amount, available, kept_back });
        }
        Ok(Self { balance: self.balance - amount, available: self.available - amount, ..self })
    }
}
