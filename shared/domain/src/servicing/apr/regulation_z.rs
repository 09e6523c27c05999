//! The actuarial method on dates: the unit-period is found as 12 CFR part 1026, appendix J, (b)(2) to (b)(5) says.

use std::{cmp::Reverse, collections::BTreeMap};

use chrono::{Datelike, NaiveDate};

use super::actuarial::{self, Flow};
use super::unit_period::{MONTH_DAYS, UnitPeriod, day_in_series, days_between, nearest_standard, whole_months};
use super::{Apr, AprError, DatedAmount, MAX_FLOWS};

/// The annual percentage rate of a loan whose finance charge is earned from `start`: the day of consummation, or a
/// later one that the charge begins on.
pub fn rate(start: NaiveDate, advances: &[DatedAmount], payments: &[DatedAmount]) -> Result<Apr, AprError> {
    let unit = unit_period(start, advances, payments)?;
    actuarial::rate(&placed(start, advances, unit)?, &placed(start, payments, unit)?, unit.per_year())
}

/// The unit-period of such a loan: the period between advances or between payments that occurs most often, the shorter
/// of two that do; without one, the average period. For one advance and one payment it is the term, up to a year.
pub fn unit_period(
    start: NaiveDate,
    advances: &[DatedAmount],
    payments: &[DatedAmount],
) -> Result<UnitPeriod, AprError> {
    if advances.len().saturating_add(payments.len()) > MAX_FLOWS {
        return Err(AprError::TooManyFlows);
    }
    let (drawn, paid) = (dates(advances), dates(payments));
    if drawn.iter().chain(&paid).any(|date| *date < start) {
        return Err(AprError::BeforeStart);
    }
    if let ([advance], [payment]) = (drawn.as_slice(), paid.as_slice())
        && *advance == start
    {
        return term(start, *payment);
    }
    let mut periods = periods(start, &drawn);
    periods.extend(self::periods(start, &paid));
    Ok(common(&periods).unwrap_or_else(|| average(&periods)))
}

/// A period, as it is told apart from others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Length {
    Months(u32),
    Semimonth,
    Days(u32),
}

impl Length {
    fn days(self) -> u32 {
        match self {
            Self::Months(months) => months.saturating_mul(MONTH_DAYS),
            Self::Semimonth => UnitPeriod::Semimonth.days(),
            Self::Days(days) => days,
        }
    }

    fn unit_period(self) -> UnitPeriod {
        match self {
            Self::Months(months @ 1..12) => UnitPeriod::Months(months),
            Self::Months(_) => UnitPeriod::Year,
            Self::Semimonth => UnitPeriod::Semimonth,
            Self::Days(days) => nearest_standard(u64::from(days), 1),
        }
    }
}

/// A period between two dates. One of 28 days may be a month too: which one it is, the other periods show.
#[derive(Debug, Clone, Copy)]
struct Period {
    days: u32,
    months: Option<u32>,
    is_semimonth: bool,
}

impl Period {
    fn lengths(self) -> impl Iterator<Item = Length> {
        let semimonth = self.is_semimonth.then_some(Length::Semimonth);
        self.months.map(Length::Months).into_iter().chain(semimonth).chain([Length::Days(self.days)])
    }
}

/// The periods from the start to the first date, and from each date to the next.
fn periods(start: NaiveDate, dates: &[NaiveDate]) -> Vec<Period> {
    let mut points = vec![start];
    points.extend(dates.iter().copied().filter(|date| *date > start));
    let is_month = |from: Option<&NaiveDate>, to: Option<&NaiveDate>| {
        from.zip(to).is_some_and(|(from, to)| whole_months(*from, *to) == Some(1))
    };
    let between = points.iter().zip(points.iter().skip(1)).enumerate().filter_map(|(at, (from, to))| {
        let days = days_between(*from, *to)?;
        let before = at.checked_sub(1).and_then(|before| points.get(before));
        let after = at.checked_add(2).and_then(|after| points.get(after));
        let is_semimonth = (13..=18).contains(&days) && (is_month(before, Some(to)) || is_month(Some(from), after));
        Some(Period { days, months: whole_months(*from, *to).filter(|months| *months > 0), is_semimonth })
    });
    between.collect()
}

/// Appendix J, (b)(4)(i)(A) and (ii): the most frequent of the periods that occur more than once.
fn common(periods: &[Period]) -> Option<UnitPeriod> {
    let mut counts = BTreeMap::<Length, usize>::new();
    for length in periods.iter().flat_map(|period| period.lengths()) {
        let count = counts.entry(length).or_default();
        *count = count.saturating_add(1);
    }
    let often = counts.into_iter().filter(|(_, count)| *count > 1);
    often.max_by_key(|(length, count)| (*count, Reverse(length.days()))).map(|(length, _)| length.unit_period())
}

/// Appendix J, (b)(4)(i)(B): the average of all periods, in months where all are whole months.
fn average(periods: &[Period]) -> UnitPeriod {
    let count = u32::try_from(periods.len()).unwrap_or(u32::MAX);
    if let Some(months) = periods.iter().map(|period| period.months).sum::<Option<u32>>()
        && let Some(average) = rounded(months, count)
    {
        return Length::Months(average).unit_period();
    }
    let days = periods.iter().map(|period| u64::from(period.days)).sum();
    nearest_standard(days, u64::from(count))
}

/// The whole number nearest to a quotient, the lower of two as near.
fn rounded(number: u32, count: u32) -> Option<u32> {
    let doubled = number.checked_mul(2)?.checked_add(count)?.checked_sub(1)?;
    doubled.checked_div(count.checked_mul(2)?)
}

/// Appendix J, (b)(4)(iii), (b)(5)(vi) and (vii): a loan with one advance and one payment.
fn term(start: NaiveDate, payment: NaiveDate) -> Result<UnitPeriod, AprError> {
    let days = days_between(start, payment).ok_or(AprError::BeforeStart)?;
    let is_year = start.checked_add_months(chrono::Months::new(12)).is_none_or(|year| payment >= year);
    Ok(match whole_months(start, payment) {
        _ if days == 0 => UnitPeriod::Day,
        _ if is_year => UnitPeriod::Year,
        Some(months) if months > 0 => UnitPeriod::TermMonths(months),
        _ => UnitPeriod::TermDays(days),
    })
}

/// The flows in unit-periods from the start.
fn placed(start: NaiveDate, flows: &[DatedAmount], unit: UnitPeriod) -> Result<Vec<Flow>, AprError> {
    let latest_day = flows.iter().map(|flow| flow.date.day()).max().unwrap_or_default();
    let place = |flow: &DatedAmount| {
        let day = day_in_series(flow.date, latest_day);
        let (unit_periods, fraction) = unit.between(start, flow.date, day).ok_or(AprError::BeforeStart)?;
        Ok(Flow { unit_periods, fraction, amount: flow.amount })
    };
    flows.iter().filter(|flow| !flow.amount.is_zero()).map(place).collect()
}

/// The days on which money moves, in order, each once.
fn dates(flows: &[DatedAmount]) -> Vec<NaiveDate> {
    let mut dates: Vec<_> = flows.iter().filter(|flow| !flow.amount.is_zero()).map(|flow| flow.date).collect();
    dates.sort_unstable();
    dates.dedup();
    dates
}
