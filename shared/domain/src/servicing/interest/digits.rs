//! Products and quotients with the significant digits that the terms ask for, in whole numbers where these are small.
//!
//! `Decimal` keeps 28 digits and finds the first 19 of them one digit at a time. What a schedule multiplies nearly always
//! fits in 64 bits, so that a product is exact in 128 and is rounded once.

use rust_decimal::Decimal;

use crate::servicing::rounding::{Rounding, RoundingMode};

/// Decimals that a `Decimal` may have.
const MOST_DECIMALS: u32 = 28;

/// Powers of ten that fit in 64 bits.
const POWERS: [u64; 20] = {
    let mut powers = [1_u64; 20];
    let mut at = 1;
    #[expect(clippy::indexing_slicing, reason = "computed when this is compiled")]
    while at < powers.len() {
        powers[at] = powers[at - 1] * 10;
        at += 1;
    }
    powers
};

/// Ten to a power, where it fits in 64 bits.
pub(super) fn power_of_ten(exponent: u32) -> Option<u64> {
    POWERS.get(usize::try_from(exponent).ok()?).copied()
}

/// The digits of a number without its sign and its point, where they fit in 64 bits.
pub(super) fn small(value: Decimal) -> Option<u64> {
    u64::try_from(value.mantissa().unsigned_abs()).ok()
}

/// A product, rounded to the significant digits of the terms.
pub(super) fn product(rounding: &Rounding, a: Decimal, b: Decimal) -> Decimal {
    quick_product(rounding, a, b).unwrap_or_else(|| rounding.intermediate(times(a, b)))
}

/// A quotient by a whole number above zero, rounded to the significant digits of the terms.
pub(super) fn quotient(rounding: &Rounding, value: Decimal, by: u32) -> Decimal {
    quick_quotient(rounding, value, by)
        .unwrap_or_else(|| rounding.intermediate(value.checked_div(Decimal::from(by)).unwrap_or_default()))
}

/// A product that is no more than the greatest number where it would be beyond it.
pub(super) fn times(a: Decimal, b: Decimal) -> Decimal {
    a.checked_mul(b).unwrap_or(Decimal::MAX)
}

fn quick_product(rounding: &Rounding, a: Decimal, b: Decimal) -> Option<Decimal> {
    let precision = rounding.precision?;
    let digits = u128::from(small(a)?) * u128::from(small(b)?);
    let negative = a.is_sign_negative() != b.is_sign_negative();
    rounded(rounding.mode, digits, a.scale() + b.scale(), precision, negative)
}

fn quick_quotient(rounding: &Rounding, value: Decimal, by: u32) -> Option<Decimal> {
    let precision = rounding.precision?;
    let digits = small(value)?;
    if digits == 0 {
        return Some(Decimal::ZERO);
    }
    // As many zeros as leave one digit more than is asked for, or two; what lies below them only breaks ties.
    let zeros = precision.checked_add(by.checked_ilog10()? + 2)?.checked_sub(digits.ilog10())?;
    let widened = u128::from(digits).checked_mul(10_u128.checked_pow(zeros)?)?;
    let (quotient, rest) = (widened / u128::from(by), widened % u128::from(by));
    let sticky = quotient.checked_mul(10)? + u128::from(rest != 0);
    rounded(rounding.mode, sticky, value.scale() + zeros + 1, precision, value.is_sign_negative())
}

/// A number of so many digits and decimals with some of its digits; `None` where `Decimal` has to do it.
fn rounded(mode: RoundingMode, digits: u128, scale: u32, precision: u32, negative: bool) -> Option<Decimal> {
    let excess = digits.checked_ilog10().map_or(0, |log| (log + 1).saturating_sub(precision));
    let kept = round_off(mode, digits, excess)?;
    let (mut kept, mut scale) = (kept, scale.checked_sub(excess)?);
    while scale > MOST_DECIMALS && kept.is_multiple_of(10) {
        kept /= 10;
        scale -= 1;
    }
    let kept = i128::try_from(kept).ok()?;
    Decimal::try_from_i128_with_scale(if negative { -kept } else { kept }, scale).ok()
}

