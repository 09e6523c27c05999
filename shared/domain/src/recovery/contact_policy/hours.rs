//! Permitted hours of a day.

use std::fmt;

use chrono::{NaiveDateTime, Timelike};
use serde::{Deserialize, Serialize, de};

/// Minutes of a day.
const MINUTES: u16 = 1_440;

/// What a clock on the wall shows, to the minute: `08:00`. The end of the day is `24:00`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DayTime(u16);

impl DayTime {
    /// What is said of a text that is none.
    pub const FORMAT: &'static str = "Value must be a time of day with format HH:MM, from 00:00 to 24:00";

    /// The beginning of the day.
    pub const MIDNIGHT: Self = Self(0);

    /// The end of the day.
    pub const END: Self = Self(MINUTES);

    /// The beginning of an hour; the end of the day from 24 on.
    pub(super) const fn hour(hour: u16) -> Self {
        Self(if hour < 24 { hour * 60 } else { MINUTES })
    }

    /// Reads `08:00`.
    pub fn from_text(text: &str) -> Option<Self> {
        let (hours, minutes) = text.split_once(':')?;
        let number = |part: &str| {
            (part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit())).then(|| part.parse::<u16>().ok())
        };
        let (hours, minutes) = (number(hours)??, number(minutes)??);
        let of_day = hours.checked_mul(60)?.checked_add(minutes)?;
        (minutes < 60 && of_day <= MINUTES).then_some(Self(of_day))
    }

    /// Microseconds since the clock showed midnight.
    pub(super) fn micros(self) -> i64 {
        i64::from(self.0).saturating_mul(60_000_000)
    }
}

/// Microseconds since the clock showed midnight.
pub(super) fn micros_of_day(local: NaiveDateTime) -> i64 {
    let seconds = i64::from(local.num_seconds_from_midnight());
    seconds.saturating_mul(1_000_000).saturating_add(i64::from(local.nanosecond() / 1_000))
}

impl fmt::Display for DayTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl fmt::Debug for DayTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for DayTime {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for DayTime {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::from_text(&text).ok_or_else(|| de::Error::custom(Self::FORMAT))
    }
}

/// The hours of a day in which somebody may be contacted, by the clock where the person is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hours {
    /// The first permitted minute.
    pub from: DayTime,
    /// The first minute that is not permitted any more.
    pub to: DayTime,
}

impl Hours {
    /// The whole day.
    pub const ALL_DAY: Self = Self { from: DayTime::MIDNIGHT, to: DayTime::END };

    /// What both permit. There may be nothing.
    pub(super) fn and(self, other: Self) -> Self {
        Self { from: self.from.max(other.from), to: self.to.min(other.to) }
    }

    /// Whether these hours hold what a clock shows.
    pub(super) fn hold(self, local: NaiveDateTime) -> bool {
        (self.from.micros()..self.to.micros()).contains(&micros_of_day(local))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_of_day_is_two_digits_each() {
        let text = |text: &str| DayTime::from_text(text).map(|time| time.to_string());
        for known in ["00:00", "08:00", "18:59", "23:59", "24:00"] {
            assert_eq!(text(known).as_deref(), Some(known));
        }
        for unknown in
            ["", "8:00", "08:60", "24:01", "25:00", "08:00:00", "08-00", " 8:00", "+8:00", "0８:00", "08", "99:99"]
        {
            assert_eq!(text(unknown), None, "{unknown}");
        }
        assert_eq!((DayTime::hour(8), DayTime::hour(24)), (DayTime(480), DayTime::END));
    }

    #[test]
    fn a_time_of_day_is_stored_as_it_is_written() {
        let hours = Hours { from: DayTime::hour(8), to: DayTime::hour(19) };
        let text = r#"{"from":"08:00","to":"19:00"}"#;
        assert_eq!(serde_json::to_string(&hours).expect("JSON"), text);
        assert_eq!(serde_json::from_str::<Hours>(text).ok(), Some(hours));
        assert!(serde_json::from_str::<Hours>(r#"{"from":"08:00","to":"19:60"}"#).is_err());
    }
}
