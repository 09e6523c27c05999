//! That installments add up, kept in mind until something changes.
//!
//! Each payment of a component lets installments add up, and between most of them nothing happened that would change what
//! they come to.

use chrono::NaiveDate;

use super::plan::Plan;

/// Up to when installments add up as periods are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Settled {
    /// The version of the periods.
    version: u64,
    /// The last day up to which interest was to find its place; `None` where it does not matter up to when.
    till: Option<NaiveDate>,
}

impl Settled {
    /// The same once the first period that waits begins later: what it is reached with is what it was left.
    pub(super) fn until_moved(self, before: Option<NaiveDate>, now: Option<NaiveDate>) -> Self {
        if before.is_some() && self.till == before { Self { till: now, ..self } } else { self }
    }
}

impl Plan {
    /// Whether installments add up up to a day, as it was found out before.
    pub(super) fn is_known_to_add_up(&self, till: NaiveDate) -> bool {
        let version = self.periods.version();
        self.periods
            .settled
            .is_some_and(|settled| settled.version == version && settled.till.is_none_or(|known| till <= known))
    }

    /// Everything is paid, and there is nothing to be changed about that: whatever the day, as long as nothing else changes.
    pub(super) fn note_nothing_to_add_up(&mut self) {
        self.periods.settled = Some(Settled { version: self.periods.version(), till: None });
    }

    /// Finds out whether installments add up, so that nothing has to be done.
    pub(super) fn find_out_whether_settled(&mut self, till: NaiveDate) -> bool {
        let first_waiting = if self.go_on_waiting(till) { self.periods.first_waiting() } else { None };
        let until = first_waiting.map(|period| period.from);
        let adds_up = until.is_some() || self.is_settled();
        self.periods.settled = adds_up.then(|| Settled { version: self.periods.version(), till: until });
        adds_up
    }
}
