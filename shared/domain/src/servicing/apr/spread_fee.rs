//! A yearly rate with a fee in it that is charged once: the simplest measure of what a loan costs, to compare offers with.

use rust_decimal::Decimal;

use super::AprError;

/// Months of a year.
const YEAR: Decimal = Decimal::from_parts(12, 0, 0, false, 0);

/// A yearly rate and a fee of so many percent of the amount, spread evenly over the months of the term:
/// `rate + fee x 12 / months`. All in percent. Neither repayments nor the day of the fee count; where they do, see
/// [`super::regulation_z`].
pub fn rate(yearly: Decimal, fee: Decimal, months: u32) -> Result<Decimal, AprError> {
    let share = fee.checked_mul(YEAR).and_then(|fee| fee.checked_div(Decimal::from(months)));
    share.and_then(|share| yearly.checked_add(share)).ok_or(AprError::OutOfRange)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::servicing::hand_built::amount;

    fn of(yearly: &str, fee: &str, months: u32) -> Result<Decimal, AprError> {
        rate(amount(yearly), amount(fee), months)
    }

    #[test]
    fn a_fee_counts_more_over_a_shorter_term() {
        assert_eq!(of("8", "1.5", 12), Ok(amount("9.5")));
        assert_eq!(of("8", "1.5", 6), Ok(amount("11")));
        assert_eq!(of("8", "1.5", 36), Ok(amount("8.5")));
    }

    #[test]
    fn there_is_no_rate_without_a_term_or_beyond_what_can_be_computed() {
        assert_eq!(of("8", "1", 0), Err(AprError::OutOfRange));
        assert_eq!(rate(Decimal::MAX, Decimal::MAX, 1), Err(AprError::OutOfRange));
    }
}
