//! Parameters of lists: how long a page is, and after what it begins.

use domain::field::Faults;
use platform::http::incoming::Parameters;

/// Entries of a page where nothing is asked for.
const LIMIT: usize = 50;
/// The longest page.
pub(crate) const LIMIT_MAX: usize = 100;

/// Which page is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PageAsked<'a> {
    limit: usize,
    after: Option<&'a str>,
}

impl<'a> PageAsked<'a> {
    /// Reads `limit` and `starting_after`.
    pub(crate) fn read(parameters: &'a Parameters, faults: &mut Faults) -> Self {
        let limit = parameters.get("limit").map_or(Some(LIMIT), |text| {
            let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
            text.parse().ok().filter(|limit| is_number && (1..=LIMIT_MAX).contains(limit))
        });
        if limit.is_none() {
            faults.add("limit", format!("Value must be a whole number from 1 to {LIMIT_MAX}"));
        }
        let after = parameters.get("starting_after").map(String::as_str).filter(|id| !id.is_empty());
        Self { limit: limit.unwrap_or(LIMIT), after }
    }

    /// The entries of the page, of all in the order of their ids, and the id of the last where there are more.
    pub(crate) fn of<'b, T>(
        &self,
        all: impl Iterator<Item = (&'b String, T)>,
    ) -> (Vec<(&'b String, T)>, Option<&'b str>) {
        let mut rest = all.filter(|(id, _)| self.after.is_none_or(|after| id.as_str() > after)).peekable();
        let page: Vec<_> = rest.by_ref().take(self.limit).collect();
        let last = page.last().map(|(id, _)| id.as_str()).filter(|_| rest.peek().is_some());
        (page, last)
    }
}
