//! Sums, differences and comparisons of amounts, of which most are nothing, or have as many decimals as each other.
//!
//! They come to what the operators of `Decimal` come to. These look for a common scale each time; here they are asked only
//! where an amount is not nothing, or where the scales differ.

use std::cmp::Ordering;

use rust_decimal::Decimal;

/// A difference, found without subtracting where nothing is taken away.
#[inline]
pub(super) fn minus(amount: Decimal, less: Decimal) -> Decimal {
    if less.is_zero() { amount } else { amount - less }
}

/// A sum, found without adding where a part is nothing: most of what may be owed is.
#[inline]
pub(super) fn plus(amount: Decimal, more: Decimal) -> Decimal {
    match (amount.is_zero(), more.is_zero()) {
        (true, _) => more,
        (false, true) => amount,
        (false, false) => amount + more,
    }
}

/// How an amount that is not nothing compares with nothing.
#[inline]
fn sign(amount: Decimal) -> Ordering {
    if amount.is_sign_negative() { Ordering::Less } else { Ordering::Greater }
}

/// How two amounts compare.
#[inline]
pub(super) fn compare(one: Decimal, other: Decimal) -> Ordering {
    if one.scale() == other.scale() {
        return one.mantissa().cmp(&other.mantissa());
    }
    // Nothing mostly has no decimals.
    match (one.is_zero(), other.is_zero()) {
        (true, true) => Ordering::Equal,
        (true, false) => sign(other).reverse(),
        (false, true) => sign(one),
        (false, false) => one.cmp(&other),
    }
}

/// Whether two amounts are the same.
#[inline]
pub(super) fn same(one: Decimal, other: Decimal) -> bool {
    compare(one, other) == Ordering::Equal
}

/// Whether two amounts are the same to the last decimal that they have.
#[inline]
pub(super) fn is_identical(one: Decimal, other: Decimal) -> bool {
    one.scale() == other.scale() && one.mantissa() == other.mantissa()
}

/// An amount, but no less than another.
#[inline]
pub(super) fn no_less(amount: Decimal, least: Decimal) -> Decimal {
    if compare(amount, least) == Ordering::Less { least } else { amount }
}

/// An amount, but no more than another.
#[inline]
pub(super) fn no_more(amount: Decimal, most: Decimal) -> Decimal {
    if compare(amount, most) == Ordering::Greater { most } else { amount }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_compare_as_numbers_whatever_their_decimals() {
        let numbers =
            ["-2.5", "-2.50", "-0.00", "0", "0.00", "2.5", "2.50", "2.51", "3", "79228162514264337593543950335"];
        let numbers = numbers.map(|text| text.parse::<Decimal>().unwrap());
        for one in numbers {
            for other in numbers {
                assert_eq!(compare(one, other), one.cmp(&other), "{one} {other}");
                assert_eq!(same(one, other), one == other, "{one} {other}");
                assert!(!is_identical(one, other) || one == other, "{one} {other}");
                assert_eq!(no_less(one, other), one.max(other), "{one} {other}");
                assert_eq!(no_more(one, other), one.min(other), "{one} {other}");
            }
        }
    }
}
