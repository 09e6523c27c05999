//! The level installment: the same amount each period, of which more and more is principal.

use rust_decimal::Decimal;

use crate::servicing::replay::ReplayError;
use crate::servicing::rounding::Rounding;

/// The amount that repays a principal in so many equal installments with the interest `factor` of each period:
/// `P * q * (1 + q)^n / ((1 + q)^n - 1)`, in whole installment multiples, then in minor units.
pub(super) fn level_installment(
    principal: Decimal,
    factor: Decimal,
    installments: u32,
    rounding: &Rounding,
) -> Result<Decimal, ReplayError> {
    if installments == 0 {
        return Err(ReplayError::Terms("no installment is left to repay the principal".to_owned()));
    }
    let exact = if factor.is_zero() {
        principal / Decimal::from(installments)
    } else {
        annuity(principal, factor, installments).ok_or(ReplayError::OutOfRange)?
    };
    Ok(rounding.money(rounding.multiple(exact)))
}

fn annuity(principal: Decimal, factor: Decimal, installments: u32) -> Option<Decimal> {
    let growth = power(Decimal::ONE.checked_add(factor)?, installments)?;
    let share = factor.checked_mul(growth)?.checked_div(growth.checked_sub(Decimal::ONE)?)?;
    principal.checked_mul(share)
}

/// A power by squaring; `None` beyond the range of numbers.
fn power(base: Decimal, exponent: u32) -> Option<Decimal> {
    let (mut result, mut square, mut left) = (Decimal::ONE, base, exponent);
    while left > 0 {
        if left % 2 == 1 {
            result = result.checked_mul(square)?;
        }
        left /= 2;
        if left > 0 {
            square = square.checked_mul(square)?;
        }
    }
    Some(result)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().expect("a number")
    }

    #[test]
    fn the_installment_is_rounded_to_multiples_first() {
        let rounding = Rounding { installment_multiple: Some(Decimal::ONE), ..Rounding::default() };
        let level = level_installment(decimal("1250"), decimal("0.0125"), 4, &rounding);
        assert_eq!(level, Ok(decimal("322")));
        assert_eq!(level_installment(decimal("1000"), Decimal::ZERO, 3, &rounding), Ok(decimal("333")));
        assert_eq!(level_installment(decimal("1000"), Decimal::ZERO, 3, &Rounding::default()), Ok(decimal("333.33")));
    }

    #[test]
    fn what_is_out_of_range_is_refused() {
        let rounding = Rounding::default();
        assert_eq!(level_installment(decimal("1"), decimal("100"), 1200, &rounding), Err(ReplayError::OutOfRange));
        assert!(matches!(level_installment(decimal("1"), decimal("1"), 0, &rounding), Err(ReplayError::Terms(_))));
    }
}
