//! E-mail addresses.

use std::fmt;

use serde::{Deserialize, Serialize, de};

use crate::field::is_email;

/// Longest address, in bytes (RFC 5321, path without its brackets).
const BYTES_MAX: usize = 254;

/// An e-mail address, spelled as it was sent.
#[derive(Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct EmailAddress(String);

impl EmailAddress {
    /// What is said of a text that is none.
    pub const FORMAT: &'static str = "Value must be an e-mail address, as name@example.com";

    /// Reads an address.
    pub fn from_text(text: &str) -> Option<Self> {
        (text.len() <= BYTES_MAX && is_email(text)).then(|| Self(text.to_owned()))
    }

    /// As it was sent.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether both reach the same box. No provider in use tells names apart by case.
    pub fn reaches_same(&self, other: &Self) -> bool {
        self.0.to_lowercase() == other.0.to_lowercase()
    }
}

impl fmt::Debug for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an e-mail address")
    }
}

impl<'de> Deserialize<'de> for EmailAddress {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::from_text(&text).ok_or_else(|| de::Error::custom("no such e-mail address"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_a_domain_of_its_own() {
        let is_address = |text: &str| EmailAddress::from_text(text).is_some();
        assert!(is_address("borrower@example.com") && is_address("a.b+c@mail.example.co.in"));
        for text in [
            "",
            "a",
            "a@localhost",
            "a@[127.0.0.1]",
            "A <a@example.com>",
            "a@example.com\n",
            "a b@example.com",
            "a@@example.com",
        ] {
            assert!(!is_address(text), "{text:?}");
        }
        let long = |domains: usize| format!("{}@{}com", "a".repeat(64), "b.".repeat(domains));
        assert!(is_address(&long(90)) && !is_address(&long(94)));
    }

    #[test]
    fn debug_shows_nothing() {
        let address = EmailAddress::from_text("Borrower@Example.com").expect("an address");
        assert_eq!(format!("{address:?}"), "an e-mail address");
        assert!(EmailAddress::from_text("borrower@example.com").is_some_and(|other| other.reaches_same(&address)));
    }
}
