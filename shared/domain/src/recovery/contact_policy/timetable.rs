//! When somebody may be contacted: hours, days of the week, holidays, and the search for the next permitted moment.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate, NaiveDateTime};

use super::day::Day;
use super::hours::{Hours, micros_of_day};
use crate::moment::Moment;
use crate::time_zone::TimeZone;

/// How far ahead a permitted moment is looked for, in days.
const DAYS_AHEAD: i64 = 31;

/// Microseconds of a day by the clock.
pub(super) const MICROS_PER_DAY: i64 = 86_400_000_000;

/// Hours, and the days on which they hold.
pub(super) struct Timetable<'a> {
    /// Permitted hours.
    pub(super) hours: Hours,
    /// Permitted days of the week; all where it is empty.
    pub(super) days: &'a BTreeSet<Day>,
    /// Dates on which nothing is permitted.
    pub(super) holidays: &'a BTreeSet<NaiveDate>,
}

impl Timetable<'_> {
    /// The first moment, from `now` on, that is permitted in all the zones; `None` if there is none within a month.
    pub(super) fn next_open(&self, zones: &[TimeZone], now: Moment) -> Option<Moment> {
        let limit = now.later(DAYS_AHEAD.saturating_mul(MICROS_PER_DAY));
        let mut at = now;
        // Each zone moves the moment on to one that it permits, until none does. Zones never move it back, so nothing is skipped.
        loop {
            let before = at;
            for zone in zones {
                at = self.next_open_in(zone, at, limit)?;
            }
            if at == before {
                return Some(at);
            }
        }
    }

    /// Walks from one reading of the clock at which something may begin to the next, and from one change of the clocks to the
    /// next: between them a clock runs as a stopwatch does.
    fn next_open_in(&self, zone: &TimeZone, from: Moment, limit: Moment) -> Option<Moment> {
        let mut at = from;
        while at < limit {
            let local = zone.local_at(at);
            if self.is_open(local) {
                return Some(at);
            }
            let beginning = at.later(self.wait(local));
            at = zone.clocks_change(at, beginning).unwrap_or(beginning);
        }
        None
    }

    fn is_open(&self, local: NaiveDateTime) -> bool {
        self.is_permitted_day(local.date()) && self.hours.hold(local)
    }

    fn is_permitted_day(&self, date: NaiveDate) -> bool {
        (self.days.is_empty() || self.days.contains(&Day::of(date.weekday()))) && !self.holidays.contains(&date)
    }

    /// How long until the hours of the day begin, or the day ends. It is never nothing.
    fn wait(&self, local: NaiveDateTime) -> i64 {
        let elapsed = micros_of_day(local);
        let from = self.hours.from.micros();
        let until = if self.is_permitted_day(local.date()) && elapsed < from { from } else { MICROS_PER_DAY };
        until.saturating_sub(elapsed)
    }
}
