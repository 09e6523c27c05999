//! Rounding, from what each mode means.

use domain::servicing::rounding::RoundingMode;
use domain::servicing::terms::Terms;
use rust_decimal::Decimal;

/// Digits after the point that are certain.
const DIGITS: u32 = 12;

/// An amount in minor units of the currency.
pub fn money(terms: &Terms, amount: Decimal) -> Decimal {
    rounded(amount, Decimal::new(1, terms.rounding.decimals), terms.rounding.mode)
}

/// An installment in whole multiples; one that would become nothing is left as it is.
pub fn installment(terms: &Terms, amount: Decimal) -> Decimal {
    let Some(multiple) = terms.rounding.installment_multiple else { return amount };
    let whole = rounded(amount, multiple, terms.rounding.mode);
    if whole.is_zero() { amount } else { whole }
}

/// An amount in whole units. What lies behind the last digits of a number is not told from nothing.
pub fn rounded(amount: Decimal, unit: Decimal, mode: RoundingMode) -> Decimal {
    let units = (amount / unit).round_dp(DIGITS);
    let towards_zero = units.trunc();
    let rest = (units - towards_zero).abs();
    let half = Decimal::new(5, 1);
    let is_odd = !(towards_zero % Decimal::TWO).is_zero();
    let away = match mode {
        RoundingMode::Down => false,
        RoundingMode::Up => !rest.is_zero(),
        RoundingMode::Ceiling => !rest.is_zero() && amount.is_sign_positive(),
        RoundingMode::Floor => !rest.is_zero() && amount.is_sign_negative(),
        RoundingMode::HalfUp => rest >= half,
        RoundingMode::HalfDown => rest > half,
        RoundingMode::HalfEven => rest > half || (rest == half && is_odd),
    };
    let step = if away { Decimal::ONE } else { Decimal::ZERO };
    (if amount.is_sign_negative() { towards_zero - step } else { towards_zero + step }) * unit
}
