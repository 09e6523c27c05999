//! Sums, differences and comparisons of amounts, of which most are nothing, or have as many decimals as each other.
//!
//! They come to what the operators of `Decimal` come to, with the same decimals unless one is nothing. These look for a common scale each time and
//! can do with 96 bits of digits; here they are asked only where an amount is below zero, where the scales differ, or where
//! 64 bits are not enough.

use std::cmp::Ordering;

use rust_decimal::Decimal;

/// A difference, found without subtracting where nothing is taken away.
#[expect(clippy::inline_always, reason = "to see that nothing is taken away is less than a call")]
#[inline(always)]
pub(super) fn minus(amount: Decimal, less: Decimal) -> Decimal {
    if less.is_zero() { amount } else { difference(amount, less) }
}

/// A sum, found without adding where a part is nothing: most of what may be owed is.
#[expect(clippy::inline_always, reason = "to see that nothing is added is less than a call")]
#[inline(always)]
pub(super) fn plus(amount: Decimal, more: Decimal) -> Decimal {
    match (amount.is_zero(), more.is_zero()) {
        (true, _) => more,
        (false, true) => amount,
        (false, false) => sum(amount, more),
    }
}

/// A difference, found as one of whole numbers where both amounts are as most.
fn difference(amount: Decimal, less: Decimal) -> Decimal {
    match alike(&amount, &less) {
        Some((one, other, scale)) => match one.checked_sub(other) {
            Some(digits) => of_digits(digits, false, scale),
            None => of_digits(other.abs_diff(one), true, scale),
        },
        None => any_difference(amount, less),
    }
}

/// A sum, found as one of whole numbers where both amounts are as most.
fn sum(amount: Decimal, more: Decimal) -> Decimal {
    let digits = alike(&amount, &more).and_then(|(one, other, scale)| Some((one.checked_add(other)?, scale)));
    match digits {
        Some((digits, scale)) => of_digits(digits, false, scale),
        None => any_sum(amount, more),
    }
}

#[cold]
fn any_difference(amount: Decimal, less: Decimal) -> Decimal {
    amount - less
}

#[cold]
fn any_sum(amount: Decimal, more: Decimal) -> Decimal {
    amount + more
}

/// The digits of two amounts that are not below zero, have as many decimals as each other, and fit in 64 bits; and the decimals.
#[inline]
fn alike(one: &Decimal, other: &Decimal) -> Option<(u64, u64, u32)> {
    // First 16 bits that are not used, then the decimals and, as the last of 32 bits, the sign; then 96 bits of digits.
    let (one, other) = (u128::from_le_bytes(one.serialize()), u128::from_le_bytes(other.serialize()));
    let (kind, are_long) = (low_half(low(one)), (one | other) >> 96 != 0);
    let are_alike = kind == low_half(low(other)) && kind < 1 << 31 && !are_long;
    are_alike.then(|| (low(one >> 32), low(other >> 32), kind >> 16))
}

/// The lower 64 bits.
#[inline]
fn low(bits: u128) -> u64 {
    u64::try_from(bits & u128::from(u64::MAX)).unwrap_or_default()
}

/// The lower 32 bits.
#[inline]
fn low_half(bits: u64) -> u32 {
    u32::try_from(bits & u64::from(u32::MAX)).unwrap_or_default()
}

/// An amount of 64 bits of digits.
#[inline]
fn of_digits(digits: u64, is_negative: bool, scale: u32) -> Decimal {
    Decimal::from_parts(low_half(digits), low_half(digits >> 32), 0, is_negative, scale)
}

/// How an amount that is not nothing compares with nothing.
#[inline]
fn sign(amount: Decimal) -> Ordering {
    if amount.is_sign_negative() { Ordering::Less } else { Ordering::Greater }
}

/// How two amounts compare.
#[inline]
pub(super) fn compare(one: Decimal, other: Decimal) -> Ordering {
    if let Some((one, other, _)) = alike(&one, &other) {
        return one.cmp(&other);
    }
    any_compare(one, other)
}

/// The same where one is below zero, has more digits, or has other decimals.
fn any_compare(one: Decimal, other: Decimal) -> Ordering {
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
        let numbers = [
            "-2.5",
            "-2.50",
            "-0.00",
            "0",
            "0.00",
            "2.5",
            "2.50",
            "2.51",
            "3",
            "4294967296.00",
            "92233720368547758.08",
            "184467440737095516.15",
            "184467440737095516.16",
            "79228162514264337593543950335",
        ];
        let numbers = numbers.map(|text| text.parse::<Decimal>().unwrap());
        for one in numbers {
            for other in numbers {
                assert_eq!(compare(one, other), one.cmp(&other), "{one} {other}");
                assert_eq!(same(one, other), one == other, "{one} {other}");
                assert!(!is_identical(one, other) || one == other, "{one} {other}");
                assert_eq!(no_less(one, other), one.max(other), "{one} {other}");
                assert_eq!(no_more(one, other), one.min(other), "{one} {other}");
                if one.is_zero() || other.is_zero() {
                    continue;
                }
                let (less, more) = (one.checked_sub(other), one.checked_add(other));
                assert!(less.is_none_or(|less| is_identical(minus(one, other), less)), "{one} {other}");
                assert!(more.is_none_or(|more| is_identical(plus(one, other), more)), "{one} {other}");
            }
        }
    }
}
