//! What is owed, by what it is owed for.

use std::ops::AddAssign;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::servicing::amounts::plus;

/// An amount for each component of what is owed, in units of the currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Components {
    /// Of the amount lent.
    pub principal: Decimal,
    /// For the use of it.
    pub interest: Decimal,
    /// For services.
    pub fees: Decimal,
    /// For being late.
    pub penalties: Decimal,
}

impl Components {
    /// All four together.
    pub fn total(&self) -> Decimal {
        plus(plus(plus(self.principal, self.interest), self.fees), self.penalties)
    }

    /// Principal and interest alone.
    pub(in crate::servicing) fn without_charges(self) -> Self {
        Self { fees: Decimal::ZERO, penalties: Decimal::ZERO, ..self }
    }

    /// Fees and penalties alone.
    pub(in crate::servicing) fn charges(self) -> Self {
        Self { principal: Decimal::ZERO, interest: Decimal::ZERO, ..self }
    }

    /// Whether all four together are nothing, found without adding where none is below zero.
    pub(in crate::servicing) fn is_nothing(&self) -> bool {
        let parts = [self.principal, self.interest, self.fees, self.penalties];
        if parts.iter().any(Decimal::is_sign_negative) {
            return self.total().is_zero();
        }
        parts.iter().all(Decimal::is_zero)
    }
}

impl AddAssign for Components {
    fn add_assign(&mut self, more: Self) {
        self.principal += more.principal;
        self.interest += more.interest;
        self.fees += more.fees;
        self.penalties += more.penalties;
    }
}
