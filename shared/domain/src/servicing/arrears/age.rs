//! How many days count, and on which day a number of them is reached.

use chrono::{Days, NaiveDate};

use super::pause::Pause;

/// Calendar days from one date to another; 0 where the other is not later.
pub(super) fn days(from: NaiveDate, to: NaiveDate) -> u32 {
    u32::try_from(to.signed_duration_since(from).num_days()).unwrap_or(0)
}

/// Days from one date to another without paused days.
///
/// A pause from `a` to `b` takes `b - a` days away: the count stands still from `a` to `b` and goes on the day after.
/// Only the days of a pause that lie between the two dates are taken away. Pauses come in the order of their first days.
pub(super) fn counted_days(from: NaiveDate, to: NaiveDate, pauses: &[Pause]) -> u32 {
    let mut counted_until = from;
    let mut left_out = 0;
    for pause in pauses {
        let start = pause.from.max(counted_until);
        let end = pause.until.min(to);
        left_out += days(start, end);
        counted_until = counted_until.max(end);
    }
    days(from, to).saturating_sub(left_out)
}

/// The first date on which a number of days without paused days has passed since a date.
pub(in crate::servicing) fn date_of_age(since: NaiveDate, age: u32, pauses: &[Pause]) -> Option<NaiveDate> {
    let mut date = since.checked_add_days(Days::new(u64::from(age)))?;
    let mut counted_until = since;
    for pause in pauses {
        let start = pause.from.max(counted_until);
        if start < date {
            date = date.checked_add_days(Days::new(u64::from(days(start, pause.until))))?;
            counted_until = counted_until.max(pause.until);
        }
    }
    Some(date)
}
