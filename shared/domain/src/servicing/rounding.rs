//! How amounts are rounded: where the schedule's arithmetic says so, with the product's mode, and never in between.

use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};

/// What becomes of the digits that are dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum RoundingMode {
    /// To the nearest, a half to the even neighbour: banker's rounding.
    #[default]
    HalfEven,
    /// To the nearest, a half away from zero.
    HalfUp,
    /// To the nearest, a half towards zero.
    HalfDown,
    /// Away from zero.
    Up,
    /// Towards zero.
    Down,
    /// Towards positive infinity.
    Ceiling,
    /// Towards negative infinity.
    Floor,
}

impl RoundingMode {
    pub(super) fn strategy(self) -> RoundingStrategy {
        match self {
            Self::HalfEven => RoundingStrategy::MidpointNearestEven,
            Self::HalfUp => RoundingStrategy::MidpointAwayFromZero,
            Self::HalfDown => RoundingStrategy::MidpointTowardZero,
            Self::Up => RoundingStrategy::AwayFromZero,
            Self::Down => RoundingStrategy::ToZero,
            Self::Ceiling => RoundingStrategy::ToPositiveInfinity,
            Self::Floor => RoundingStrategy::ToNegativeInfinity,
        }
    }
}

/// How the amounts of one account are rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rounding {
    /// What becomes of the digits that are dropped.
    pub mode: RoundingMode,
    /// Digits after the point in the currency (ISO 4217 minor units): 0, 2 or 3.
    pub decimals: u32,
    /// Significant digits that an intermediate value keeps. `None` keeps all that a `Decimal` has (28).
    pub precision: Option<u32>,
    /// Installments are multiples of this amount, in units of the currency. `None` leaves them in minor units.
    pub installment_multiple: Option<Decimal>,
}

impl Default for Rounding {
    fn default() -> Self {
        Self { mode: RoundingMode::HalfEven, decimals: 2, precision: None, installment_multiple: None }
    }
}

impl Rounding {
    /// An amount of money in the currency's minor units.
    pub fn money(&self, amount: Decimal) -> Decimal {
        amount.round_dp_with_strategy(self.decimals, self.mode.strategy())
    }

    /// The same amount with all decimals of the currency: amounts that have the same are added as whole numbers.
    pub fn with_all_decimals(&self, mut amount: Decimal) -> Decimal {
        if amount.scale() < self.decimals {
            amount.rescale(self.decimals);
        }
        amount
    }

    /// An intermediate value with the significant digits that the terms ask for.
    pub fn intermediate(&self, value: Decimal) -> Decimal {
        match self.precision {
            // What has no more digits stays as it is, and all that a value has are 28.
            Some(digits) if digits < 28 && value.mantissa().unsigned_abs() >= 10_u128.pow(digits) => {
                value.round_sf_with_strategy(digits, self.mode.strategy()).unwrap_or(value)
            }
            _ => value,
        }
    }

    /// A rounded amount in whole installment multiples; an amount that would become nothing is left as it is.
    pub fn multiple(&self, amount: Decimal) -> Decimal {
        let Some(multiple) = self.installment_multiple.filter(|multiple| !multiple.is_zero()) else { return amount };
        let whole = (amount / multiple).round_dp_with_strategy(0, self.mode.strategy()) * multiple;
        if whole.is_zero() { amount } else { whole }
    }
}
