//! How much interest a unit of the currency bears, as older systems count it.
//!
//! With an annual rate `R`: `R / 12 * months` where periods are counted, `R / 365 * days` where days are (360 or 364 where
//! the day count says so; "actual" is 365 in every year), and `R / 360 * 30 * months` with months of 30 days.

use chrono::{Datelike, Months, NaiveDate};
use rust_decimal::Decimal;

use crate::servicing::due_dates::PeriodUnit;
use crate::servicing::replay::ReplayError;
use crate::servicing::rounding::Rounding;
use crate::servicing::terms::{DayCount, InterestCalculation, RatePeriod, Terms};

/// The rate of a loan and how its time is counted.
#[derive(Debug, Clone)]
pub(super) struct Rates {
    /// Percent a year.
    pub annual: Decimal,
    unit: PeriodUnit,
    every: Decimal,
    calculation: InterestCalculation,
    day_count: DayCount,
    partial_periods: bool,
    /// The day of the month that due dates keep where a month has it.
    anchor_day: u32,
    rounding: Rounding,
}

impl Rates {
    /// The rates of terms whose due dates are counted from a day.
    pub fn new(terms: &Terms, seed: NaiveDate) -> Self {
        Self {
            annual: annual_rate(terms),
            unit: terms.schedule.period.unit,
            every: Decimal::from(terms.schedule.period.every),
            calculation: terms.interest.calculation,
            day_count: terms.interest.day_count,
            partial_periods: terms.interest.partial_periods,
            anchor_day: seed.day(),
            rounding: terms.rounding,
        }
    }

    /// Whether interest follows the days or parts of periods that a balance stood.
    pub fn is_prorated(&self) -> bool {
        self.calculation == InterestCalculation::Daily || self.partial_periods
    }

    /// Interest of one unit of the currency from one day to another.
    pub fn between(&self, from: NaiveDate, to: NaiveDate) -> Result<Decimal, ReplayError> {
        let periods = match self.calculation {
            InterestCalculation::SameAsRepaymentPeriod if !self.partial_periods => self.every,
            InterestCalculation::SameAsRepaymentPeriod => self.periods(from, to)?,
            InterestCalculation::Daily => self.days(from, to)?,
        };
        Ok(self.of_periods(periods))
    }

    /// Interest of one unit of the currency over a regular period, as the level installment counts it: months have 30
    /// days, years 365.
    pub fn regular(&self) -> Decimal {
        let days = match self.unit {
            _ if self.calculation == InterestCalculation::SameAsRepaymentPeriod => 1,
            PeriodUnit::Days => 1,
            PeriodUnit::Weeks => 7,
            PeriodUnit::Months => 30,
            PeriodUnit::Years => 365,
        };
        self.of_periods(self.every * Decimal::from(days))
    }

    /// Interest of one unit of the currency over the whole term, for flat interest.
    pub fn over_term(&self, from: NaiveDate, end: NaiveDate, installments: u32) -> Result<Decimal, ReplayError> {
        let periods = match self.calculation {
            InterestCalculation::Daily => days_between(from, end),
            InterestCalculation::SameAsRepaymentPeriod if self.partial_periods => self.periods(from, end)?,
            InterestCalculation::SameAsRepaymentPeriod => self.every * Decimal::from(installments),
        };
        Ok(self.of_one_period() * periods)
    }

    /// Interest of one unit of the currency over a day, where days are counted, or a unit of the repayment period.
    fn of_one_period(&self) -> Decimal {
        let of_period = self.rounding.intermediate(self.annual / self.periods_a_year());
        self.rounding.intermediate(of_period / Decimal::ONE_HUNDRED)
    }

    /// The same over several of them. That of days is rounded once more: 30 days of a day's share are a month's then.
    fn of_periods(&self, periods: Decimal) -> Decimal {
        let exact = self.of_one_period() * periods;
        if self.calculation == InterestCalculation::Daily { self.rounding.intermediate(exact) } else { exact }
    }

    fn periods_a_year(&self) -> Decimal {
        let periods = match (self.calculation, self.unit) {
            (InterestCalculation::Daily, _) | (_, PeriodUnit::Days) => days_of_year(self.day_count),
            (_, PeriodUnit::Weeks) => 52,
            (_, PeriodUnit::Months) => 12,
            (_, PeriodUnit::Years) => 1,
        };
        Decimal::from(periods)
    }

