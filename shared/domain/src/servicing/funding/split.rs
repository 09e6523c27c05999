//! Dividing an amount by weights, in whole minor units, without losing or making one.

use rust_decimal::Decimal;

/// Why an amount cannot be divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SplitError {
    /// The amount or a weight is below zero.
    #[error("an amount or a weight is below zero")]
    Negative,
    /// The amount has digits below the minor unit.
    #[error("the amount has more than {decimals} decimals")]
    Fraction {
        /// Digits after the point in the currency.
        decimals: u32,
    },
    /// There is an amount, and no weight above zero to divide it by.
    #[error("there is nobody to divide the amount among")]
    NoWeight,
    /// The amount times a weight is beyond what can be computed with.
    #[error("the amounts are too large to divide")]
    TooLarge,
}

/// Divides an amount in proportion to weights, in multiples of the unit that has so many `decimals`.
///
/// Each part is the exact share rounded down or up; the units that rounding down leaves go, one each, to the greatest
/// remainders, and of equal ones to the earlier. The parts add up to the amount. Computed in integers, so exactly.
pub fn largest_remainder(amount: Decimal, weights: &[Decimal], decimals: u32) -> Result<Vec<Decimal>, SplitError> {
    let total = units(amount, decimals)?.ok_or(SplitError::Fraction { decimals })?;
    let weights = in_common_units(weights)?;
    let sum = weights.iter().try_fold(0_u128, |sum, weight| sum.checked_add(*weight)).ok_or(SplitError::TooLarge)?;
    if sum == 0 {
        return if total == 0 { Ok(vec![Decimal::ZERO; weights.len()]) } else { Err(SplitError::NoWeight) };
    }
    let mut parts = Vec::with_capacity(weights.len());
    for weight in weights {
        let product = total.checked_mul(weight).ok_or(SplitError::TooLarge)?;
        parts.push(Part { units: product / sum, remainder: product % sum });
    }
    hand_out_rest(total, &mut parts);
    parts.into_iter().map(|part| decimal(part.units, decimals)).collect()
}

struct Part {
    units: u128,
    remainder: u128,
}

fn hand_out_rest(total: u128, parts: &mut [Part]) {
    // Each part lost less than one unit, so that fewer units are left than there are parts.
    let given: u128 = parts.iter().map(|part| part.units).sum();
    let rest = usize::try_from(total - given).unwrap_or(parts.len());
    let mut by_remainder: Vec<&mut Part> = parts.iter_mut().collect();
    by_remainder.sort_by_key(|part| std::cmp::Reverse(part.remainder));
    for part in by_remainder.into_iter().take(rest) {
        part.units += 1;
    }
}

/// How many units of so many decimals an amount has; `None` if not a whole number of them.
fn units(amount: Decimal, decimals: u32) -> Result<Option<u128>, SplitError> {
    let plain = amount.normalize();
    let mantissa = u128::try_from(plain.mantissa()).map_err(|_| SplitError::Negative)?;
    let Some(missing) = decimals.checked_sub(plain.scale()) else { return Ok(None) };
    let factor = 10_u128.checked_pow(missing).ok_or(SplitError::TooLarge)?;
    mantissa.checked_mul(factor).map(Some).ok_or(SplitError::TooLarge)
}

/// The weights as integers in the same proportion.
fn in_common_units(weights: &[Decimal]) -> Result<Vec<u128>, SplitError> {
    let scale = weights.iter().map(|weight| weight.normalize().scale()).max().unwrap_or(0);
    let whole = |weight: &Decimal| units(*weight, scale)?.ok_or(SplitError::TooLarge);
    weights.iter().map(whole).collect()
}

fn decimal(units: u128, decimals: u32) -> Result<Decimal, SplitError> {
    let mantissa = i128::try_from(units).map_err(|_| SplitError::TooLarge)?;
    Decimal::try_from_i128_with_scale(mantissa, decimals).map_err(|_| SplitError::TooLarge)
}
