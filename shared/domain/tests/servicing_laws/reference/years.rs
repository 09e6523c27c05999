//! How long a time is for interest, in years.

use chrono::{Datelike, NaiveDate};
use domain::servicing::due_dates::PeriodUnit;
use domain::servicing::terms::{DayCount, InterestCalculation, LeapDay, Terms};
use rust_decimal::Decimal;

use super::Period;
use super::calendar::days;

/// From a day of a period to its end.
pub fn to_end(terms: &Terms, from: NaiveDate, period: Period) -> Decimal {
    let part = days(from, period.due) / days(period.from, period.due);
    match whole_period(terms) {
        Some(years) => years * part,
        None => by_day_count(terms, from, period, nominal_days(terms) * part),
    }
}

/// A period of regular length, as older systems count: a year has 360 days where each month has 30, and otherwise 365.
pub fn regular(terms: &Terms) -> Decimal {
    let year = if terms.interest.day_count == DayCount::Thirty360 { 360 } else { 365 };
    whole_period(terms).unwrap_or_else(|| nominal_days(terms) / Decimal::from(year))
}

/// A period, where whole ones are counted.
fn whole_period(terms: &Terms) -> Option<Decimal> {
    let every = Decimal::from(terms.schedule.period.every);
    if terms.interest.calculation != InterestCalculation::SameAsRepaymentPeriod {
        return None;
    }
    match terms.schedule.period.unit {
        PeriodUnit::Days => None,
        PeriodUnit::Weeks => Some(every / Decimal::from(52)),
        PeriodUnit::Months => Some(every / Decimal::from(12)),
        PeriodUnit::Years => Some(every),
    }
}

/// Days of a period where each month has 30.
fn nominal_days(terms: &Terms) -> Decimal {
    let of_unit = match terms.schedule.period.unit {
        PeriodUnit::Days => 1,
        PeriodUnit::Weeks => 7,
        PeriodUnit::Months => 30,
        PeriodUnit::Years => 360,
    };
    Decimal::from(terms.schedule.period.every) * Decimal::from(of_unit)
}

fn by_day_count(terms: &Terms, from: NaiveDate, period: Period, nominal: Decimal) -> Decimal {
    let actual = days(from, period.due);
    match terms.interest.day_count {
        DayCount::Actual360 => actual / Decimal::from(360),
        DayCount::Actual364 => actual / Decimal::from(364),
        DayCount::Actual365 => actual / Decimal::from(365),
        DayCount::Thirty360 => nominal / Decimal::from(360),
        DayCount::Thirty364 => nominal / Decimal::from(364),
        DayCount::Thirty365 => nominal / Decimal::from(365),
        DayCount::ActualActual | DayCount::ThirtyActual => by_calendar(terms, from, period),
    }
}

/// Day by day: each is a part of the year that it lies in, or that the day before it lies in.
fn by_calendar(terms: &Terms, from: NaiveDate, period: Period) -> Decimal {
    if terms.interest.leap_day == LeapDay::PeriodOnly && !has_leap_day(period) {
        return days(from, period.due) / Decimal::from(365);
    }
    let mut of_leap_years = 0;
    let mut of_others = 0;
    for day in from.iter_days().skip(1).take_while(|day| *day <= period.due) {
        let of_year = if terms.interest.first_day_counts { day.pred_opt().expect("a day") } else { day };
        if of_year.leap_year() { of_leap_years += 1 } else { of_others += 1 }
    }
    Decimal::from(of_leap_years) / Decimal::from(366) + Decimal::from(of_others) / Decimal::from(365)
}

fn has_leap_day(period: Period) -> bool {
    let days = period.from.iter_days().skip(1).take_while(|day| *day <= period.due);
    days.into_iter().any(|day| (day.month(), day.day()) == (2, 29))
}
