//! Interest of one unit of the currency, kept in two forms: as it was computed, and as a binary fraction, with which that of
//! an amount is one multiplication.

use rust_decimal::Decimal;

use super::digits::{power_of_ten, quick_money, small};
use super::minor_units::{amount_of, minor_units};
use crate::servicing::rounding::{Rounding, RoundingMode};

/// Interest of one unit of the currency.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct UnitInterest {
    exact: Decimal,
    /// The same in parts of 2^64, rounded down; `None` where it is not below one.
    parts: Option<u64>,
}

impl UnitInterest {
    /// No interest.
    pub const NONE: Self = Self { exact: Decimal::ZERO, parts: Some(0) };

    /// Interest as it was computed, in units of the currency.
    pub(super) fn new(exact: Decimal) -> Self {
        Self { exact, parts: parts(exact) }
    }

    /// As it was computed, in units of the currency.
    #[must_use]
    pub fn exact(&self) -> Decimal {
        self.exact
    }

    /// Interest of an amount as money: the same as with every intermediate value rounded; `None` where these could make a
    /// difference, because it lies close to where rounding changes its direction.
    pub(super) fn of(&self, rounding: &Rounding, amount: Decimal) -> Option<Decimal> {
        self.by_parts(rounding, amount).or_else(|| quick_money(rounding, amount, self.exact))
    }

    fn by_parts(&self, rounding: &Rounding, amount: Decimal) -> Option<Decimal> {
        if !is_to_nearest(rounding) || amount.scale() != rounding.decimals {
            return None;
        }
        amount_of(nearest(self.parts?, minor_units(amount, rounding.decimals)?)?, rounding.decimals)
    }

    /// Interest of so many minor units as money, in minor units: the same as with every intermediate value rounded; `None`
    /// where these could make a difference.
    #[inline]
    pub(super) fn of_minor_units(&self, rounding: &Rounding, minor_units: i64) -> Option<i64> {
        if is_to_nearest(rounding) { nearest(self.parts?, minor_units) } else { None }
    }

    /// In parts of 2^64, rounded down; `None` where it is not below one, or where money is not rounded to the nearest.
    pub(super) fn parts_to_nearest(&self, rounding: &Rounding) -> Option<u64> {
        self.parts.filter(|_| is_to_nearest(rounding))
    }
}

/// Interest of so many minor units at so many parts of 2^64 for each, rounded to the nearest; `None` close to the
/// middle, and for less than nothing.
#[inline]
pub(super) fn nearest(parts: u64, minor_units: i64) -> Option<i64> {
    let minor_units = u64::try_from(minor_units).ok().filter(|units| *units < LARGEST)?;
    let product = u128::from(minor_units) * u128::from(parts);
    let (whole, fraction) = (u64::try_from(product >> 64).ok()?, u64::try_from(product & u128::from(u64::MAX)).ok()?);
    // The parts are less than two too few for each minor unit, and three roundings to 19 digits change less than a part
    // in 2^50.
    let dropped = (whole << 14 | fraction >> 50) + 2 * minor_units;
    let half = 1 << 63;
    if fraction.abs_diff(half) <= dropped {
        return None;
    }
    i64::try_from(whole + u64::from(fraction > half)).ok()
}

/// Minor units of which interest is found in 64 bits, and what is below a minor unit in as many.
const LARGEST: u64 = 1 << 48;

/// Whether money is rounded to the nearest, and intermediate values to more digits than make a difference elsewhere.
fn is_to_nearest(rounding: &Rounding) -> bool {
    let to_nearest = matches!(rounding.mode, RoundingMode::HalfEven | RoundingMode::HalfUp | RoundingMode::HalfDown);
    to_nearest && !matches!(rounding.precision, Some(..19))
}

fn parts(exact: Decimal) -> Option<u64> {
    let exact = if exact.scale() > 19 { exact.round_dp(19) } else { exact };
    let digits = small(exact).filter(|_| !exact.is_sign_negative())?;
    u64::try_from((u128::from(digits) << 64) / u128::from(power_of_ten(exact.scale())?)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn both_forms_find_the_same_interest() {
        let rounding = Rounding { precision: Some(19), ..Rounding::default() };
        let interest = UnitInterest::new(number("0.0123456"));
        assert_eq!(interest.by_parts(&rounding, number("1000.00")), Some(number("12.35")));
        // Whole units are not minor units, and are left to decimal numbers.
        assert_eq!(interest.by_parts(&rounding, number("1000")), None);
        assert_eq!(interest.of(&rounding, number("1000")), Some(number("12.35")));
        assert_eq!(UnitInterest::NONE.of(&rounding, number("1000.00")), Some(Decimal::ZERO));
    }

    #[test]
    fn the_middle_between_two_minor_units_is_left_to_others() {
        let rounding = Rounding { precision: Some(19), ..Rounding::default() };
        assert_eq!(UnitInterest::new(number("0.012345")).of(&rounding, number("1000.00")), None);
        // 12.345000000000000001: nineteen digits cannot tell.
        assert_eq!(UnitInterest::new(number("0.012345000000000000001")).of(&rounding, number("1000.00")), None);
    }

    #[test]
    fn more_than_all_of_an_amount_is_left_to_decimal_numbers() {
        let rounding = Rounding { precision: Some(19), ..Rounding::default() };
        let interest = UnitInterest::new(number("1.5000000001"));
        assert_eq!(interest.by_parts(&rounding, number("10.00")), None);
        assert_eq!(interest.of(&rounding, number("10.00")), Some(number("15.00")));
    }
}
