//! Moments as the resource-style APIs write them.

use chrono::{DateTime, Datelike, NaiveDate};

use crate::calendar::{YEARS, date_from_text};
use crate::json::Json;
use crate::moment::Moment;
use crate::time_zone::TimeZone;

/// What is said of a text that is no moment.
pub const TIME_FORMAT: &str = "Value must be a time by RFC 3339, as 2024-01-31T09:30:00Z";

/// Reads RFC 3339, as `2024-01-31T09:30:00+05:30`; `None` for what is none, or lies outside the years that are taken.
pub fn moment_from_text(text: &str) -> Option<DateTime<chrono::FixedOffset>> {
    let time = DateTime::parse_from_rfc3339(text).ok()?;
    YEARS.contains(&time.year()).then_some(time)
}

/// The calendar date of a time in a time zone; `None` where the value is no time. A time before 1970 counts as the date
/// that it is written with.
pub fn day(json: &Json, zone: &TimeZone) -> Option<NaiveDate> {
    let time = moment_from_text(json.as_text()?)?;
    let moment = Moment::from_micros(time.timestamp_micros());
    Some(moment.map_or_else(|| time.date_naive(), |moment| zone.date_at(moment)))
}

/// What is said of a text that is neither a day nor a moment.
pub const DAY_FORMAT: &str =
    "Value must be a date with format YYYY-MM-DD, or a time by RFC 3339, as 2024-01-31T09:30:00Z";

/// The same as [`day`], where a caller may also name the calendar date itself.
pub fn day_or_time(json: &Json, zone: &TimeZone) -> Option<NaiveDate> {
    json.as_text().and_then(date_from_text).or_else(|| day(json, zone))
}
