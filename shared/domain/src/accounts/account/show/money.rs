//! Amounts of one currency as answers write them.

use rust_decimal::Decimal;

use crate::json::Json;
use crate::servicing::rounding::Rounding;

/// Writes amounts of one currency.
#[derive(Debug, Clone, Copy)]
pub struct Money<'a>(pub &'a Rounding);

impl Money<'_> {
    /// An amount, rounded as the account rounds, with all decimals of its currency.
    pub fn text(&self, amount: Decimal) -> Json {
        let mut amount = self.0.money(amount);
        amount.rescale(self.0.decimals);
        Json::text(amount.to_string())
    }
}
