//! How many entries a page of a list has.

use std::str::FromStr;

/// Entries of a page when the caller does not say.
pub const PAGE_SIZE_DEFAULT: u16 = 25;
/// Most entries of a page, as many as one batch reads. Who asks for more gets as many, as AIP-158 demands.
pub const PAGE_SIZE_MAX: u16 = 100;

/// How many entries a page has at most: 1 to [`PAGE_SIZE_MAX`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageSize(u16);

/// Why a text is not a page size: a sentence for the caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PageSizeFault {
    /// It is below 0.
    #[error("page_size must not be negative")]
    Negative,
    /// It is no whole number.
    #[error("page_size must be a whole number from 0 to {PAGE_SIZE_MAX}")]
    NotWhole,
}

impl PageSize {
    /// From a number: 0 is the default, what is beyond [`PAGE_SIZE_MAX`] is that.
    pub fn new(entries: u16) -> Self {
        match entries {
            0 => Self(PAGE_SIZE_DEFAULT),
            some => Self(some.min(PAGE_SIZE_MAX)),
        }
    }

    /// How many.
    pub fn entries(self) -> u16 {
        self.0
    }
}

impl Default for PageSize {
    fn default() -> Self {
        Self(PAGE_SIZE_DEFAULT)
    }
}

impl FromStr for PageSize {
    type Err = PageSizeFault;

    fn from_str(text: &str) -> Result<Self, PageSizeFault> {
        let text = text.trim();
        let digits = text.strip_prefix('-').unwrap_or(text);
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(PageSizeFault::NotWhole);
        }
        if digits.len() < text.len() && digits.bytes().any(|digit| digit != b'0') {
            return Err(PageSizeFault::Negative);
        }
        // Only a number too large for its type is left to fail.
        Ok(Self::new(digits.parse().unwrap_or(PAGE_SIZE_MAX)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_the_default_and_too_many_are_the_most() {
        for (text, entries) in
            [("0", 25), ("-0", 25), ("1", 1), ("007", 7), ("100", 100), ("101", 100), ("99999999999", 100)]
        {
            assert_eq!(text.parse().map(PageSize::entries), Ok(entries), "{text}");
        }
        assert_eq!(PageSize::default().entries(), 25);
    }

    #[test]
    fn what_is_no_number_of_entries_is_refused() {
        for text in ["-1", "-99999999999"] {
            assert_eq!(text.parse::<PageSize>(), Err(PageSizeFault::Negative), "{text}");
        }
        for text in ["", "-", "ten", "1.5", "+5", "--5", "5 0"] {
            assert_eq!(text.parse::<PageSize>(), Err(PageSizeFault::NotWhole), "{text}");
        }
    }
}
