//! Amounts in minor units, as whole numbers: what runs through period after period is added and taken away at the cost of
//! that, and is the same as in decimal numbers.

use rust_decimal::Decimal;

use super::digits::power_of_ten;

/// An amount with so many decimals in minor units; `None` where it has others, or does not fit.
#[inline]
pub(super) fn minor_units(amount: Decimal, decimals: u32) -> Option<i64> {
    let parts = amount.unpack();
    let digits = i64::try_from(u64::from(parts.mid) << 32 | u64::from(parts.lo)).ok().filter(|_| parts.hi == 0)?;
    if parts.scale != decimals {
        return (digits == 0).then_some(0);
    }
    Some(if parts.negative { -digits } else { digits })
}

/// The same of an amount that may have fewer decimals, as whole units of the currency have.
pub(super) fn all_minor_units(amount: Decimal, decimals: u32) -> Option<i64> {
    let missing = decimals.checked_sub(amount.scale())?;
    let parts = i128::from(power_of_ten(missing)?);
    i64::try_from(amount.mantissa().checked_mul(parts)?).ok()
}

/// An amount of so many minor units.
#[inline]
pub(super) fn amount_of(minor_units: i64, decimals: u32) -> Option<Decimal> {
    Decimal::try_new(minor_units, decimals).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_amounts_with_the_decimals_of_money_have_minor_units() {
        assert_eq!(minor_units(Decimal::new(12_34, 2), 2), Some(12_34));
        assert_eq!(minor_units(Decimal::new(-5, 2), 2), Some(-5));
        assert_eq!(minor_units(Decimal::ZERO, 2), Some(0));
        assert_eq!(minor_units(Decimal::ONE, 2), None);
        assert_eq!(minor_units(Decimal::MAX, 0), None);
        assert_eq!(all_minor_units(Decimal::ONE, 2), Some(1_00));
        assert_eq!(all_minor_units(Decimal::new(123, 1), 2), Some(12_30));
        assert_eq!(all_minor_units(Decimal::new(12_345, 3), 2), None);
        assert_eq!(all_minor_units(Decimal::MAX, 2), None);
        assert_eq!(amount_of(12_34, 2), Some(Decimal::new(12_34, 2)));
    }
}