/// A number without some of its last digits, rounded; `None` for modes that look at the sign.
pub(super) fn round_off(mode: RoundingMode, digits: u128, count: u32) -> Option<u128> {
    if count == 0 {
        return Some(digits);
    }
    let unit = u128::from(power_of_ten(count)?);
    let (kept, rest) = (digits / unit, digits % unit);
    let half = unit / 2;
    let up = match mode {
        RoundingMode::HalfEven => rest > half || (rest == half && !kept.is_multiple_of(2)),
        RoundingMode::HalfUp => rest >= half,
        RoundingMode::HalfDown => rest > half,
        RoundingMode::Down => false,
        RoundingMode::Up => rest > 0,
        RoundingMode::Ceiling | RoundingMode::Floor => return None,
    };
    Some(kept + u128::from(up))
}

/// An amount times the interest of one unit, as money: the same as with every intermediate value rounded; `None` where
/// these could make a difference, because the product lies close to where rounding changes its direction.
pub(super) fn quick_money(rounding: &Rounding, amount: Decimal, factor: Decimal) -> Option<Decimal> {
    let to_nearest = matches!(rounding.mode, RoundingMode::HalfEven | RoundingMode::HalfUp | RoundingMode::HalfDown);
    if !to_nearest || matches!(rounding.precision, Some(..19)) {
        return None;
    }
    if amount.is_sign_negative() || factor.is_sign_negative() {
        return None;
    }
    let factor = if factor.scale() > 19 { factor.round_dp(19) } else { factor };
    let amount_digits = u128::from(small(amount)?);
    let digits = amount_digits * u128::from(small(factor)?);
    let count = (amount.scale() + factor.scale()).checked_sub(rounding.decimals)?;
    let unit = u128::from(power_of_ten(count)?);
    let (kept, rest) = (digits / unit, digits % unit);
    // Three roundings to 19 digits change less than a part in 2^50, and that of the factor less than the amount's digits.
    if rest.abs_diff(unit / 2) <= (digits >> 50) + amount_digits && unit > 1 {
        return None;
    }
    money_of(kept + u128::from(rest > unit / 2), rounding.decimals)
}

fn money_of(minor_units: u128, decimals: u32) -> Option<Decimal> {
    Decimal::try_from_i128_with_scale(i128::try_from(minor_units).ok()?, decimals).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    fn four_digits(mode: RoundingMode) -> Rounding {
        Rounding { mode, precision: Some(4), ..Rounding::default() }
    }

    #[test]
    fn products_and_quotients_have_the_digits_that_are_asked_for() {
        let rounding = four_digits(RoundingMode::HalfEven);
        // 1.2345 * 3 = 3.7035, a tie to the even neighbour; 10 / 3 = 3.333...; 20 / 3 = 6.666...
        assert_eq!(product(&rounding, number("1.2345"), number("3")), number("3.704"));
        assert_eq!(quotient(&rounding, number("10"), 3), number("3.333"));
        assert_eq!(quotient(&rounding, number("-20"), 3), number("-6.667"));
        let down = four_digits(RoundingMode::Down);
        assert_eq!(quotient(&down, number("20"), 3), number("6.666"));
        assert_eq!(product(&down, number("1.2345"), number("3")), number("3.703"));
    }

    #[test]
    fn money_is_quick_unless_it_lies_in_the_middle() {
        let rounding = Rounding { precision: Some(19), ..Rounding::default() };
        assert_eq!(quick_money(&rounding, number("1000.00"), number("0.0123456")), Some(number("12.35")));
        assert_eq!(quick_money(&rounding, number("1000.00"), number("0.012345")), None);
    }
}
