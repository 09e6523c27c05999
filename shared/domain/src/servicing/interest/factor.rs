//! Interest of one unit of the currency over a part of a period.
//!
//! With an annual rate `R`: `R * days / days of the year` where days are counted, `R * every / 12` (months) or
//! `R * every / 52` (weeks) where whole periods are, and months of 30 days where the day count says so, in proportion
//! to the days that a part has of its period.

use chrono::{Datelike, Months, NaiveDate};
use rust_decimal::Decimal;

use super::digits::{product, quotient};
use super::period::{days, days_between};
use super::settings::PlanSettings;
use super::unit_interest::UnitInterest;
use crate::servicing::amounts::same;
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

/// What a factor depends on, for a span that lies in one year.
///
/// What tells most of them apart comes first.
#[derive(Debug, Clone, Copy)]
struct Key {
    period_days: i64,
    span_days: i64,
    year: u32,
    rate: Decimal,
    /// Units of the repayment period that the period has, where months always have the same days.
    units: Option<Decimal>,
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        let units = match (self.units, other.units) {
            (Some(one), Some(other)) => same(one, other),
            (None, None) => true,
            _ => false,
        };
        let days = (self.period_days, self.span_days, self.year) == (other.period_days, other.span_days, other.year);
        days && units && same(self.rate, other.rate)
    }
}

/// Factors that were computed lately: periods of as many days have the same ones.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Factors {
    recent: Vec<(Key, UnitInterest)>,
}

impl Factors {
    /// As many as the lengths of months in common years and leap years make, and parts of them.
    const KEPT: usize = 16;

    /// Interest of one unit of the currency over a span, at an annual rate in percent.
    pub(super) fn factor(
        &mut self,
        settings: &PlanSettings,
        annual_rate: Decimal,
        span: Span,
        length: Length,
    ) -> UnitInterest {
        let period_days = days_between(span.period_from, span.period_due);
        if period_days == 0 {
            return UnitInterest::NONE;
        }
        let whole_periods = whole_periods_a_year(settings).is_some();
        if !whole_periods && crosses_year(settings, span) {
            let rate = rate_of(settings, annual_rate);
            let years = year_fractions(settings, span.from, span.to);
            return UnitInterest::new(scaled(settings, product(&settings.rounding, rate, years)));
        }
        let units = units(settings, span, length);
        let is_period = (span.from, span.to) == (span.period_from, span.period_due);
        let key = Key {
            period_days,
            span_days: if is_period { period_days } else { days_between(span.from, span.to) },
            rate: annual_rate,
            year: if whole_periods { 0 } else { year_days(settings, span) },
            units,
        };
        if let Some((_, factor)) = self.recent.iter().rev().find(|(known, _)| *known == key) {
            return *factor;
        }
        let factor = UnitInterest::new(of_key(settings, &key));
        if self.recent.len() >= Self::KEPT {
            self.recent.clear();
        }
        self.recent.push((key, factor));
        factor
    }
}

/// Units of the repayment period that a period has, where months always have the same days.
fn units(settings: &PlanSettings, span: Span, length: Length) -> Option<Decimal> {
    if counts_days(settings) {
        return None;
    }
    Some(match length {
        Length::Regular => Decimal::from(settings.period.every),
        Length::Dated(start) => length_in_units(settings, start, span),
    })
}

/// Whether the length of a period in months of 30 days makes no difference, as its days are counted.
pub(super) fn counts_days(settings: &PlanSettings) -> bool {
    whole_periods_a_year(settings).is_some() || month_days(settings.day_count).is_none()
}

fn rate_of(settings: &PlanSettings, annual_rate: Decimal) -> Decimal {
    settings.rounding.intermediate(annual_rate / Decimal::ONE_HUNDRED)
}

