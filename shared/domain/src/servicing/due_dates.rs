//! Due dates of installments: counted from one seed date each time, so that a short month moves only its own.

use chrono::{Datelike, Days, Months, NaiveDate};

use crate::calendar::YEARS;

mod period;

pub use period::{NotAPeriod, PeriodUnit, RepaymentPeriod};

/// The most installments that a schedule may have: a hundred years of months.
pub const MAX_INSTALLMENTS: usize = 1_200;

/// Why a plan has no due dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DueDatesError {
    /// The repayment period is nothing long.
    #[error("a repayment period must be at least one day, week, month or year")]
    NoPeriod,
    /// The first due date does not follow the seed date.
    #[error("the first due date must be after the date that the schedule starts from")]
    FirstDueNotAfterSeed,
    /// Fixed days were given, but none.
    #[error("the fixed days of the month are missing")]
    NoFixedDays,
    /// More fixed days than a month has.
    #[error("a month has at most 31 fixed days")]
    TooManyFixedDays,
    /// A fixed day that no month has.
    #[error("a fixed day of the month must be from 1 to 31")]
    NoSuchDay,
    /// Fixed days of a month, in a schedule by days or weeks.
    #[error("fixed days of the month need a repayment period in months or years")]
    FixedDaysWithoutMonths,
    /// More than `MAX_INSTALLMENTS`.
    #[error("a schedule has at most 1200 installments")]
    TooManyInstallments,
    /// A due date would lie beyond the years that a date may have.
    #[error("a due date would be after the year 2199")]
    BeyondCalendar,
}

/// How the first period compares with the regular one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StubKind {
    /// It ends before a regular period would.
    Short,
    /// It is one repayment period.
    Regular,
    /// It ends after a regular period would.
    Long,
}

/// The first period of a schedule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stub {
    /// Calendar days from the seed date, which is not counted, to the first due date, which is.
    pub days: i64,
    /// How it compares with the regular period.
    pub kind: StubKind,
}

/// When the installments of a loan fall due. Made only with settings that give dates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueDates {
    seed: NaiveDate,
    repayment_period: RepaymentPeriod,
    first_due: Option<NaiveDate>,
    fixed_days_of_month: Option<FixedDays>,
}

/// Days of the month, rising, each once; and the months from one month that has them to the next.
#[derive(Debug, Clone, PartialEq, Eq)]
struct FixedDays {
    days: Vec<u8>,
    every_months: u32,
}

impl DueDates {
    /// A due date each repayment period after `seed`: the date of disbursement, or the one that stands in for it.
    pub fn new(seed: NaiveDate, repayment_period: RepaymentPeriod) -> Result<Self, DueDatesError> {
        if repayment_period.every == 0 {
            return Err(DueDatesError::NoPeriod);
        }
        Ok(Self { seed, repayment_period, first_due: None, fixed_days_of_month: None })
    }

    /// The same with the first due date given; the later ones are counted from it. Where it is the end of a month too
    /// short for the seed's day, they keep the seed's day: 31 January, first due 29 February, then 31 March.
    pub fn with_first_due(self, first_due: NaiveDate) -> Result<Self, DueDatesError> {
        if first_due <= self.seed {
            return Err(DueDatesError::FirstDueNotAfterSeed);
        }
        Ok(Self { first_due: Some(first_due), ..self })
    }

    /// The same on listed days of the month, as `[1, 15]` or `[31]`, after the seed or from the first due date on. A
    /// day beyond the end of a month is its last day; days that become the same one are one due date. With a repayment
    /// period of several months only every so-many-th month counts: from that of the seed, or of the first due date.
    pub fn with_fixed_days_of_month(self, days: &[u8]) -> Result<Self, DueDatesError> {
        let Some(every_months) = self.repayment_period.months() else {
            return Err(DueDatesError::FixedDaysWithoutMonths);
        };
        match days.len() {
            0 => return Err(DueDatesError::NoFixedDays),
            32.. => return Err(DueDatesError::TooManyFixedDays),
            _ => {}
        }
        if !days.iter().all(|day| (1..=31).contains(day)) {
            return Err(DueDatesError::NoSuchDay);
        }
        let mut days = days.to_vec();
        days.sort_unstable();
        days.dedup();
        Ok(Self { fixed_days_of_month: Some(FixedDays { days, every_months }), ..self })
    }

    /// The due date of installment `k`, the first of which is 0. `None` beyond the calendar's last year, and from
    /// `MAX_INSTALLMENTS` on.
    pub fn nth(&self, k: usize) -> Option<NaiveDate> {
        if k >= MAX_INSTALLMENTS {
            return None;
        }
        match &self.fixed_days_of_month {
            Some(fixed) => self.on_fixed_days(fixed).nth(k),
            None => self.counted(k),
        }
    }

    /// The first due date after a day. `None` beyond the calendar's last year.
    pub fn after(&self, day: NaiveDate) -> Option<NaiveDate> {
        match &self.fixed_days_of_month {
            Some(fixed) => {
                let turn = fixed.turn_of(self.first_due.unwrap_or(self.seed), day);
                self.on_fixed_days_from(fixed, turn).find(|date| *date > day)
            }
            None => (0..).map_while(|k| self.counted(k)).find(|date| *date > day),
        }
    }

