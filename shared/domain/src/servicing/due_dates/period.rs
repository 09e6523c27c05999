//! The period between two installments, as it is written: `P1M`, `P2W`, `P30D`, `P1Y`.

use std::{fmt, str::FromStr};

use chrono::{Days, Months, NaiveDate};
use serde::{Deserialize, Serialize, de};

use super::{first_of_month, on_day};

/// What a repayment period is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PeriodUnit {
    /// Calendar days.
    Days,
    /// Weeks of seven days.
    Weeks,
    /// Calendar months.
    Months,
    /// Calendar years.
    Years,
}

/// The time from one due date to the next. Written as an ISO 8601 duration with one component.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct RepaymentPeriod {
    /// How many units; at least 1.
    pub every: u32,
    /// What is counted.
    pub unit: PeriodUnit,
}

/// A text that is not a repayment period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a repayment period is P, a whole number from 1, and one of D, W, M, Y, as P1M")]
pub struct NotAPeriod;

impl RepaymentPeriod {
    /// The date so many periods after `date`: its day of the month, or the last day of a shorter month. `None` beyond
    /// the calendar.
    pub fn after(self, date: NaiveDate, times: u32) -> Option<NaiveDate> {
        let count = self.every.checked_mul(times)?;
        match self.unit {
            PeriodUnit::Days => date.checked_add_days(Days::new(u64::from(count))),
            PeriodUnit::Weeks => date.checked_add_days(Days::new(u64::from(count).checked_mul(7)?)),
            PeriodUnit::Months => date.checked_add_months(Months::new(count)),
            PeriodUnit::Years => date.checked_add_months(Months::new(count.checked_mul(12)?)),
        }
    }

    /// The same, where months and years land on a day that `date` itself may be too short for.
    pub(super) fn after_on_day(self, date: NaiveDate, times: u32, day: u32) -> Option<NaiveDate> {
        if self.months().is_none() || times == 0 {
            return self.after(date, times);
        }
        on_day(self.after(first_of_month(date)?, times)?, day)
    }

    /// The period in months; `None` for days and weeks, and for more months than a number holds.
    pub fn months(self) -> Option<u32> {
        match self.unit {
            PeriodUnit::Days | PeriodUnit::Weeks => None,
            PeriodUnit::Months => Some(self.every),
            PeriodUnit::Years => self.every.checked_mul(12),
        }
    }
}

impl FromStr for RepaymentPeriod {
    type Err = NotAPeriod;

    fn from_str(text: &str) -> Result<Self, NotAPeriod> {
        let rest = text.strip_prefix('P').ok_or(NotAPeriod)?;
        let unit = match rest.chars().next_back() {
            Some('D') => PeriodUnit::Days,
            Some('W') => PeriodUnit::Weeks,
            Some('M') => PeriodUnit::Months,
            Some('Y') => PeriodUnit::Years,
            _ => return Err(NotAPeriod),
        };
        let digits = rest.trim_end_matches(|last: char| last.is_ascii_uppercase());
        let is_number = digits.len().checked_add(1) == Some(rest.len()) && !digits.starts_with(['0', '+']);
        let every = is_number.then(|| digits.parse().ok()).flatten().ok_or(NotAPeriod)?;
        Ok(Self { every, unit })
    }
}

impl fmt::Display for RepaymentPeriod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = match self.unit {
            PeriodUnit::Days => 'D',
            PeriodUnit::Weeks => 'W',
            PeriodUnit::Months => 'M',
            PeriodUnit::Years => 'Y',
        };
        write!(f, "P{}{unit}", self.every)
    }
}

impl Serialize for RepaymentPeriod {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for RepaymentPeriod {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::date_from_text;

    fn date(text: &str) -> NaiveDate {
        date_from_text(text).expect("a date")
    }

    #[test]
    fn a_period_is_written_as_it_is_read() {
        for text in ["P1M", "P2W", "P30D", "P1Y", "P12M"] {
            let period: RepaymentPeriod = text.parse().expect("a period");
            assert_eq!(period.to_string(), text);
            assert_eq!(serde_json::to_string(&period).expect("JSON"), format!("\"{text}\""));
            assert_eq!(serde_json::from_str::<RepaymentPeriod>(&format!("\"{text}\"")).expect("a period"), period);
        }
    }

    #[test]
    fn other_texts_are_no_period() {
        for text in [
            "",
            "P",
            "PM",
            "1M",
            "P0M",
            "P01M",
            "P+1M",
            "P-1M",
            "P1.5M",
            "p1m",
            "P1MM",
            "P1M2D",
            "PT1M",
            "P1M ",
            "P1H",
            "P４M",
            "P4294967296D",
        ] {
            assert_eq!(text.parse::<RepaymentPeriod>(), Err(NotAPeriod), "{text}");
        }
    }

    #[test]
    fn each_unit_is_counted_in_its_own_days() {
        let cases = [
            ("P10D", 3, "2024-03-01"),
            ("P2W", 2, "2024-02-28"),
            ("P1M", 1, "2024-02-29"),
            ("P1M", 2, "2024-03-31"),
            ("P1Y", 1, "2025-01-31"),
            ("P1M", 0, "2024-01-31"),
        ];
        for (text, times, expected) in cases {
            let period: RepaymentPeriod = text.parse().expect("a period");
            assert_eq!(period.after(date("2024-01-31"), times), Some(date(expected)), "{text} x{times}");
        }
        let leap: RepaymentPeriod = "P1Y".parse().expect("a period");
        assert_eq!(leap.after(date("2024-02-29"), 1), Some(date("2025-02-28")));
        assert_eq!(leap.after(date("2024-02-29"), 4), Some(date("2028-02-29")));
    }

    #[test]
    fn a_date_beyond_the_calendar_is_none() {
        for unit in [PeriodUnit::Days, PeriodUnit::Weeks, PeriodUnit::Months, PeriodUnit::Years] {
            let period = RepaymentPeriod { every: u32::MAX, unit };
            assert_eq!(period.after(date("2024-01-31"), 1), None, "{unit:?}");
            assert_eq!(period.after(date("2024-01-31"), 2), None, "{unit:?}");
        }
    }
}
