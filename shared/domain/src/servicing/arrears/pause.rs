//! Pauses: days on which a late loan grows no later.

use chrono::NaiveDate;

use crate::servicing::standing_transactions::standing;
use crate::servicing::transaction::{Event, Transaction};

/// A pause that was agreed, as resumptions have left it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pause {
    /// Its first day.
    pub from: NaiveDate,
    /// Its last day: the agreed one, or the day of an earlier resumption.
    pub until: NaiveDate,
}

impl Pause {
    /// Whether a day lies in the pause, first and last day included.
    pub fn is_in_force(&self, on: NaiveDate) -> bool {
        self.from <= on && on <= self.until
    }
}

/// The pauses that were agreed and stand, in the order of their first days.
///
/// A resumption ends the pause that its day lies in.
pub fn pauses(transactions: &[Transaction]) -> Vec<Pause> {
    pauses_of(&standing(transactions))
}

/// The pauses of transactions that stand.
pub(in crate::servicing) fn pauses_of(standing: &[&Transaction]) -> Vec<Pause> {
    let resumed: Vec<NaiveDate> = standing
        .iter()
        .filter(|transaction| matches!(transaction.event, Event::ArrearsResume))
        .map(|transaction| transaction.value_date)
        .collect();
    standing
        .iter()
        .filter_map(|transaction| match transaction.event {
            Event::ArrearsPause { until } => Some(Pause { from: transaction.value_date, until }),
            _ => None,
        })
        .map(|pause| match resumed.iter().find(|day| pause.is_in_force(**day)) {
            Some(day) => Pause { until: *day, ..pause },
            None => pause,
        })
        .collect()
}
