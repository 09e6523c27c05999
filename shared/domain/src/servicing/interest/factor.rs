//! Interest of one unit of the currency over a part of a period.
//!
//! With an annual rate `R`: `R * days / days of the year` where days are counted, `R * every / 12` (months) or
//! `R * every / 52` (weeks) where whole periods are, and months of 30 days where the day count says so, in proportion
//! to the days that a part has of its period.

use chrono::{Datelike, Months, NaiveDate};
use rust_decimal::Decimal;

use super::period::days;
use super::settings::PlanSettings;
use crate::servicing::due_dates::{PeriodUnit, RepaymentPeriod};
use crate::servicing::terms::{DayCount, InterestCalculation, LeapDay};

/// What a factor is computed for: a part of a period, in its loan.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span {
    /// The day after which the part begins.
    pub from: NaiveDate,
    /// Its last day.
    pub to: NaiveDate,
    /// The day after which the period begins.
    pub period_from: NaiveDate,
    /// The day on which it is due.
    pub period_due: NaiveDate,
}

/// How the length of a period is measured in months of 30 days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Length {
    /// As the regular one, whatever its days: for the level installment.
    Regular,
    /// As its dates say, counted from the start of the loan: for the interest that is due.
    Dated(NaiveDate),
}

/// Interest of one unit of the currency over a span, at an annual rate in percent.
pub(super) fn factor(settings: &PlanSettings, annual_rate: Decimal, span: Span, length: Length) -> Decimal {
    let round = |value| settings.rounding.intermediate(value);
    let rate = round(annual_rate / Decimal::ONE_HUNDRED);
    let period_days = days(span.period_from, span.period_due);
    if period_days.is_zero() {
        return Decimal::ZERO;
    }
    let span_days = days(span.from, span.to);
    if let Some(a_year) = whole_periods_a_year(settings) {
        let fraction = round(Decimal::from(settings.period.every) / a_year);
        return scaled(settings, round(round(round(rate * fraction) * span_days) / period_days));
    }
    if crosses_year(settings, span) {
        return scaled(settings, round(rate * year_fractions(settings, span.from, span.to)));
    }
    let year = year_days(settings, span);
    let value = match month_days(settings.day_count) {
        None => round(rate * round(span_days / year)),
        Some(month) => {
            let periods = match length {
                Length::Regular => Decimal::from(settings.period.every),
                Length::Dated(start) => length_in_units(settings, start, span),
            };
            let unit = unit_days(settings.period.unit, month);
            let fraction = round(round(unit * periods) / year);
            round(round(round(rate * fraction) * span_days) / period_days)
        }
    };
    scaled(settings, value)
}

/// A factor has no more decimals than an intermediate value has digits.
fn scaled(settings: &PlanSettings, value: Decimal) -> Decimal {
    match settings.rounding.precision {
        Some(digits) => value.round_dp_with_strategy(digits, settings.rounding.mode.strategy()),
        None => value,
    }
}

/// How many of the period's units a year has where whole periods bear interest.
fn whole_periods_a_year(settings: &PlanSettings) -> Option<Decimal> {
    match (settings.calculation, settings.period.unit) {
        (InterestCalculation::SameAsRepaymentPeriod, PeriodUnit::Months) => Some(Decimal::from(12)),
        (InterestCalculation::SameAsRepaymentPeriod, PeriodUnit::Weeks) => Some(Decimal::from(52)),
        (InterestCalculation::SameAsRepaymentPeriod, PeriodUnit::Years) => Some(Decimal::ONE),
        _ => None,
    }
}

/// Days of a month, where it always has the same.
fn month_days(day_count: DayCount) -> Option<Decimal> {
    match day_count {
        DayCount::Thirty360 | DayCount::Thirty364 | DayCount::Thirty365 | DayCount::ThirtyActual => {
            Some(Decimal::from(30))
        }
        DayCount::ActualActual | DayCount::Actual360 | DayCount::Actual364 | DayCount::Actual365 => None,
    }
}

fn unit_days(unit: PeriodUnit, month: Decimal) -> Decimal {
    match unit {
        PeriodUnit::Days => Decimal::ONE,
        PeriodUnit::Weeks => Decimal::from(7),
        PeriodUnit::Months => month,
        PeriodUnit::Years => month * Decimal::from(12),
    }
}

/// Days of the year in which a span begins.
fn year_days(settings: &PlanSettings, span: Span) -> Decimal {
    match settings.day_count {
        DayCount::Actual360 | DayCount::Thirty360 => Decimal::from(360),
        DayCount::Actual364 | DayCount::Thirty364 => Decimal::from(364),
        DayCount::Actual365 | DayCount::Thirty365 => Decimal::from(365),
        DayCount::ActualActual | DayCount::ThirtyActual => {
            let leap = match settings.leap_day {
                LeapDay::WholeYear => span.from.leap_year(),
                LeapDay::PeriodOnly => span.from.leap_year() && has_leap_day(span),
            };
            Decimal::from(if leap { 366 } else { 365 })
        }
    }
}