    /// The due dates of the first `n` installments, in order.
    pub fn first(&self, n: usize) -> Result<Vec<NaiveDate>, DueDatesError> {
        if n > MAX_INSTALLMENTS {
            return Err(DueDatesError::TooManyInstallments);
        }
        let dates: Vec<_> = match &self.fixed_days_of_month {
            Some(fixed) => self.on_fixed_days(fixed).take(n).collect(),
            None => (0..n).map_while(|k| self.counted(k)).collect(),
        };
        if dates.len() < n { Err(DueDatesError::BeyondCalendar) } else { Ok(dates) }
    }

    /// The first period beside a regular one: that of the seed date, or with fixed days the one that ends on the first
    /// due date. `None` where there is no due date.
    pub fn first_period(&self) -> Option<Stub> {
        let first = self.nth(0)?;
        let kind = match &self.fixed_days_of_month {
            Some(fixed) => compare(fixed.before(first)?, self.seed),
            None => compare(first, self.repayment_period.after(self.seed, 1)?),
        };
        Some(Stub { days: first.signed_duration_since(self.seed).num_days(), kind })
    }

    fn counted(&self, k: usize) -> Option<NaiveDate> {
        let k = u32::try_from(k).ok()?;
        let date = match self.first_due {
            None => self.repayment_period.after(self.seed, k.checked_add(1)?),
            Some(first_due) => self.repayment_period.after_on_day(first_due, k, self.day_after(first_due)),
        };
        date.filter(|date| in_calendar(*date))
    }

    fn day_after(&self, first_due: NaiveDate) -> u32 {
        if is_month_end(first_due) { first_due.day().max(self.seed.day()) } else { first_due.day() }
    }

    fn on_fixed_days<'a>(&'a self, fixed: &'a FixedDays) -> impl Iterator<Item = NaiveDate> + 'a {
        self.on_fixed_days_from(fixed, 0)
    }

    /// The first due date, where it is given, and those of months from one turn on.
    fn on_fixed_days_from<'a>(&'a self, fixed: &'a FixedDays, turn: u32) -> impl Iterator<Item = NaiveDate> + 'a {
        let from = self.first_due.unwrap_or(self.seed);
        let months = (turn..).map_while(move |turn| month_after(from, turn.checked_mul(fixed.every_months)?));
        let listed = months.flat_map(|month| fixed.in_month(month)).filter(move |date| *date > from);
        self.first_due.into_iter().chain(listed).take_while(|date| in_calendar(*date))
    }
}

impl FixedDays {
    /// The listed days in the month of `month`, rising.
    fn in_month(&self, month: NaiveDate) -> Vec<NaiveDate> {
        let mut dates: Vec<_> = self.days.iter().filter_map(|day| on_day(month, u32::from(*day))).collect();
        dates.dedup();
        dates
    }

    /// The turn of the last month with due dates that is no later than that of a day: 0 is the month of `from`.
    fn turn_of(&self, from: NaiveDate, day: NaiveDate) -> u32 {
        let months = day.year().saturating_sub(from.year()).saturating_mul(12);
        let months = i64::from(months) + i64::from(day.month()) - i64::from(from.month());
        u32::try_from(months).unwrap_or(0).checked_div(self.every_months).unwrap_or(0)
    }

    /// The regular due date before `date`: one in the same month, or else the last one `every_months` earlier.
    fn before(&self, date: NaiveDate) -> Option<NaiveDate> {
        let earlier = first_of_month(date)?.checked_sub_months(Months::new(self.every_months))?;
        let mut both = [earlier, date].into_iter().flat_map(|month| self.in_month(month));
        both.rfind(|listed| *listed < date)
    }
}

fn compare(date: NaiveDate, regular: NaiveDate) -> StubKind {
    match date.cmp(&regular) {
        std::cmp::Ordering::Less => StubKind::Short,
        std::cmp::Ordering::Equal => StubKind::Regular,
        std::cmp::Ordering::Greater => StubKind::Long,
    }
}

fn in_calendar(date: NaiveDate) -> bool {
    date.year() <= *YEARS.end()
}

/// Whether a date is the last day of its month.
pub(super) fn is_month_end(date: NaiveDate) -> bool {
    date.checked_add_days(Days::new(1)).is_none_or(|next| next.day() == 1)
}

/// The first day of the month of `date`.
pub(super) fn first_of_month(date: NaiveDate) -> Option<NaiveDate> {
    date.with_day(1)
}

fn month_after(date: NaiveDate, months: u32) -> Option<NaiveDate> {
    first_of_month(date)?.checked_add_months(Months::new(months)).filter(|month| in_calendar(*month))
}

/// The day in the month of `month`, or the last one of a month that is shorter.
pub(super) fn on_day(month: NaiveDate, day: u32) -> Option<NaiveDate> {
    month.with_day(day.min(u32::from(month.num_days_in_month())))
}

#[cfg(test)]
mod tests;
