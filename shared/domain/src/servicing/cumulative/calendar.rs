//! Due dates one after the other, as changes move them.

use chrono::{Datelike, NaiveDate};

use super::rates::keep_day;
use crate::servicing::due_dates::DueDates;
use crate::servicing::replay::ReplayError;
use crate::servicing::terms::ScheduleTerms;

/// Due dates of a loan, each counted from the one before.
#[derive(Clone)]
pub(super) struct Calendar<'a> {
    schedule: &'a ScheduleTerms,
    /// The day that due dates are counted from.
    pub seed: NaiveDate,
    anchor_day: u32,
    fixed: Option<DueDates>,
    /// Due dates that are moved, of those still to come.
    moved: Vec<(NaiveDate, NaiveDate)>,
    /// All that are moved.
    all_moved: Vec<(NaiveDate, NaiveDate)>,
    /// The last due date that was moved, from which the later ones are counted.
    restarted: Option<NaiveDate>,
}

impl<'a> Calendar<'a> {
    /// Due dates that are counted from a day, with those that were moved.
    pub fn new(
        schedule: &'a ScheduleTerms,
        seed: NaiveDate,
        moved: &[(NaiveDate, NaiveDate)],
    ) -> Result<Self, ReplayError> {
        if schedule.first_due.is_some_and(|first| first <= seed) {
            return Err(ReplayError::Terms("the first due date does not follow the disbursement".to_owned()));
        }
        let fixed = fixed_dates(schedule, seed)?;
        if fixed.is_some() && !moved.is_empty() {
            return Err(ReplayError::Unsupported("a change of due dates that lie on fixed days of the month"));
        }
        let anchor_day = schedule.first_due.map_or(seed.day(), |first| anchor(first, seed));
        let (moved, all_moved) = (moved.to_vec(), moved.to_vec());
        Ok(Self { schedule, seed, anchor_day, fixed, moved, all_moved, restarted: None })
    }

    /// The due date after one, before non-working days and changes move it.
    pub fn next(&self, last: NaiveDate, is_first: bool) -> Result<NaiveDate, ReplayError> {
        if let Some(fixed) = &self.fixed {
            return fixed.after(last).ok_or(ReplayError::OutOfRange);
        }
        if let Some(first_due) = self.schedule.first_due.filter(|_| is_first) {
            return Ok(first_due);
        }
        let next = self.schedule.period.after(last, 1).ok_or(ReplayError::OutOfRange)?;
        Ok(if self.schedule.period.months().is_some() { keep_day(next, self.anchor_day) } else { next })
    }

    /// Where non-working days put a due date.
    pub fn shifted(&self, date: NaiveDate) -> Result<NaiveDate, ReplayError> {
        let Some(working_days) = &self.schedule.working_days else { return Ok(date) };
        working_days.shift(date).map_err(|error| ReplayError::Terms(error.to_string()))
    }

    /// The day that a due date was moved to, if it was; later due dates keep that day of the month.
    fn take_move(&mut self, date: NaiveDate) -> Option<NaiveDate> {
        let mut current = None;
        let mut from = date;
        while let Some(at) = self.moved.iter().position(|(moved, _)| *moved == from) {
            (_, from) = self.moved.remove(at);
            current = Some(from);
        }
        if let Some(moved) = current {
            self.anchor_day = moved.day();
            self.restarted = current;
        }
        current
    }

    /// The due date that follows one, as changes and then non-working days move it; with what later ones are counted from.
    pub fn next_due(&mut self, last: NaiveDate, is_first: bool) -> Result<(NaiveDate, NaiveDate), ReplayError> {
        let mark = self.next(last, is_first)?;
        let due = self.shifted(mark)?;
        match self.take_move(due) {
            Some(moved) => Ok((moved, self.shifted(moved)?)),
            None => Ok((mark, due)),
        }
    }

    /// The first regular due date on a day or after it.
    pub fn due_from(&self, day: NaiveDate) -> Result<NaiveDate, ReplayError> {
        let restarted = self.restarted.filter(|restarted| *restarted <= day);
        let mut ahead = match restarted {
            Some(_) => self.clone(),
            None => Self::new(self.schedule, self.seed, &self.all_moved)?,
        };
        let mut is_first = restarted.is_none();
        let mut mark = restarted.unwrap_or(self.seed);
        let mut due = mark;
        while due < day {
            (mark, due) = ahead.next_due(mark, std::mem::take(&mut is_first))?;
        }
        Ok(due)
    }

    /// The last due date of so many installments; it is moved only where a change names it.
    pub fn last(&self, installments: u32) -> Result<NaiveDate, ReplayError> {
        let mut date = self.seed;
        for number in 0..installments {
            date = self.next(date, number == 0)?;
        }
        let shifted = self.shifted(date)?;
        Ok(self.moved.iter().find(|(from, _)| *from == shifted).map_or(shifted, |(_, to)| *to))
    }

    /// The first day that is regular interest's: one period before a first due date that was agreed, else the seed.
    pub fn interest_start(&self) -> NaiveDate {
        let start = self.schedule.first_due.filter(|_| self.schedule.counted_from.is_none()).and_then(|first| {
            let (months, every) = (self.schedule.period.months(), u64::from(self.schedule.period.every));
            match (months, self.schedule.period.unit) {
                (Some(months), _) => first.checked_sub_months(chrono::Months::new(months)),
                (None, crate::servicing::due_dates::PeriodUnit::Weeks) => {
                    first.checked_sub_days(chrono::Days::new(every * 7))
                }
                (None, _) => first.checked_sub_days(chrono::Days::new(every)),
            }
        });
        start.unwrap_or(self.seed)
    }
}

/// The day of the month that due dates keep: that of the first one, or of the seed where the first one's month is shorter.
fn anchor(first_due: NaiveDate, seed: NaiveDate) -> u32 {
    let is_month_end = first_due.succ_opt().is_none_or(|next| next.day() == 1);
    if is_month_end { first_due.day().max(seed.day()) } else { first_due.day() }
}

fn fixed_dates(schedule: &ScheduleTerms, seed: NaiveDate) -> Result<Option<DueDates>, ReplayError> {
    if schedule.fixed_days_of_month.is_empty() {
        return Ok(None);
    }
    let dates = DueDates::new(seed, schedule.period).and_then(|dates| match schedule.first_due {
        Some(first) => dates.with_first_due(first),
        None => Ok(dates),
    });
    let dates = dates.and_then(|dates| dates.with_fixed_days_of_month(&schedule.fixed_days_of_month));
    dates.map(Some).map_err(|error| ReplayError::Terms(error.to_string()))
}