/// Whether a 29 February lies after the first day of the period, up to its due date.
fn has_leap_day(span: Span) -> bool {
    (span.period_from.year()..=span.period_due.year())
        .filter_map(|year| NaiveDate::from_ymd_opt(year, 2, 29))
        .any(|day| day > span.period_from && day <= span.period_due)
}

/// Whether the days of a span belong to years whose lengths have to be told apart.
fn crosses_year(settings: &PlanSettings, span: Span) -> bool {
    matches!(settings.day_count, DayCount::ActualActual | DayCount::ThirtyActual)
        && span.to.year() > span.from.year()
        && (settings.leap_day == LeapDay::WholeYear || has_leap_day(span))
}

/// The sum of the parts that days have of their years. 31 December belongs to the year that follows, unless the day of
/// disbursement bears interest.
fn year_fractions(settings: &PlanSettings, from: NaiveDate, to: NaiveDate) -> Decimal {
    let round = |value| settings.rounding.intermediate(value);
    let mut sum = Decimal::ZERO;
    let mut start = from;
    for year in from.year()..=to.year() {
        let end = if year == to.year() { Some(to) } else { end_of_year(settings, year) };
        let Some(end) = end else { break };
        let length = Decimal::from(if leap(year) { 366 } else { 365 });
        sum = round(sum + round(days(start, end) / length));
        start = end;
    }
    sum
}

fn leap(year: i32) -> bool {
    NaiveDate::from_ymd_opt(year, 2, 29).is_some()
}

fn end_of_year(settings: &PlanSettings, year: i32) -> Option<NaiveDate> {
    if settings.first_day_counts {
        NaiveDate::from_ymd_opt(year.checked_add(1)?, 1, 1)
    } else {
        NaiveDate::from_ymd_opt(year, 12, 31)
    }
}

/// The length of a period in units of the repayment period: whole ones counted from the start of the loan, and the part
/// of one that its last days are.
fn length_in_units(settings: &PlanSettings, start: NaiveDate, span: Span) -> Decimal {
    let unit = settings.period.unit;
    let regular = Decimal::from(settings.period.every);
    if settings.period.after(span.period_from, 1) == Some(span.period_due) {
        return regular;
    }
    let seed = if is_regular(settings.period, start, span) { start } else { span.period_from };
    let before = units_between(unit, seed, span.period_from);
    let mut count = 0_u32;
    loop {
        let Some(next) = plus(unit, seed, before.saturating_add(count).saturating_add(1)) else { return regular };
        if next == span.period_due {
            return Decimal::from(count.saturating_add(1));
        }
        if next > span.period_due {
            let Some(whole) = plus(unit, seed, before.saturating_add(count)) else { return regular };
            let part = days(whole, span.period_due) / days(whole, next);
            return settings.rounding.intermediate(part) + Decimal::from(count);
        }
        count = count.saturating_add(1);
    }
}

/// Whether a period begins and ends where one counted from the start of the loan does.
fn is_regular(period: RepaymentPeriod, start: NaiveDate, span: Span) -> bool {
    let mut count = 1_u32;
    loop {
        let Some(date) = plus(period.unit, start, count) else { return false };
        if date >= span.period_due {
            let begins = minus(period.unit, date, period.every);
            return date == span.period_due && begins == Some(span.period_from);
        }
        count = count.saturating_add(1);
    }
}

/// Whole units from the seed to a date; the last day of a month counts as the seed's day where the month has no such.
fn units_between(unit: PeriodUnit, seed: NaiveDate, date: NaiveDate) -> u32 {
    let passed = date.signed_duration_since(seed).num_days();
    let whole = match unit {
        PeriodUnit::Days => passed,
        PeriodUnit::Weeks => passed / 7,
        PeriodUnit::Months => i64::from(months_between(seed, date)),
        PeriodUnit::Years => i64::from(months_between(seed, date) / 12),
    };
    u32::try_from(whole).unwrap_or(0)
}

fn months_between(seed: NaiveDate, date: NaiveDate) -> i32 {
    let months = (date.year() - seed.year()) * 12 + date.month0().cast_signed() - seed.month0().cast_signed();
    let last_day = date.succ_opt().is_some_and(|next| next.month() != date.month());
    if date.day() >= seed.day() || last_day { months } else { months - 1 }
}

fn plus(unit: PeriodUnit, date: NaiveDate, count: u32) -> Option<NaiveDate> {
    RepaymentPeriod { every: 1, unit }.after(date, count)
}

pub(super) fn minus(unit: PeriodUnit, date: NaiveDate, count: u32) -> Option<NaiveDate> {
    match unit {
        PeriodUnit::Days => date.checked_sub_days(chrono::Days::new(u64::from(count))),
        PeriodUnit::Weeks => date.checked_sub_days(chrono::Days::new(u64::from(count).checked_mul(7)?)),
        PeriodUnit::Months => date.checked_sub_months(Months::new(count)),
        PeriodUnit::Years => date.checked_sub_months(Months::new(count.checked_mul(12)?)),
    }
}
