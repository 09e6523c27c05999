//! Parameters of lists that are one item: how long a page is, and after what it begins.

use super::incoming::{Parameters, whole_number};
use domain::field::Faults;

/// Entries of a page where nothing is asked for.
const LIMIT: u32 = 50;
/// The longest page.
pub const LIMIT_MAX: u32 = 100;

/// Which page is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageAsked<'a> {
    limit: usize,
    after: Option<&'a str>,
}

impl<'a> PageAsked<'a> {
    /// Reads `limit` and `starting_after`.
    pub fn read(parameters: &'a Parameters, faults: &mut Faults) -> Self {
        let limit = whole_number(parameters, "limit", (1, LIMIT_MAX), LIMIT).unwrap_or_else(|found| {
            faults.merge(found);
            LIMIT
        });
        let after = parameters.get("starting_after").map(String::as_str).filter(|id| !id.is_empty());
        Self { limit: usize::try_from(limit).unwrap_or(usize::MAX), after }
    }

    /// The most entries of the page.
    pub fn limit(&self) -> i32 {
        i32::try_from(self.limit).unwrap_or(i32::MAX)
    }

    /// After what it begins.
    pub fn after(&self) -> Option<&'a str> {
        self.after
    }

    /// The entries of the page, of all in the order of their ids, and the id of the last where there are more.
    pub fn of<'b, T>(&self, all: impl Iterator<Item = (&'b String, T)>) -> (Vec<(&'b String, T)>, Option<&'b str>) {
        let mut rest = all.filter(|(id, _)| self.after.is_none_or(|after| id.as_str() > after)).peekable();
        let page: Vec<_> = rest.by_ref().take(self.limit).collect();
        let last = page.last().map(|(id, _)| id.as_str()).filter(|_| rest.peek().is_some());
        (page, last)
    }
}
