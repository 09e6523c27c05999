//! What a command needs to know of the world.

use chrono::NaiveDate;

use crate::company::Company;
use crate::moment::Moment;
use crate::time_zone::TimeZone;

/// The circumstances of a command.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The company on whose accounts it works.
    pub company: &'a Company,
    /// Who is named as the author of what changes.
    pub author: &'a str,
    /// When it happens.
    pub now: Moment,
    /// Makes a new id with a prefix, each time another.
    pub new_id: &'a (dyn Fn(&str) -> String + Sync),
}

impl<'a> Context<'a> {
    /// The company's time zone, whose dates are those of its accounts.
    pub fn zone(&self) -> &'a TimeZone {
        &self.company.settings.time_zone
    }

    /// Today's date in the company's time zone.
    pub fn today(&self) -> NaiveDate {
        self.zone().date_at(self.now)
    }

    /// The same circumstances at another moment.
    #[must_use]
    pub fn at(self, now: Moment) -> Self {
        Self { now, ..self }
    }
}
