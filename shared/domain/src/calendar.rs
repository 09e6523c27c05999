//! Calendar dates and allocation months as the lending documents write them.

use std::fmt;

use chrono::{Datelike, NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize, de};

/// The earliest and latest years taken in a date: beyond them a date is a slip of the pen.
pub const YEARS: std::ops::RangeInclusive<i32> = 1900..=2199;

/// Reads `YYYY-MM-DD`, with both zeros, of a day that exists.
pub fn date_from_text(text: &str) -> Option<NaiveDate> {
    let shape = text.len() == 10 && text.bytes().enumerate().all(|(at, byte)| is_date_byte(at, byte));
    let date = shape.then(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()).flatten()?;
    YEARS.contains(&date.year()).then_some(date)
}

fn is_date_byte(at: usize, byte: u8) -> bool {
    if matches!(at, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() }
}

/// Whether a text is a date, or a date with a time: `2022-06-02 09:30:00`, also with a `T` and with fractions of a second.
pub fn is_date_or_time(text: &str) -> bool {
    if date_from_text(text).is_some() {
        return true;
    }
    let Some((date, time)) = text.split_once([' ', 'T']) else { return false };
    let clock = format!("2000-01-01 {time}");
    date_from_text(date).is_some()
        && time.len() >= 8
        && NaiveDateTime::parse_from_str(&clock, "%Y-%m-%d %H:%M:%S%.f").is_ok()
}

/// The month for which a loan is allocated. Written `2021-7-01`: day `01`, no leading zero in the month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    year: i32,
    month: u32,
}

impl Month {
    /// What is said of a text that is not a month.
    pub const FORMAT: &'static str = "Value must be of type date with format YYYY-M-01, the month without leading zero";

    /// The month that a date lies in.
    pub fn of(date: NaiveDate) -> Self {
        Self { year: date.year(), month: date.month() }
    }

    /// Reads `2021-7-01`. `2021-07-01` is not a month, nor is any other day.
    pub fn from_text(text: &str) -> Option<Self> {
        let (year, rest) = text.split_once('-')?;
        let (month, day) = rest.split_once('-')?;
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if year.len() != 4
            || !digits(year)
            || !digits(month)
            || month.starts_with('0')
            || month.len() > 2
            || day != "01"
        {
            return None;
        }
        Self::new(year.parse().ok()?, month.parse().ok()?)
    }

    /// Reads the sortable form, `2021-07`.
    pub fn from_sortable(text: &str) -> Option<Self> {
        let (year, month) = text.split_once('-')?;
        Self::new(year.parse().ok()?, month.parse().ok()?)
    }

    /// The form whose order as text is the order in time: `2021-07`.
    pub fn sortable(self) -> String {
        format!("{:04}-{:02}", self.year, self.month)
    }

    /// The month before it.
    #[must_use]
    pub fn previous(self) -> Self {
        match self.month {
            ..=1 => Self { year: self.year.saturating_sub(1), month: 12 },
            month => Self { year: self.year, month: month.saturating_sub(1) },
        }
    }

    fn new(year: i32, month: u32) -> Option<Self> {
        (YEARS.contains(&year) && (1..=12).contains(&month)).then_some(Self { year, month })
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{}-01", self.year, self.month)
    }
}

impl Serialize for Month {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.sortable())
    }
}

impl<'de> Deserialize<'de> for Month {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::from_sortable(&text).ok_or_else(|| de::Error::custom("a month is YYYY-MM"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_a_day_that_exists() {
        assert!(date_from_text("2020-02-29").is_some());
        for text in [
            "2021-02-30",
            "2021-02-29",
            "2021-2-03",
            "21-02-03",
            "2021-02-03 ",
            "2021/02/03",
            "",
            "0000-00-00",
            "1899-12-31",
            "２０２１-02-03",
        ] {
            assert_eq!(date_from_text(text), None, "{text}");
        }
    }

    #[test]
    fn a_recovery_date_may_have_a_time() {
        for text in ["2022-01-08", "2022-06-02 09:30:00", "2020-09-12 00:59:51.418571", "2022-06-02T09:30:00"] {
            assert!(is_date_or_time(text), "{text}");
        }
        for text in
            ["2022-06-02 25:00:00", "2022-06-31 09:30:00", "2022-06-02 9:30", "2022-06-02 09:30:00Z", "yesterday"]
        {
            assert!(!is_date_or_time(text), "{text}");
        }
    }

    #[test]
    fn a_month_has_no_leading_zero() {
        let july = Month::from_text("2021-7-01").expect("a month");
        assert_eq!((july.to_string(), july.sortable()), ("2021-7-01".into(), "2021-07".into()));
        assert_eq!(Month::from_sortable("2021-07"), Some(july));
        for text in [
            "2021-07-01",
            "2021-7-1",
            "2021-7-02",
            "2021-13-01",
            "2021-0-01",
            "2021-7",
            "2021-7-01-01",
            "+021-7-01",
            "2021-+7-01",
        ] {
            assert_eq!(Month::from_text(text), None, "{text}");
        }
    }

    #[test]
    fn months_sort_in_time() {
        let texts = ["2020-12-01", "2021-2-01", "2021-10-01"];
        let months: Vec<_> = texts.iter().filter_map(|text| Month::from_text(text)).collect();
        assert!(months.is_sorted() && months.len() == 3);
        assert!(months.iter().map(|month| month.sortable()).is_sorted());
    }
}
