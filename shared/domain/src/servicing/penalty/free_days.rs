//! Days that bear no penalty, whatever is overdue on them.

use chrono::NaiveDate;

use crate::servicing::arrears::{Pause, pauses_of};
use crate::servicing::life_cycle::LockedOperation;
use crate::servicing::locks::locked_until;
use crate::servicing::transaction::{Event, Transaction};

/// The days after one up to and including another.
pub(super) type Stretch = (NaiveDate, NaiveDate);

/// Days that bear no penalty.
#[derive(Debug, Clone, Default)]
pub(in crate::servicing) struct FreeDays {
    /// Pauses: they do not use up the tolerance either.
    pub(super) pauses: Vec<Pause>,
    /// Days on which penalties are locked, and those after a charge-off.
    stopped: Vec<Stretch>,
}

impl FreeDays {
    /// Those that the transactions say that stand.
    pub(in crate::servicing) fn of(standing: &[&Transaction]) -> Self {
        let stops = standing.iter().filter_map(|transaction| match &transaction.event {
            Event::Lock { operations } if operations.contains(&LockedOperation::ApplyPenalties) => {
                let before = transaction.value_date.pred_opt().unwrap_or(NaiveDate::MIN);
                Some((before, locked_until(standing, transaction, LockedOperation::ApplyPenalties)))
            }
            Event::ChargeOff => Some((transaction.value_date, NaiveDate::MAX)),
            _ => None,
        });
        Self { pauses: pauses_of(standing), stopped: stops.collect() }
    }

    /// What is left of a stretch of days without them.
    pub(super) fn without(&self, stretch: Stretch) -> Vec<Stretch> {
        let pauses = self.pauses.iter().map(|pause| (pause.from, pause.until));
        pauses.chain(self.stopped.iter().copied()).fold(vec![stretch], |left, (from, until)| {
            let parts = left.into_iter().flat_map(|(begin, end)| [(begin, end.min(from)), (begin.max(until), end)]);
            parts.filter(|(begin, end)| begin < end).collect()
        })
    }
}
