//! Days on which nobody works, and where a due date goes that falls on one.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

/// The most days looked through for a working one: a year, so that a long run of holidays is crossed and no search is
/// endless.
const SEARCHED_DAYS: usize = 366;

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[expect(missing_docs, reason = "the names say it")]
pub enum DayOfWeek {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl DayOfWeek {
    /// The day of the week of a date.
    pub fn of(date: NaiveDate) -> Self {
        match date.weekday() {
            Weekday::Mon => Self::Monday,
            Weekday::Tue => Self::Tuesday,
            Weekday::Wed => Self::Wednesday,
            Weekday::Thu => Self::Thursday,
            Weekday::Fri => Self::Friday,
            Weekday::Sat => Self::Saturday,
            Weekday::Sun => Self::Sunday,
        }
    }
}

/// Where a date goes that falls on a non-working day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ShiftRule {
    /// It stays.
    #[default]
    None,
    /// To the next working day.
    NextWorkingDay,
    /// To the previous working day.
    PreviousWorkingDay,
    /// To the next working day, or the previous one if the next is in another month: "modified following".
    NextWorkingDayInMonth,
    /// To the previous working day, or the next one if the previous is in another month: "modified preceding".
    PreviousWorkingDayInMonth,
}

/// There is no working day within a year of the date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("there is no working day within a year")]
pub struct NoWorkingDay;

/// The days on which people work, said by those on which they do not, and what that does to a due date.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct WorkingDays {
    /// Days of each week on which nobody works.
    pub non_working_weekdays: BTreeSet<DayOfWeek>,
    /// Single dates on which nobody works.
    pub holidays: BTreeSet<NaiveDate>,
    /// Where a date goes that falls on a non-working day.
    pub shift: ShiftRule,
}

impl WorkingDays {
    /// Whether people work on a date.
    pub fn is_working_day(&self, date: NaiveDate) -> bool {
        !self.non_working_weekdays.contains(&DayOfWeek::of(date)) && !self.holidays.contains(&date)
    }

    /// The date itself if it is a working day, or where the rule puts it.
    pub fn shift(&self, date: NaiveDate) -> Result<NaiveDate, NoWorkingDay> {
        match self.shift {
            ShiftRule::None => Ok(date),
            ShiftRule::NextWorkingDay => self.next(date),
            ShiftRule::PreviousWorkingDay => self.previous(date),
            ShiftRule::NextWorkingDayInMonth => in_month(date, self.next(date), || self.previous(date)),
            ShiftRule::PreviousWorkingDayInMonth => in_month(date, self.previous(date), || self.next(date)),
        }
    }

    fn next(&self, date: NaiveDate) -> Result<NaiveDate, NoWorkingDay> {
        self.first_working(date.iter_days())
    }

    fn previous(&self, date: NaiveDate) -> Result<NaiveDate, NoWorkingDay> {
        self.first_working(date.iter_days().rev())
    }

    fn first_working(&self, days: impl Iterator<Item = NaiveDate>) -> Result<NaiveDate, NoWorkingDay> {
        days.take(SEARCHED_DAYS).find(|day| self.is_working_day(*day)).ok_or(NoWorkingDay)
    }
}

