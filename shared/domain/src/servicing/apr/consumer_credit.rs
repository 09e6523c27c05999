//! The annual percentage rate of charge of the European Union: Directive 2008/48/EC, annex I, as amended by 2011/90/EU.

use chrono::{Datelike, Days, Months, NaiveDate};
use rust_decimal::Decimal;

use super::actuarial::{self, Flow};
use super::equation::power;
use super::unit_period::{MonthsBack, day_in_series, days_between};
use super::{Apr, AprError, DatedAmount};

/// What the time between the first drawdown and a flow is expressed in, as a part of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Intervals {
    /// Days; a year has 365.
    Days,
    /// Weeks, of which a year has 52, and days before them.
    Weeks,
    /// Months, of which a year has 12, all equal, and days before them.
    Months,
}

/// What time is counted in: parts of a year so small that a week or a month, and a day of either kind of year, are
/// whole numbers of them. Powers then stay whole.
struct Scale {
    /// Parts of a year.
    year: u32,
    /// Parts of a day, where a year has 365.
    day: u32,
    /// Parts of a day, where a year has 366.
    leap_year_day: u32,
    /// Parts of a week or a month, or of a day where only days are counted.
    interval: u32,
}

impl Intervals {
    fn scale(self) -> Scale {
        let (year, intervals) = match self {
            Self::Days => (365, 365),
            Self::Weeks => (3_473_340, 52),
            Self::Months => (267_180, 12),
        };
        let [day, leap_year_day, interval] = [365, 366, intervals].map(|parts: u32| year / parts);
        Scale { year, day, leap_year_day, interval }
    }
}

/// The rate `X` for which `sum C / (1 + X)^t = sum D / (1 + X)^s` over the drawdowns `C` and the payments `D`, with
/// `t` and `s` in years from the first drawdown. It compounds: `unit_rate` is that of the longest part of a year that
/// all intervals are whole numbers of, and `percent` comes from its power, not from its multiple.
pub fn rate(advances: &[DatedAmount], payments: &[DatedAmount], intervals: Intervals) -> Result<Apr, AprError> {
    let start = advances.iter().filter(|flow| !flow.amount.is_zero()).map(|flow| flow.date).min();
    let start = start.ok_or(AprError::NoAdvance)?;
    let scale = intervals.scale();
    let mut advances = placed(start, advances, intervals, &scale)?;
    let mut payments = placed(start, payments, intervals, &scale)?;
    let moments = advances.iter().chain(&payments).map(|flow| flow.unit_periods);
    let common = moments.fold(scale.year, greatest_common_divisor);
    for flow in advances.iter_mut().chain(&mut payments) {
        flow.unit_periods /= common;
    }
    let units = scale.year / common;
    let unit_rate = actuarial::unit_rate(&advances, &payments)?;
    let percent = yearly(unit_rate, units).ok_or(AprError::OutOfRange)?;
    Ok(Apr { percent, unit_rate, unit_periods_per_year: Decimal::from(units) })
}

fn yearly(unit_rate: Decimal, units: u32) -> Option<Decimal> {
    let grown = power(Decimal::ONE.checked_add(unit_rate)?, units, Decimal::MAX_SCALE)?;
    grown.checked_sub(Decimal::ONE)?.checked_mul(Decimal::ONE_HUNDRED)
}

fn placed(start: NaiveDate, flows: &[DatedAmount], intervals: Intervals, scale: &Scale) -> Result<Vec<Flow>, AprError> {
    let latest_day = flows.iter().map(|flow| flow.date.day()).max().unwrap_or_default();
    let place = |flow: &DatedAmount| {
        if flow.date < start {
            return Err(AprError::BeforeStart);
        }
        let day = day_in_series(flow.date, latest_day);
        let unit_periods = parts(start, flow.date, day, intervals, scale).ok_or(AprError::OutOfRange)?;
        Ok(Flow { unit_periods, fraction: Decimal::ZERO, amount: flow.amount })
    };
    flows.iter().filter(|flow| !flow.amount.is_zero()).map(place).collect()
}

/// The parts of a year from `start` to `date`: whole weeks or months counted back from `date`, then days.
fn parts(start: NaiveDate, date: NaiveDate, day: u32, intervals: Intervals, scale: &Scale) -> Option<u32> {
    let days = days_between(start, date)?;
    let (whole, odd_days) = match intervals {
        Intervals::Days => (days, 0),
        Intervals::Weeks => (days / 7, days % 7),
        Intervals::Months => {
            let back = MonthsBack::count(start, date, day)?;
            (back.months, back.odd_days)
        }
    };
    let odd_end = start.checked_add_days(Days::new(u64::from(odd_days)))?;
    let day_parts = if ends_leap_year(odd_end)? { scale.leap_year_day } else { scale.day };
    whole.checked_mul(scale.interval)?.checked_add(odd_days.checked_mul(day_parts)?)
}

/// Whether the complete year back from a day has 366 days.
fn ends_leap_year(day: NaiveDate) -> Option<bool> {
    Some(days_between(day.checked_sub_months(Months::new(12))?, day)? == 366)
}

fn greatest_common_divisor(one: u32, other: u32) -> u32 {
    let (mut one, mut other) = (one, other);
    while other > 0 {
        (one, other) = (other, one % other);
    }
    one
}
