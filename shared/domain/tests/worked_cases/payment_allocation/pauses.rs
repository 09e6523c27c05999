//! Days on which no interest was borne, told from rows that ask for less interest than a history without them leads to.

use chrono::{Days, NaiveDate};
use domain::servicing::installment::Installment;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::state::{Row, State};

/// The first day of a pause and the last.
pub type Pause = (NaiveDate, NaiveDate);

/// Pauses that may make the difference, each list of one length: where nothing else happens in the period, all of a list
/// do or none does.
pub fn between(before: &State, computed: &[Installment]) -> Vec<Vec<Pause>> {
    if before.rows.len() != computed.len() {
        return Vec::new();
    }
    let rows: Vec<(&Row, Decimal)> =
        before.rows.iter().zip(computed).map(|(row, installment)| (row, installment.expected.interest)).collect();
    let Some(first) = rows.iter().position(|(row, interest)| row.interest != *interest) else { return Vec::new() };
    let Some((row, days)) = rows.get(first).and_then(|(row, interest)| Some((*row, paused(row, *interest)?))) else {
        return Vec::new();
    };
    let Some((last, until)) = end(&rows, first) else { return within(row, days) };
    let mut pauses = Vec::new();
    for (less, longer) in [(0, 0), (0, 1), (1, 0), (1, 1), (0, 2), (2, 0), (1, 2), (2, 1), (2, 2)] {
        let from = day(row.due, 1 - days).and_then(|from| day(from, shift(less)));
        let until = day(last, until).and_then(|until| day(until, shift(longer)));
        if let (Some(from), Some(until)) = (from, until) {
            pauses.push(vec![(from.max(row.from), until)]);
        }
    }
    if until == 0 {
        pauses.extend(within(row, days));
    }
    pauses
}

/// As far as what was measured may be off: not at all, a day more, a day less.
fn shift(nth: i64) -> i64 {
    if nth == 2 { -1 } else { nth }
}

/// Days of a row on which it bore no interest.
fn paused(row: &Row, computed: Decimal) -> Option<i64> {
    let days = Decimal::from((row.due - row.from).num_days());
    let less = (computed - row.interest).checked_div(computed)? * days;
    less.round().to_i64().filter(|days| *days > 0)
}

/// The due date after which the last row that a pause reaches begins, and for how many days it does; none where it may
/// end within the first row.
fn end(rows: &[(&Row, Decimal)], first: usize) -> Option<(NaiveDate, i64)> {
    let mut last = None;
    for (row, interest) in rows.get(first + 1..)? {
        let days = paused(row, *interest).unwrap_or(0);
        let is_whole = row.interest.is_zero() && !interest.is_zero();
        if days > 0 || last.is_none() {
            last = Some((row.from, days));
        }
        if !is_whole {
            break;
        }
    }
    last
}

/// Pauses of so many days, one more or one less, wherever they may lie in a row.
fn within(row: &Row, length: i64) -> Vec<Vec<Pause>> {
    let of_length = |length: i64| {
        let days = row.from.iter_days().skip(1);
        let pauses = days.filter_map(|from| Some((from, day(from, length - 1)?)));
        pauses.take_while(|(_, until)| *until <= row.due).collect::<Vec<Pause>>()
    };
    [length, length + 1, length - 1].into_iter().filter(|length| *length > 0).map(of_length).collect()
}

fn day(from: NaiveDate, days: i64) -> Option<NaiveDate> {
    let count = Days::new(days.unsigned_abs());
    if days < 0 { from.checked_sub_days(count) } else { from.checked_add_days(count) }
}
