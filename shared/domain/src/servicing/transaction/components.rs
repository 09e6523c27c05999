//! What is owed, by what it is owed for.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

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
        let plus = |amount: Decimal, more: Decimal| match (amount.is_zero(), more.is_zero()) {
            (true, _) => more,
            (false, true) => amount,
            (false, false) => amount + more,
        };
        plus(plus(plus(self.principal, self.interest), self.fees), self.penalties)
    }
}
