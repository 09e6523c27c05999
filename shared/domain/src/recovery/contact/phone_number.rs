//! Telephone numbers.

use std::fmt;

use serde::{Deserialize, Serialize, de};

/// Fewest and most digits of a number with its country code (ITU-T E.164 has at most 15).
const DIGITS: std::ops::RangeInclusive<usize> = 8..=15;
/// Digits of a mobile number within India.
const INDIAN_DIGITS: usize = 10;

/// A telephone number by ITU-T E.164: `+`, country code and number, as `+919805265926`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct PhoneNumber(String);

impl PhoneNumber {
    /// What is said of a text that is none.
    pub const FORMAT: &'static str =
        "Value must be a telephone number with + and country code (E.164), 8 to 15 digits, as +919805265926";

    /// Reads a number as it is written by E.164.
    pub fn from_text(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('+')?;
        let is_number = DIGITS.contains(&digits.len()) && are_digits(digits) && !digits.starts_with('0');
        is_number.then(|| Self(text.to_owned()))
    }

    /// Reads a number as lenders upload it. Of a lender in India also mobile numbers as they are dialled there: ten digits from 6 up,
    /// with or without the trunk's `0` or the country's `91` before. A number without country code of anybody else is
    /// somebody's whom nobody knows.
    pub(super) fn from_upload(text: &str, is_indian: bool) -> Option<Self> {
        let text = text.trim();
        if text.starts_with('+') {
            return Self::from_text(text);
        }
        let national = match text.len() {
            11 => text.strip_prefix('0')?,
            12 => text.strip_prefix("91")?,
            _ => text,
        };
        let is_mobile =
            national.len() == INDIAN_DIGITS && are_digits(national) && national.starts_with(['6', '7', '8', '9']);
        (is_indian && is_mobile).then(|| Self(format!("+91{national}")))
    }

    /// As it is dialled and answered.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn are_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Shows the last two digits only: enough to tell two numbers of a loan apart.
impl fmt::Debug for PhoneNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = self.0.len().saturating_sub(2);
        write!(f, "+…{}", self.0.get(shown..).unwrap_or_default())
    }
}

impl<'de> Deserialize<'de> for PhoneNumber {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::from_text(&text).ok_or_else(|| de::Error::custom("no such telephone number"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_a_country_code_and_eight_to_fifteen_digits() {
        for number in ["+1234567890", "+919805265926", "+12345678", "+123456789012345"] {
            assert_eq!(PhoneNumber::from_text(number).as_ref().map(PhoneNumber::as_str), Some(number));
        }
        let wrong = [
            "",
            "+",
            "1234567890",
            "+1234567",
            "+1234567890123456",
            "+0123456789",
            "+91 9805265926",
            "+91-9805265926",
            " +919805265926",
            "+919805265926 ",
            "++919805265926",
            "+९१९८०५२६५९२६",
            "tel:+919805265926",
        ];
        assert!(wrong.iter().all(|text| PhoneNumber::from_text(text).is_none()));
    }

    #[test]
    fn numbers_of_lenders_in_india_get_their_country_code() {
        let read = |text: &str, is_indian: bool| PhoneNumber::from_upload(text, is_indian).map(|number| number.0);
        let indian = |text: &str| read(text, true).unwrap_or_default();
        for text in ["9805265926", " 9805265926 ", "09805265926", "919805265926", "+919805265926"] {
            assert_eq!(indian(text), "+919805265926", "{text}");
        }
        assert_eq!(indian("+4915112345678"), "+4915112345678");
        // Landlines without trunk digit, numbers of elsewhere, and what is none.
        for text in
            ["2226543210", "5805265926", "4915112345678", "980526592", "19805265926", "98052659ab", "+0805265926", ""]
        {
            assert_eq!(indian(text), "", "{text}");
        }
        assert_eq!(read("9805265926", false), None);
        assert_eq!(read("+919805265926", false).as_deref(), Some("+919805265926"));
    }

    #[test]
    fn debug_shows_two_digits() {
        let number = PhoneNumber::from_text("+919805265926").expect("a number");
        assert_eq!(format!("{number:?}"), "+…26");
        assert_eq!(serde_json::to_string(&number).expect("JSON"), "\"+919805265926\"");
        assert_eq!(serde_json::from_str::<PhoneNumber>("\"+919805265926\"").ok(), Some(number));
        let error = serde_json::from_str::<PhoneNumber>("\"9805265926\"").expect_err("no number");
        assert!(!error.to_string().contains("9805265926"));
    }
}
