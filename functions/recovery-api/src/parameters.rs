//! Parameters of lists: which page, how long, and of which value.

use domain::field::Faults;
use domain::json::Json;
use domain::listing::ListOf;
use platform::http::incoming::{Parameters, whole_number};
use platform::lists::{LIMIT_MAX, Numbered};

use crate::presentation::page;

/// Resources of a page where none is asked for.
const LIMIT: u32 = 50;
/// The greatest page number.
const PAGE_MAX: u32 = 10_000_000;

/// Which page, and how long it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PageAsked {
    /// From 1.
    pub(crate) page: u32,
    /// At most [`LIMIT_MAX`].
    pub(crate) limit: u32,
}

impl PageAsked {
    /// Reads `page` and `limit`.
    pub(crate) fn read(parameters: &Parameters, faults: &mut Faults) -> Self {
        Self {
            page: number(parameters, "page", (1, PAGE_MAX), 1, faults),
            limit: number(parameters, "limit", (1, LIMIT_MAX), LIMIT, faults),
        }
    }

    /// The page of a list that is kept.
    pub(crate) fn of<'a>(self, company_id: &'a str, collection: &'a str, list: &'a ListOf) -> Numbered<'a> {
        Numbered { company_id, collection, list, page: self.page, limit: self.limit }
    }

    /// The page of a list that is known as a whole.
    pub(crate) fn part<T>(self, key: &str, all: &[T], show: impl Fn(&T) -> Json) -> Json {
        let skip = self.page.saturating_sub(1).saturating_mul(self.limit);
        let [skip, limit] = [skip, self.limit].map(|number| usize::try_from(number).unwrap_or(usize::MAX));
        let shown = all.iter().skip(skip).take(limit).map(show).collect();
        page(key, shown, u64::try_from(all.len()).unwrap_or(u64::MAX), self)
    }
}

fn number(parameters: &Parameters, key: &str, bounds: (u32, u32), absent: u32, faults: &mut Faults) -> u32 {
    whole_number(parameters, key, bounds, absent).unwrap_or_else(|found| {
        faults.merge(found);
        absent
    })
}

/// Reads a parameter that names one of some things.
pub(crate) fn choice<T: Copy>(
    parameters: &Parameters,
    key: &str,
    all: &[T],
    name: impl Fn(T) -> &'static str,
    faults: &mut Faults,
) -> Option<T> {
    let text = parameters.get(key)?;
    let found = all.iter().copied().find(|value| name(*value) == text);
    if found.is_none() {
        let names: Vec<&str> = all.iter().map(|value| name(*value)).collect();
        faults.add(key, format!("Value must be one of {}", names.join(", ")));
    }
    found
}
