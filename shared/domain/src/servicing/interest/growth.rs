//! What a level installment is, in binary numbers of 64 digits that may be as large as compound growth becomes.
//!
//! A result is good enough where it lies further from the middle between two minor units than all that was dropped, and
//! then it is the same as with any number of decimal digits from 19 on. Where it lies closer there is no result.

use rust_decimal::Decimal;

use super::digits::power_of_ten;
use crate::servicing::amounts::same;

/// A number above zero: `digits * 2^exponent`, with the highest of 64 binary digits set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Binary {
    digits: u64,
    exponent: i32,
}

impl Binary {
    const ONE: Self = Self { digits: 1 << 63, exponent: -63 };

    /// The highest 64 digits of a number times a power of two.
    fn of(digits: u128, exponent: i32) -> Option<Self> {
        let surplus = 64_i32 - i32::try_from(digits.leading_zeros()).ok()?;
        let kept = if surplus > 0 { digits >> surplus } else { digits << surplus.unsigned_abs() };
        let digits = u64::try_from(kept).ok().filter(|digits| *digits != 0)?;
        Some(Self { digits, exponent: exponent.checked_add(surplus)? })
    }

    fn of_decimal(value: Decimal) -> Option<Self> {
        let value = if value.scale() > 19 { value.round_dp(19) } else { value };
        let digits = u128::try_from(value.mantissa()).ok().filter(|digits| *digits != 0)?;
        let shift = digits.leading_zeros();
        let scaled = (digits << shift) / u128::from(power_of_ten(value.scale())?);
        Self::of(scaled, i32::try_from(shift).ok()?.checked_neg()?)
    }

    fn times(self, other: Self) -> Option<Self> {
        // Of 128 digits the highest, or the one below it, is set.
        let product = u128::from(self.digits) * u128::from(other.digits);
        let surplus = if product >> 127 == 0 { 63 } else { 64 };
        let digits = u64::try_from(product >> surplus).ok()?;
        Some(Self { digits, exponent: self.exponent.checked_add(other.exponent)?.checked_add(surplus)? })
    }

    fn plus_one(self) -> Option<Self> {
        let (larger, smaller) = if self.exponent >= Self::ONE.exponent { (self, Self::ONE) } else { (Self::ONE, self) };
        let distance = larger.exponent.checked_sub(smaller.exponent)?.unsigned_abs();
        let smaller = u128::from(smaller.digits).checked_shr(distance).unwrap_or(0);
        Self::of(u128::from(larger.digits) + smaller, larger.exponent)
    }

    fn over(self, other: Self) -> Option<Self> {
        let quotient = (u128::from(self.digits) << 64) / u128::from(other.digits);
        Self::of(quotient, self.exponent.checked_sub(other.exponent)?.checked_sub(64)?)
    }

    /// The nearest whole number, where it is more than a part in `2^57 / steps` away from the one in the middle.
    fn nearest(self, steps: u32) -> Option<u64> {
        let below = u32::try_from(self.exponent.checked_neg()?).ok()?;
        let kept = self.digits.checked_shr(below).unwrap_or(0);
        if below == 0 || below > 64 {
            // No digits below the point to judge by, or none above the middle.
            return None;
        }
        let fraction = u128::from(self.digits) & ((1_u128 << below) - 1);
        let half = 1_u128 << (below - 1);
        let dropped = u128::from(self.digits).checked_mul(u128::from(steps))? >> 57;
        (fraction.abs_diff(half) > dropped + 1).then(|| kept + u64::from(fraction > half))
    }
}

/// How one unit of the currency grows over the periods, and what an installment of one each grows to.
#[derive(Debug, Clone)]
pub(super) struct Growth {
    product: Binary,
    sum: Option<Binary>,
    steps: u32,
    /// Rates, and what one unit grows to at each: months have four lengths.
    known: Vec<(Decimal, Binary)>,
}

impl Growth {
    /// As many rates as are kept.
    const KEPT: usize = 4;

    pub(super) fn new() -> Self {
        Self { product: Binary::ONE, sum: None, steps: 16, known: Vec::with_capacity(Self::KEPT) }
    }

    /// Another period in which one unit bears so much interest; `None` where that is no growth.
    pub(super) fn add(&mut self, interest: Decimal) -> Option<()> {
        let growth = self.of_one(interest)?;
        self.product = self.product.times(growth)?;
        self.sum = match self.sum {
            None => Some(Binary::ONE),
            Some(sum) => Some(sum.times(growth)?.plus_one()?),
        };
        self.steps = self.steps.checked_add(1)?;
        Some(())
    }

    fn of_one(&mut self, interest: Decimal) -> Option<Binary> {
        if let Some((_, growth)) = self.known.iter().find(|(known, _)| same(*known, interest)) {
            return Some(*growth);
        }
        let growth = Binary::of_decimal(Decimal::ONE.checked_add(interest)?)?;
        if self.known.len() >= Self::KEPT {
            self.known.clear();
        }
        self.known.push((interest, growth));
        Some(growth)
    }

    /// The installment that repays a balance, in units of its last decimal; rounded to the nearest.
    pub(super) fn installment(&self, balance: Decimal) -> Option<u64> {
        let balance = Binary::of(u128::try_from(balance.mantissa()).ok()?, 0)?;
        balance.times(self.product)?.over(self.sum?)?.nearest(self.steps)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    fn over(rates: &[&str]) -> Growth {
        let mut growth = Growth::new();
        for rate in rates {
            growth.add(amount(rate)).unwrap();
        }
        growth
    }

    #[test]
    fn an_installment_repays_the_balance_and_its_interest() {
        // 1,000 in two months at 1 percent a month: 1000 * 1.0201 / 2.01 = 507.512...
        let growth = over(&["0.01", "0.01"]);
        assert_eq!(growth.installment(amount("1000.00")), Some(50_751));
        // Without interest it is an equal part.
        let growth = over(&["0", "0"]);
        assert_eq!(growth.installment(amount("1000.00")), Some(50_000));
    }

    #[test]
    fn growth_at_more_rates_than_are_kept_is_that_at_each() {
        // 1.01 x 1.02 x 1.03 x 1.04 x 1.05 x 1.01 = 1.170315...; 1 + 1.01 x (1 + 1.05 x (1 + 1.04 x (1 + 1.03 x (1 + 1.02)))) =
        // 6.468155...
        let growth = over(&["0.01", "0.02", "0.03", "0.04", "0.05", "0.01"]);
        assert_eq!(growth.installment(amount("1000.00")), Some(18093));
    }

    #[test]
    fn the_middle_between_two_minor_units_is_left_to_others() {
        // 1,000.01 in two equal parts is 500.005 each.
        let growth = over(&["0", "0"]);
        assert_eq!(growth.installment(amount("1000.01")), None);
    }
}
