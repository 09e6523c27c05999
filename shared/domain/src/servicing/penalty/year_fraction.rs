//! Years between two dates as a day count measures them, for penalties.

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use crate::servicing::terms::{DayCount, LeapDay};

/// Years in the days after `from` up to `to`; each day is a part of its own calendar year.
pub(super) fn year_fraction(from: NaiveDate, to: NaiveDate, day_count: DayCount, leap_day: LeapDay) -> Decimal {
    let mut years = Decimal::ZERO;
    let mut start = from;
    while start < to {
        let Some(end) = end_of_year_of_next_day(start) else { break };
        let end = end.min(to);
        years += length(start, end, day_count) / days_of_year(start, end, day_count, leap_day);
        start = end;
    }
    years
}

/// The last day of the year that the day after a date lies in.
fn end_of_year_of_next_day(date: NaiveDate) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(date.succ_opt()?.year(), 12, 31)
}

/// Days from one date to another: calendar days, or days in months of 30.
fn length(from: NaiveDate, to: NaiveDate, day_count: DayCount) -> Decimal {
    match day_count {
        DayCount::ActualActual | DayCount::Actual365 | DayCount::Actual364 | DayCount::Actual360 => {
            Decimal::from(to.signed_duration_since(from).num_days())
        }
        DayCount::Thirty360 | DayCount::Thirty365 | DayCount::Thirty364 | DayCount::ThirtyActual => {
            Decimal::from(days_of_thirty(to) - days_of_thirty(from))
        }
    }
}

/// Days since the year 0 in months of 30 days; a 31st counts as the 30th.
fn days_of_thirty(date: NaiveDate) -> i64 {
    i64::from(date.year()) * 360 + i64::from(date.month0()) * 30 + i64::from(date.day().min(30))
}

fn days_of_year(from: NaiveDate, to: NaiveDate, day_count: DayCount, leap_day: LeapDay) -> Decimal {
    match day_count {
        DayCount::Actual365 | DayCount::Thirty365 => Decimal::from(365),
        DayCount::Actual364 | DayCount::Thirty364 => Decimal::from(364),
        DayCount::Actual360 | DayCount::Thirty360 => Decimal::from(360),
        DayCount::ActualActual | DayCount::ThirtyActual => {
            Decimal::from(if has_leap_day(from, to, leap_day) { 366 } else { 365 })
        }
    }
}

fn has_leap_day(from: NaiveDate, to: NaiveDate, leap_day: LeapDay) -> bool {
    let of_year = NaiveDate::from_ymd_opt(to.year(), 2, 29);
    match leap_day {
        LeapDay::WholeYear => of_year.is_some(),
        LeapDay::PeriodOnly => of_year.is_some_and(|day| from < day && day <= to),
    }
}
