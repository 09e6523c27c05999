//! Unit-periods, and how many of them lie between two dates: 12 CFR part 1026, appendix J, (b)(4) and (b)(5).

use chrono::{Datelike, Months, NaiveDate};
use rust_decimal::Decimal;

use crate::servicing::due_dates::{first_of_month, is_month_end, on_day};

/// Days in a month, all of which are equal: appendix J, (b)(3)(iv) and (b)(5).
pub(super) const MONTH_DAYS: u32 = 30;
const SEMIMONTH_DAYS: u32 = 15;
const WEEK_DAYS: u32 = 7;
const YEAR_DAYS: u32 = 365;
const YEAR_WEEKS: u32 = 52;
const YEAR_MONTHS: u32 = 12;

/// The interval that a rate is found for and time is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnitPeriod {
    /// A day; a year has 365.
    Day,
    /// So many weeks, 1 to 52; a year has 52 weeks.
    Weeks(u32),
    /// Half a month; a year has 24.
    Semimonth,
    /// So many months, 1 to 11.
    Months(u32),
    /// A year.
    Year,
    /// The term of a loan with one advance and one payment, of so many whole months, below a year.
    TermMonths(u32),
    /// The term of a loan with one advance and one payment, of so many days, below a year.
    TermDays(u32),
}

impl UnitPeriod {
    /// How many a year has: appendix J, (b)(5).
    pub fn per_year(self) -> Decimal {
        let (year, unit) = match self {
            Self::Day => (YEAR_DAYS, 1),
            Self::Weeks(weeks) => (YEAR_WEEKS, weeks),
            Self::Semimonth => (24, 1),
            Self::Months(months) | Self::TermMonths(months) => (YEAR_MONTHS, months),
            Self::Year => (1, 1),
            Self::TermDays(days) => (YEAR_DAYS, days),
        };
        share(year, unit)
    }

    /// Its length in days, with months of 30 days and a year of 365.
    pub(super) fn days(self) -> u32 {
        match self {
            Self::Day => 1,
            Self::Weeks(weeks) => weeks.saturating_mul(WEEK_DAYS),
            Self::Semimonth => SEMIMONTH_DAYS,
            Self::Months(months) | Self::TermMonths(months) => months.saturating_mul(MONTH_DAYS),
            Self::Year => YEAR_DAYS,
            Self::TermDays(days) => days,
        }
    }

    /// Full unit-periods from `start` to `date`, and the rest as a fraction of one. `day` is the day of the month that
    /// `date` stands for. `None` if `date` is before `start`.
    pub(super) fn between(self, start: NaiveDate, date: NaiveDate, day: u32) -> Option<(u32, Decimal)> {
        match self {
            Self::Day | Self::Weeks(_) => divided(days_between(start, date)?, self.days()),
            Self::Semimonth | Self::Months(_) => {
                let back = MonthsBack::count(start, date, day)?;
                let days = back.months.checked_mul(MONTH_DAYS)?.checked_add(back.odd_days)?;
                divided(days, self.days())
            }
            Self::Year => years(start, date, day),
            Self::TermMonths(_) | Self::TermDays(_) => Some((u32::from(date > start), Decimal::ZERO)),
        }
    }
}

/// Whole months counted back from the later of two dates, and the days before them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct MonthsBack {
    pub months: u32,
    pub odd_days: u32,
}

impl MonthsBack {
    /// Months from `start` to `date`, which stands for the day `day` of its month where that month is shorter. `None`
    /// if `date` is before `start`.
    pub(super) fn count(start: NaiveDate, date: NaiveDate, day: u32) -> Option<Self> {
        let most = month_number(date)?.checked_sub(month_number(start)?)?;
        let at =
            |months| on_day(months_before(date, months)?, day).filter(|from| *from >= start).map(|at| (months, at));
        let (months, from) = at(most).or_else(|| at(most.checked_sub(1)?))?;
        Some(Self { months, odd_days: days_between(start, from)? })
    }
}

/// The day of the month that a date of a series stands for: at the end of a short month, the day of the others.
pub(super) fn day_in_series(date: NaiveDate, latest_day: u32) -> u32 {
    if is_month_end(date) { date.day().max(latest_day) } else { date.day() }
}

/// The months between two dates on the same day of the month, or on the last day of a month too short for it.
pub(super) fn whole_months(from: NaiveDate, to: NaiveDate) -> Option<u32> {
    let same = from.day() == to.day()
        || (is_month_end(from) && from.day() < to.day())
        || (is_month_end(to) && to.day() < from.day());
    month_number(to)?.checked_sub(month_number(from)?).filter(|_| same)
}

/// Calendar days; `None` if `to` is before `from`.
pub(super) fn days_between(from: NaiveDate, to: NaiveDate) -> Option<u32> {
    u32::try_from(to.signed_duration_since(from).num_days()).ok()
}

/// One whole number over another; nothing over nothing is nothing.
pub(super) fn share(part: u32, whole: u32) -> Decimal {
    Decimal::from(part).checked_div(Decimal::from(whole)).unwrap_or_default()
}

/// Appendix J, (b)(5)(v): full years back from the later date, then twelfths if whole months are left, or else days.
fn years(start: NaiveDate, date: NaiveDate, day: u32) -> Option<(u32, Decimal)> {
    let back = MonthsBack::count(start, date, day)?;
    let (years, months) = (back.months / YEAR_MONTHS, back.months % YEAR_MONTHS);
    if back.odd_days == 0 {
        return Some((years, share(months, YEAR_MONTHS)));
    }
    let from = on_day(months_before(date, years.checked_mul(YEAR_MONTHS)?)?, day)?;
    Some((years, share(days_between(start, from)?.min(YEAR_DAYS), YEAR_DAYS)))
}

fn divided(days: u32, unit_days: u32) -> Option<(u32, Decimal)> {
    Some((days.checked_div(unit_days)?, share(days.checked_rem(unit_days)?, unit_days)))
}

fn months_before(date: NaiveDate, months: u32) -> Option<NaiveDate> {
    first_of_month(date)?.checked_sub_months(Months::new(months))
}

fn month_number(date: NaiveDate) -> Option<u32> {
    u32::try_from(date.year()).ok()?.checked_mul(YEAR_MONTHS)?.checked_add(date.month0())
}

/// The standard interval nearest to an average of `total` days over `count` periods, the shorter of two as near:
/// appendix J, (b)(3)(iii) and (b)(4).
pub(super) fn nearest_standard(total: u64, count: u64) -> UnitPeriod {
    let weeks = (1..=YEAR_WEEKS).map(UnitPeriod::Weeks);
    let months = (1..YEAR_MONTHS).map(UnitPeriod::Months);
    let standard = [UnitPeriod::Day, UnitPeriod::Semimonth, UnitPeriod::Year].into_iter().chain(weeks).chain(months);
    let distance = |unit: &UnitPeriod| u64::from(unit.days()).saturating_mul(count).abs_diff(total);
    standard.min_by_key(|unit| (distance(unit), unit.days())).unwrap_or(UnitPeriod::Day)
}
