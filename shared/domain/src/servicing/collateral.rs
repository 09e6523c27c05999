//! How well a loan is covered by its collateral, and when that is another level.
//!
//! A level is told from the value of the collateral as percent of what is outstanding (collateral value to loan). A price
//! that swings around a threshold would move the level with every tick, so two settings hold it: a buffer that has to be
//! exceeded on the way back up, and a liquidation that, once begun, is not called off by a better price.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// How well a loan is covered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum CollateralLevel {
    /// There is no collateral.
    NoCollateral,
    /// Below the percentage at which it may be sold.
    UnderLiquidation,
    /// Below the percentage at which more of it is asked for.
    UnderMarginCall,
    /// Enough of it.
    Full,
}

/// The thresholds of the levels, in percent of what is outstanding, and what holds a level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CollateralTerms {
    /// The least percentage with which the loan may be paid out.
    pub initial: Decimal,
    /// Below this percentage more collateral is asked for.
    pub margin_call: Decimal,
    /// Below this percentage the collateral may be sold.
    pub liquidation: Decimal,
    /// Percentage points beyond `margin_call` that are needed to leave a margin call for full cover; `None`: none.
    pub upgrade_buffer: Option<Decimal>,
    /// A loan that came under liquidation stays there, whatever the price does.
    pub keeps_liquidation: bool,
}

/// Thresholds that contradict each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "the thresholds of collateral must fall from the initial one over the margin call to the liquidation, above zero"
)]
pub struct UnorderedThresholds;

impl CollateralTerms {
    /// Refuses thresholds that are not in order.
    pub fn check(&self) -> Result<(), UnorderedThresholds> {
        let falls = self.initial >= self.margin_call && self.margin_call >= self.liquidation;
        let buffers = self.upgrade_buffer.is_none_or(|buffer| buffer >= Decimal::ZERO);
        (falls && buffers && self.liquidation > Decimal::ZERO).then_some(()).ok_or(UnorderedThresholds)
    }

    /// The level of a percentage by the thresholds alone. A threshold itself still belongs to the better level.
    pub fn level(&self, percentage: Decimal) -> CollateralLevel {
        if percentage <= Decimal::ZERO {
            CollateralLevel::NoCollateral
        } else if percentage < self.liquidation {
            CollateralLevel::UnderLiquidation
        } else if percentage < self.margin_call {
            CollateralLevel::UnderMarginCall
        } else {
            CollateralLevel::Full
        }
    }

    /// The level that a loan comes to from another one at a percentage; none where it stays.
    pub fn change(&self, from: CollateralLevel, percentage: Decimal) -> Option<CollateralLevel> {
        let to = self.level(percentage);
        let is_held = match (from, to) {
            (CollateralLevel::UnderLiquidation, _) => self.keeps_liquidation,
            (CollateralLevel::UnderMarginCall, CollateralLevel::Full) => {
                self.upgrade_buffer.is_some_and(|buffer| percentage - self.margin_call <= buffer)
            }
            _ => false,
        };
        (to != from && !is_held).then_some(to)
    }
}

/// The value of collateral in percent of what is outstanding, both in units of one currency; none where nothing is
/// outstanding, or where the number is too large.
pub fn percentage_of(value: Decimal, outstanding: Decimal) -> Option<Decimal> {
    value.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(outstanding)
}

#[cfg(test)]
mod tests;
