//! Parameters of lists: how long a page is, and after what it begins.

use domain::field::Faults;
use platform::http::incoming::{Parameters, only_known};

/// Entries of a page where nothing is asked for.
const LIMIT: i32 = 50;
/// The longest page.
const LIMIT_MAX: i32 = 100;

/// The parameter that says after which entry a page begins.
pub(crate) const STARTING_AFTER: &str = "startingAfter";

/// Which page is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PageAsked<'a> {
    /// At most so many entries.
    pub(crate) limit: i32,
    /// After the entry of this id.
    pub(crate) after: Option<&'a str>,
}

impl<'a> PageAsked<'a> {
    /// Reads `limit` and `startingAfter`; there are no others.
    pub(crate) fn read(parameters: &'a Parameters) -> Result<Self, Faults> {
        only_known(parameters, &["limit", STARTING_AFTER])?;
        let limit = parameters.get("limit").map_or(Some(LIMIT), |text| {
            let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
            text.parse().ok().filter(|limit| is_number && (1..=LIMIT_MAX).contains(limit))
        });
        let sentence = || Faults::at("limit", format!("Value must be a whole number from 1 to {LIMIT_MAX}"));
        Ok(Self {
            limit: limit.ok_or_else(sentence)?,
            after: parameters.get(STARTING_AFTER).map(String::as_str).filter(|id| !id.is_empty()),
        })
    }

    /// Where the next page is, after the entry of an id.
    pub(crate) fn next(&self, path: &str, last: &str) -> String {
        format!("{path}?limit={}&{STARTING_AFTER}={last}", self.limit)
    }
}
