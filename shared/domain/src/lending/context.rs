//! What a change needs to know of the world: who makes it, when, and by which company's settings.

use chrono::NaiveDate;

use crate::calendar::Month;
use crate::company::{Company, UnknownKeys};
use crate::moment::Moment;

/// The circumstances of a request.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The company on whose data the request works.
    pub company: &'a Company,
    /// Who is named as the author of what changes.
    pub author: &'a str,
    /// When it happens; also the id of the history entries that it leaves.
    pub now: Moment,
}

impl Context<'_> {
    /// Today's date in the company's time zone.
    pub fn today(&self) -> NaiveDate {
        self.company.settings.time_zone.date_at(self.now)
    }

    /// The current month in the company's time zone.
    pub fn current_month(&self) -> Month {
        Month::of(self.today())
    }

    /// What the company wants of keys that no document knows.
    pub fn unknown_keys(&self) -> UnknownKeys {
        self.company.settings.unknown_keys
    }
}
