//! Due dates: counted from one day each time, so that a short month moves only its own.

use chrono::{Datelike, Days, NaiveDate};
use domain::servicing::due_dates::PeriodUnit;
use domain::servicing::terms::Terms;
use rust_decimal::Decimal;

/// The due dates of a loan that is paid out on the expected day.
pub fn due_dates(terms: &Terms) -> Vec<NaiveDate> {
    let schedule = &terms.schedule;
    let start = terms.expected_disbursement;
    let (seed, day, begins) = match schedule.first_due {
        None => (start, start.day(), 1),
        // Where the first due date is the end of a short month, the day of the month is that of the start.
        Some(first) if is_last_of_month(first) => (first, first.day().max(start.day()), 0),
        Some(first) => (first, first.day(), 0),
    };
    (begins..begins + schedule.installments)
        .map(|count| match schedule.period.unit {
            _ if count == 0 => seed,
            PeriodUnit::Days => seed + Days::new(u64::from(schedule.period.every * count)),
            PeriodUnit::Weeks => seed + Days::new(u64::from(schedule.period.every * count * 7)),
            PeriodUnit::Months => months_later(seed, schedule.period.every * count, day),
            PeriodUnit::Years => months_later(seed, schedule.period.every * count * 12, day),
        })
        .collect()
}

/// A day of a later month, or the last one of a month that is too short for it.
fn months_later(date: NaiveDate, months: u32, day: u32) -> NaiveDate {
    let months = date.month0() + months;
    let year = date.year() + i32::try_from(months / 12).expect("few years");
    let month = months % 12 + 1;
    let days = (28..=day.max(28)).rev().chain([day]);
    days.filter(|it| *it <= day).find_map(|day| NaiveDate::from_ymd_opt(year, month, day)).expect("a day")
}

fn is_last_of_month(date: NaiveDate) -> bool {
    date.succ_opt().is_some_and(|next| next.day() == 1)
}

/// Units of a repayment period in a year.
pub fn units_a_year(unit: PeriodUnit) -> Decimal {
    Decimal::from(match unit {
        PeriodUnit::Days => 365,
        PeriodUnit::Weeks => 52,
        PeriodUnit::Months => 12,
        PeriodUnit::Years => 1,
    })
}

/// Days after one date up to another.
pub fn days(from: NaiveDate, to: NaiveDate) -> Decimal {
    Decimal::from((to - from).num_days())
}