fn of_key(settings: &PlanSettings, key: &Key) -> Decimal {
    let rounding = &settings.rounding;
    let over = |value, by: u32| quotient(rounding, value, by);
    let times = |a, b| product(rounding, a, b);
    let rate = rate_of(settings, key.rate);
    let (span_days, period_days) = (Decimal::from(key.span_days), u32::try_from(key.period_days).unwrap_or(u32::MAX));
    let part_of_period = |whole| over(times(whole, span_days), period_days);
    if let Some(a_year) = whole_periods_a_year(settings) {
        let fraction = over(Decimal::from(settings.period.every), a_year);
        return scaled(settings, part_of_period(times(rate, fraction)));
    }
    let value = match (month_days(settings.day_count), key.units) {
        (Some(month), Some(units)) => {
            let fraction = over(times(unit_days(settings.period.unit, month), units), key.year);
            part_of_period(times(rate, fraction))
        }
        _ => times(rate, over(span_days, key.year)),
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
pub(super) fn whole_periods_a_year(settings: &PlanSettings) -> Option<u32> {
    match (settings.calculation, settings.period.unit) {
        (InterestCalculation::SameAsRepaymentPeriod, PeriodUnit::Months) => Some(12),
        (InterestCalculation::SameAsRepaymentPeriod, PeriodUnit::Weeks) => Some(52),
        (InterestCalculation::SameAsRepaymentPeriod, PeriodUnit::Years) => Some(1),
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
fn year_days(settings: &PlanSettings, span: Span) -> u32 {
    match settings.day_count {
        DayCount::Actual360 | DayCount::Thirty360 => 360,
        DayCount::Actual364 | DayCount::Thirty364 => 364,
        DayCount::Actual365 | DayCount::Thirty365 => 365,
        DayCount::ActualActual | DayCount::ThirtyActual => {
            let leap = match settings.leap_day {
                LeapDay::WholeYear => span.from.leap_year(),
                LeapDay::PeriodOnly => span.from.leap_year() && has_leap_day(span),
            };
            if leap { 366 } else { 365 }
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
        let length = if leap(year) { 366 } else { 365 };
        sum = round(sum + quotient(&settings.rounding, days(start, end), length));
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
    if is_same_day_months_later(settings.period, span)
        || settings.period.after(span.period_from, 1) == Some(span.period_due)
        || is_between_fixed_days(settings, span)
    {
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
            let length = u32::try_from(days_between(whole, next)).unwrap_or(u32::MAX);
            return quotient(&settings.rounding, days(whole, span.period_due), length) + Decimal::from(count);
        }
        count = count.saturating_add(1);
    }
}

/// Whether a period is as many months as each has, from a day of one month to the same day of another: there it need not be
/// found out what the last day of a month is.
fn is_same_day_months_later(period: RepaymentPeriod, span: Span) -> bool {
    period.unit == PeriodUnit::Months
        && span.period_from.day() == span.period_due.day()
        && u32::try_from(months_apart(span.period_from, span.period_due)) == Ok(period.every)
}

/// Whether a period reaches from one fixed day of the month to the next: it is a whole one from the end of a month that
/// does not have the day, too.
fn is_between_fixed_days(settings: &PlanSettings, span: Span) -> bool {
    let PlanSettings { on_fixed_day, period, .. } = settings;
    *on_fixed_day && minus(period.unit, span.period_due, period.every) == Some(span.period_from)
}

/// Whether a period begins and ends where one counted from the start of the loan does.
fn is_regular(period: RepaymentPeriod, start: NaiveDate, span: Span) -> bool {
    let passed = days_between(start, span.period_due);
    let months = i64::from(months_apart(start, span.period_due));
    // So many units after the start is the first date that is not before the due date, if it is one.
    let count = match period.unit {
        PeriodUnit::Days => passed,
        PeriodUnit::Weeks => passed / 7,
        PeriodUnit::Months => months,
        PeriodUnit::Years => months / 12,
    };
    let Some(count) = u32::try_from(count).ok().filter(|count| *count > 0) else { return false };
    plus(period.unit, start, count) == Some(span.period_due)
        && minus(period.unit, span.period_due, period.every) == Some(span.period_from)
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
    let months = months_apart(seed, date);
    let last_day = date.succ_opt().is_some_and(|next| next.month() != date.month());
    if date.day() >= seed.day() || last_day { months } else { months - 1 }
}

/// Months from that of one date to that of another.
fn months_apart(from: NaiveDate, to: NaiveDate) -> i32 {
    (to.year() - from.year()) * 12 + to.month0().cast_signed() - from.month0().cast_signed()
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
