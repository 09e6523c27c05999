//! What the rows of a state show of the payments before: parts of them, and when each may have been made.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use rust_decimal::Decimal;

use super::state::{Row, State};

/// A part of a payment that a row got.
#[derive(Clone, Copy)]
pub struct Part {
    pub amount: Decimal,
    pub paid: When,
    /// Installments before it were open when it was paid, so far as can be told.
    pub leaves_earlier_open: bool,
}

impl Part {
    /// Whether the day on which it was paid is not known.
    pub fn is_of_unknown_day(&self) -> bool {
        matches!(self.paid, When::Between(..))
    }
}

/// When a part was paid.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// On a day.
    On(NaiveDate),
    /// On a day where it met all that its row asks for; some of it may have been paid before.
    By(NaiveDate),
    /// On a day that is not known, of these or between them.
    Between(NaiveDate, NaiveDate),
}

/// The parts of a state, in the order of its rows.
pub fn of(before: &State, today: NaiveDate) -> Vec<Part> {
    let start = before.disbursed.first().map_or(today, |it| it.on);
    let mut parts = Vec::new();
    let mut is_open = false;
    for row in &before.rows {
        for (amount, paid) in of_row(row, start, today) {
            if amount > Decimal::ZERO {
                parts.push(Part { amount, paid, leaves_earlier_open: is_open });
            }
        }
        is_open |= !row.outstanding.is_zero();
    }
    parts
}

fn of_row(row: &Row, start: NaiveDate, today: NaiveDate) -> [(Decimal, When); 3] {
    let on_time = row.paid - row.in_advance - row.late;
    let eve = row.due.checked_sub_days(Days::new(1)).unwrap_or(row.due);
    let morrow = row.due.checked_add_days(Days::new(1)).unwrap_or(row.due);
    let in_advance = match row.met_on {
        Some(met_on) if met_on < row.due => When::By(met_on),
        _ => When::Between(start, eve.min(today)),
    };
    let late = row.met_on.filter(|met_on| *met_on > row.due).map_or(When::Between(morrow, today), When::By);
    [(row.in_advance, in_advance), (on_time, When::On(row.due)), (row.late, late)]
}

/// What was paid on which days, as far as parts tell.
pub fn known<'a>(parts: impl Iterator<Item = &'a Part>) -> BTreeMap<NaiveDate, Decimal> {
    let mut known: BTreeMap<NaiveDate, Decimal> = BTreeMap::new();
    for part in parts {
        if let When::On(day) | When::By(day) = part.paid {
            *known.entry(day).or_default() += part.amount;
        }
    }
    known
}

/// Of parts that met their rows, the first of each day: what was paid before it on other days may have reached into its
/// row.
pub fn first_of_days(parts: &[Part]) -> Vec<&Part> {
    let mut seen: Vec<NaiveDate> = Vec::new();
    let mut first = Vec::new();
    for part in parts {
        if let When::On(day) | When::By(day) = part.paid
            && !seen.contains(&day)
        {
            seen.push(day);
            first.extend(matches!(part.paid, When::By(_)).then_some(part));
        }
    }
    first
}
