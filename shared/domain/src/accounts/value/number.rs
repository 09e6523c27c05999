//! Numbers, exact, from JSON strings or numbers.

use rust_decimal::Decimal;

use crate::json::{Json, number_from_text};
use crate::servicing::range::{LARGEST_AMOUNT, MOST_DECIMALS};

/// Longest text of a number, in bytes: all digits that a decimal has, sign, point and one zero before it.
const TEXT_BYTES_MAX: usize = 31;

/// An amount from 0 up.
pub(crate) fn amount(json: &Json) -> Result<Decimal, String> {
    let amount = exact(json).ok_or("Value must be a string with a decimal number, as \"1234.56\"")?;
    within(amount, Decimal::ZERO, Decimal::from(LARGEST_AMOUNT))
}

/// A percentage within bounds.
pub(super) fn rate(json: &Json, least: Decimal, most: Decimal) -> Result<Decimal, String> {
    within(exact(json).ok_or("Value must be a number")?, least, most)
}

/// A share of something, in percent.
pub(crate) fn percentage(json: &Json) -> Result<Decimal, String> {
    rate(json, Decimal::ZERO, Decimal::ONE_HUNDRED)
}

/// A whole number within bounds; a number only, as it is one that is counted.
pub(crate) fn count(json: &Json, least: u32, most: u32) -> Result<u32, String> {
    let bounds = || format!("Value must be a whole number from {least} to {most}");
    let number = json.as_number().filter(|number| number.fract().is_zero()).ok_or_else(bounds)?;
    u32::try_from(number).ok().filter(|count| (least..=most).contains(count)).ok_or_else(bounds)
}

fn exact(json: &Json) -> Option<Decimal> {
    match json {
        Json::Number(number) => Some(*number),
        Json::Text(text) if is_plain(text) => number_from_text(text).ok(),
        _ => None,
    }
}

/// Digits, and digits after a point: no sign but a minus, no exponent, no separators.
fn is_plain(text: &str) -> bool {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, decimals) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let are_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    text.len() <= TEXT_BYTES_MAX && are_digits(whole) && are_digits(decimals)
}

fn within(number: Decimal, least: Decimal, most: Decimal) -> Result<Decimal, String> {
    if number < least && least.is_zero() {
        Err("Value must not be negative".to_owned())
    } else if number < least {
        Err(format!("Value must be at least {least}"))
    } else if number > most {
        Err(format!("Value must be at most {most}"))
    } else if number.normalize().scale() > MOST_DECIMALS {
        Err(format!("Value must have at most {MOST_DECIMALS} decimals"))
    } else if number.scale() > MOST_DECIMALS {
        Ok(number.normalize())
    } else {
        Ok(number)
    }
}
