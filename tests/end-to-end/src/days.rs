//! Days past a date.

use chrono::NaiveDate;
use std::{ops::RangeInclusive, time::SystemTime};

const SECONDS_A_DAY: u64 = 24 * 60 * 60;

/// How many days ago `date` (`YYYY-MM-DD`) was, give or take one: what day it is depends on the company's time zone.
pub fn days_since(date: &str) -> RangeInclusive<i64> {
    let date: NaiveDate = date.parse().expect("a date");
    let seconds = SystemTime::UNIX_EPOCH.elapsed().map(|since| since.as_secs()).unwrap_or_default();
    let today = i64::try_from(seconds / SECONDS_A_DAY).expect("a day number");
    let days = today - date.signed_duration_since(NaiveDate::default()).num_days();
    days - 1..=days + 1
}

#[cfg(test)]
mod tests {
    use super::days_since;

    #[test]
    fn an_early_date_is_many_days_ago() {
        assert!(*days_since("1970-01-01").start() > 20_000);
        assert!(*days_since("1970-01-02").end() == *days_since("1970-01-01").end() - 1);
    }
}
