//! Buckets of days past due, by which portfolios are reported and rolled forward.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::days_past_due::{bracket, days_past_due};

/// A bucket of days past due. The later, the worse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Bucket {
    /// 1 to 30 days.
    #[serde(rename = "1-30")]
    To30,
    /// 31 to 60 days.
    #[serde(rename = "31-60")]
    To60,
    /// 61 to 90 days.
    #[serde(rename = "61-90")]
    To90,
    /// 91 to 120 days.
    #[serde(rename = "91-120")]
    To120,
    /// 121 to 150 days.
    #[serde(rename = "121-150")]
    To150,
    /// 151 to 180 days.
    #[serde(rename = "151-180")]
    To180,
    /// 181 days and more.
    #[serde(rename = "180+")]
    Over180,
}

impl Bucket {
    /// All there are, the best first.
    pub const ALL: [Self; 7] =
        [Self::To30, Self::To60, Self::To90, Self::To120, Self::To150, Self::To180, Self::Over180];

    /// The first day past due that is in it.
    pub fn first_day(self) -> u16 {
        match self {
            Self::To30 => 1,
            Self::To60 => 31,
            Self::To90 => 61,
            Self::To120 => 91,
            Self::To150 => 121,
            Self::To180 => 151,
            Self::Over180 => 181,
        }
    }

    /// As lenders write it, as `31-60`.
    pub fn name(self) -> &'static str {
        bracket(i64::from(self.first_day()))
    }

    /// The bucket of so many days past due; what is in default and has none is in the first.
    pub fn at(days_past_due: i64) -> Self {
        let reached = |bucket: &&Self| i64::from(bucket.first_day()) <= days_past_due;
        Self::ALL.iter().rev().find(reached).copied().unwrap_or(Self::To30)
    }

    /// The next day after `today` on which what has been past due since a day is in another bucket; `None` once it is in the last.
    pub fn next_change(since: NaiveDate, today: NaiveDate) -> Option<NaiveDate> {
        let days = days_past_due(since, today);
        let later = |bucket: &&Self| i64::from(bucket.first_day()) > days.max(1);
        let next = Self::ALL.iter().find(later)?;
        since.checked_add_days(Days::new(u64::from(next.first_day())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        crate::calendar::date_from_text(text).expect("a date")
    }

    #[test]
    fn buckets_are_the_brackets_of_lenders() {
        for days in 1..400 {
            assert_eq!(Bucket::at(days).name(), bracket(days), "{days} days");
        }
        assert_eq!(Bucket::at(0), Bucket::To30);
        for bucket in Bucket::ALL {
            let written = serde_json::to_value(bucket).expect("a text");
            assert_eq!(written, bucket.name());
        }
    }

    #[test]
    fn the_next_change_is_the_day_on_which_the_bucket_is_another() {
        let (since, mut today, mut seen) = (date("2026-01-01"), date("2026-01-01"), Vec::new());
        while let Some(next) = Bucket::next_change(since, today) {
            let (before, days) = (next.pred_opt().expect("a day"), |day| Bucket::at(days_past_due(since, day)));
            assert!(days(next) > days(before), "{next}");
            seen.push(days_past_due(since, next));
            today = next;
        }
        assert_eq!(seen, [31, 61, 91, 121, 151, 181]);
    }
}