/// The wanted day if it is in the month of `date`. Where that month has no working day at all, the other one.
fn in_month(
    date: NaiveDate,
    wanted: Result<NaiveDate, NoWorkingDay>,
    other: impl FnOnce() -> Result<NaiveDate, NoWorkingDay>,
) -> Result<NaiveDate, NoWorkingDay> {
    match wanted {
        Ok(day) if (day.year(), day.month()) == (date.year(), date.month()) => Ok(day),
        _ => other(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        crate::calendar::date_from_text(text).expect("a date")
    }

    fn weekends(shift: ShiftRule) -> WorkingDays {
        let non_working_weekdays = [DayOfWeek::Saturday, DayOfWeek::Sunday].into();
        WorkingDays { non_working_weekdays, holidays: BTreeSet::new(), shift }
    }

    fn shifted(days: &WorkingDays, from: &str, shift: ShiftRule) -> String {
        WorkingDays { shift, ..days.clone() }.shift(date(from)).expect("a working day").to_string()
    }

    #[test]
    fn a_working_day_stays() {
        for rule in [
            ShiftRule::None,
            ShiftRule::NextWorkingDay,
            ShiftRule::PreviousWorkingDay,
            ShiftRule::NextWorkingDayInMonth,
            ShiftRule::PreviousWorkingDayInMonth,
        ] {
            assert_eq!(weekends(rule).shift(date("2024-06-14")), Ok(date("2024-06-14")), "{rule:?}");
        }
    }

    #[test]
    fn a_weekend_goes_where_the_rule_says() {
        let cases = [
            ("2024-06-15", ShiftRule::None, "2024-06-15"),
            ("2024-06-15", ShiftRule::NextWorkingDay, "2024-06-17"),
            ("2024-06-16", ShiftRule::PreviousWorkingDay, "2024-06-14"),
            ("2024-06-29", ShiftRule::NextWorkingDay, "2024-07-01"),
            ("2024-06-29", ShiftRule::NextWorkingDayInMonth, "2024-06-28"),
            ("2024-06-15", ShiftRule::NextWorkingDayInMonth, "2024-06-17"),
            ("2024-06-01", ShiftRule::PreviousWorkingDay, "2024-05-31"),
            ("2024-06-01", ShiftRule::PreviousWorkingDayInMonth, "2024-06-03"),
            ("2024-06-16", ShiftRule::PreviousWorkingDayInMonth, "2024-06-14"),
        ];
        for (from, rule, expected) in cases {
            assert_eq!(weekends(rule).shift(date(from)), Ok(date(expected)), "{from} {rule:?}");
        }
    }

    #[test]
    fn holidays_beside_a_weekend_are_crossed() {
        let mut days = weekends(ShiftRule::None);
        days.holidays.extend([date("2024-12-25"), date("2024-12-26"), date("2024-12-27")]);
        assert_eq!(shifted(&days, "2024-12-25", ShiftRule::NextWorkingDay), "2024-12-30");
        assert_eq!(shifted(&days, "2024-12-29", ShiftRule::PreviousWorkingDay), "2024-12-24");
        days.holidays.extend([date("2024-12-30"), date("2024-12-31")]);
        assert_eq!(shifted(&days, "2024-12-25", ShiftRule::NextWorkingDayInMonth), "2024-12-24");
    }

    #[test]
    fn a_month_without_a_working_day_gives_the_other_side() {
        let june = date("2024-06-01").iter_days().take(30).collect();
        let days = WorkingDays { holidays: june, ..WorkingDays::default() };
        assert_eq!(shifted(&days, "2024-06-15", ShiftRule::NextWorkingDayInMonth), "2024-05-31");
        assert_eq!(shifted(&days, "2024-06-15", ShiftRule::PreviousWorkingDayInMonth), "2024-07-01");
    }

    #[test]
    fn a_week_without_working_days_is_an_error() {
        let non_working_weekdays: BTreeSet<_> = date("2024-06-10").iter_days().take(7).map(DayOfWeek::of).collect();
        for shift in [ShiftRule::NextWorkingDay, ShiftRule::PreviousWorkingDay, ShiftRule::NextWorkingDayInMonth] {
            let never =
                WorkingDays { non_working_weekdays: non_working_weekdays.clone(), shift, ..WorkingDays::default() };
            assert_eq!(never.shift(date("2024-06-15")), Err(NoWorkingDay), "{shift:?}");
        }
        let never = WorkingDays { non_working_weekdays, ..WorkingDays::default() };
        assert_eq!(never.shift(date("2024-06-15")), Ok(date("2024-06-15")));
    }

    #[test]
    fn it_is_written_in_capitals() {
        let mut days = weekends(ShiftRule::NextWorkingDayInMonth);
        days.holidays.insert(date("2024-12-25"));
        let text = serde_json::to_string(&days).expect("JSON");
        let expected = concat!(
            r#"{"non_working_weekdays":["SATURDAY","SUNDAY"],"holidays":["2024-12-25"],"#,
            r#""shift":"NEXT_WORKING_DAY_IN_MONTH"}"#
        );
        assert_eq!(text, expected);
        assert_eq!(serde_json::from_str::<WorkingDays>(&text).expect("days"), days);
    }
}