    fn days(&self, from: NaiveDate, to: NaiveDate) -> Result<Decimal, ReplayError> {
        match self.unit {
            PeriodUnit::Months if has_months_of_thirty(self.day_count) => {
                Ok(self.rounding.intermediate(self.periods(from, to)? * Decimal::from(30)))
            }
            _ => Ok(days_between(from, to)),
        }
    }

    /// Units of the repayment period from one day to another, a part of one in proportion to its days.
    fn periods(&self, from: NaiveDate, to: NaiveDate) -> Result<Decimal, ReplayError> {
        match self.unit {
            PeriodUnit::Days => Ok(days_between(from, to)),
            PeriodUnit::Weeks => Ok(self.rounding.intermediate(days_between(from, to) / Decimal::from(7))),
            PeriodUnit::Months => self.months(from, to, 1),
            PeriodUnit::Years => self.months(from, to, 12),
        }
    }

    fn months(&self, from: NaiveDate, to: NaiveDate, per_unit: u32) -> Result<Decimal, ReplayError> {
        // The day that due dates keep may lie before the first day, and no days bear nothing.
        if to <= from {
            return Ok(Decimal::ZERO);
        }
        let whole = whole_months(from, to) / i64::from(per_unit);
        let start = self.after(from, whole, per_unit)?;
        let end = self.after(from, whole + 1, per_unit)?;
        let length = days_between(start, end);
        if length.is_zero() {
            return Err(ReplayError::OutOfRange);
        }
        Ok(Decimal::from(whole) + self.rounding.intermediate(days_between(start, to) / length))
    }

    /// So many units of months after a day, on the day of the month that due dates keep.
    fn after(&self, from: NaiveDate, units: i64, per_unit: u32) -> Result<NaiveDate, ReplayError> {
        let months = u32::try_from(units).ok().and_then(|units| units.checked_mul(per_unit));
        let date = months.and_then(|months| from.checked_add_months(Months::new(months)));
        date.map(|date| keep_day(date, self.anchor_day)).ok_or(ReplayError::OutOfRange)
    }
}

/// A date at the end of a month on the day that is kept, or on the month's last day: 28 February after 31 January, and
/// 31 March after that.
pub(super) fn keep_day(date: NaiveDate, day: u32) -> NaiveDate {
    if day <= 28 || date.day() < 28 {
        return date;
    }
    date.with_day(day.min(u32::from(date.num_days_in_month()))).unwrap_or(date)
}

/// Days from one date to another.
pub(super) fn days_between(from: NaiveDate, to: NaiveDate) -> Decimal {
    Decimal::from(to.signed_duration_since(from).num_days())
}

fn whole_months(from: NaiveDate, to: NaiveDate) -> i64 {
    let index = |date: NaiveDate| i64::from(date.year()) * 12 + i64::from(date.month());
    let partial = i64::from(to.day() < from.day());
    (index(to) - index(from) - partial).max(0)
}

fn days_of_year(day_count: DayCount) -> i64 {
    match day_count {
        DayCount::ActualActual | DayCount::Actual365 | DayCount::Thirty365 | DayCount::ThirtyActual => 365,
        DayCount::Actual364 | DayCount::Thirty364 => 364,
        DayCount::Actual360 | DayCount::Thirty360 => 360,
    }
}

fn has_months_of_thirty(day_count: DayCount) -> bool {
    matches!(day_count, DayCount::Thirty360 | DayCount::Thirty364 | DayCount::Thirty365 | DayCount::ThirtyActual)
}

/// Percent a year of a rate that is stated for another period.
fn annual_rate(terms: &Terms) -> Decimal {
    let rate = terms.interest.rate;
    match terms.interest.rate_period {
        RatePeriod::Year => rate,
        RatePeriod::Month => rate * Decimal::from(12),
        RatePeriod::Week => rate * Decimal::from(52),
        RatePeriod::Day => rate * Decimal::from(365),
        RatePeriod::Term => rate_of_term(terms),
    }
}

fn rate_of_term(terms: &Terms) -> Decimal {
    let schedule = &terms.schedule;
    let units = Decimal::from(schedule.installments) * Decimal::from(schedule.period.every);
    let a_year = match schedule.period.unit {
        PeriodUnit::Days => 365,
        PeriodUnit::Weeks => 52,
        PeriodUnit::Months => 12,
        PeriodUnit::Years => 1,
    };
    if units.is_zero() {
        return Decimal::ZERO;
    }
    terms.rounding.intermediate(terms.interest.rate * Decimal::from(a_year) / units)
}
