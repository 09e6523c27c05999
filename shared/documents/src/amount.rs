//! Amounts and rates as they are printed. Nothing is rounded: what is printed is what was computed.

use domain::company::minor_digits;
use rust_decimal::Decimal;

use crate::error::DocumentError;

/// How amounts of a currency are printed.
#[derive(Debug, Clone)]
pub(crate) struct Currency<'a> {
    code: &'a str,
    decimals: u32,
}

impl<'a> Currency<'a> {
    /// A currency by its code of ISO 4217.
    pub(crate) fn of(code: &'a str) -> Result<Self, DocumentError> {
        let decimals = minor_digits(code).ok_or(DocumentError::UnknownCurrency)?;
        Ok(Self { code, decimals })
    }

    /// Its code.
    pub(crate) fn code(&self) -> &'a str {
        self.code
    }

    /// An amount without its currency: `12,34,567.00` in rupees, `1,234,567.00` in others. It has the currency's decimals,
    /// and more only where the amount has.
    pub(crate) fn number(&self, amount: Decimal) -> String {
        let decimals = self.decimals.max(amount.normalize().scale());
        let mut exact = amount;
        exact.rescale(decimals);
        let text = exact.abs().to_string();
        let (whole, fraction) = text.split_once('.').map_or((text.as_str(), None), |(whole, part)| (whole, Some(part)));
        let sign = if exact.is_sign_negative() && !exact.is_zero() { "-" } else { "" };
        let whole = grouped(whole, if self.code == "INR" { 2 } else { 3 });
        fraction.map_or_else(|| format!("{sign}{whole}"), |fraction| format!("{sign}{whole}.{fraction}"))
    }

    /// An amount with its currency, which stay on one line: `INR 12,34,567.00`.
    pub(crate) fn amount(&self, amount: Decimal) -> String {
        format!("{}\u{a0}{}", self.code, self.number(amount))
    }
}

/// Digits with commas: before the last three, and then before every `size` more.
fn grouped(digits: &str, size: usize) -> String {
    let count = digits.chars().count();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        let left = count.saturating_sub(index);
        let beyond_thousands = left.checked_sub(3);
        if index > 0 && beyond_thousands.is_some_and(|beyond| beyond.checked_rem(size) == Some(0)) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A rate without needless zeros: `12.5`.
pub(crate) fn rate(percent: Decimal) -> String {
    percent.normalize().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(code: &str, amount: &str) -> String {
        Currency::of(code).unwrap().number(amount.parse().unwrap())
    }

    #[test]
    fn rupees_are_grouped_as_in_india_and_others_by_thousands() {
        for (amount, rupees, dollars) in [
            ("0", "0.00", "0.00"),
            ("999.5", "999.50", "999.50"),
            ("1000", "1,000.00", "1,000.00"),
            ("123456.78", "1,23,456.78", "123,456.78"),
            ("1234567", "12,34,567.00", "1,234,567.00"),
            ("1234567890.10", "1,23,45,67,890.10", "1,234,567,890.10"),
            ("-100000", "-1,00,000.00", "-100,000.00"),
            ("-0.00", "0.00", "0.00"),
        ] {
            assert_eq!(number("INR", amount), rupees);
            assert_eq!(number("USD", amount), dollars);
        }
    }

    #[test]
    fn amounts_have_the_currency_s_decimals_and_are_never_rounded() {
        assert_eq!(number("JPY", "1234567"), "1,234,567");
        assert_eq!(number("KWD", "1.5"), "1.500");
        assert_eq!(number("CLF", "1"), "1.0000");
        assert_eq!(number("INR", "10.96438"), "10.96438");
        assert_eq!(number("INR", "10.1000"), "10.10");
    }

    #[test]
    fn an_amount_stays_with_its_currency() {
        let rupees = Currency::of("INR").unwrap();
        assert_eq!(rupees.amount(Decimal::from(12)), "INR\u{a0}12.00");
        assert_eq!(Currency::of("inr").err(), Some(DocumentError::UnknownCurrency));
        assert_eq!(rate("12.500".parse().unwrap()), "12.5");
    }
}
