//! Where interest finds its place that is left to periods that wait, and to those of them that were paid.

use super::Periods;
use super::waiting::Waiting;
use crate::servicing::interest::course::{self, Left, Place, Units};
use crate::servicing::interest::period::Period;
use crate::servicing::interest::settings::PlanSettings;

impl Waiting {
    /// The first that no interest is left to, and that nothing was paid of, nor of one after it; and what is left to
    /// it. Those before it would ask for their installments and nothing else. `None` where one of them has to be
    /// computed to know that, or comes too close to the last that asks for anything.
    fn without_interest(&mut self, settings: &PlanSettings, periods: &[Period]) -> Option<(usize, Left)> {
        let Self { from, last, now, paid_until, places_from, .. } = *self;
        let paid_before = paid_until.map_or(0, |paid| paid.saturating_add(1));
        if now.has_no_interest() && paid_before <= from {
            return Some((from, now));
        }
        let mut run = Units::of(now, settings.rounding.decimals)?;
        for at in from..last.checked_sub(2)? {
            if run.carried == 0 && at >= paid_before {
                return Some((at, run.left(settings.rounding.decimals)?));
            }
            let index = at.checked_sub(places_from)?;
            while self.places.len() <= index {
                let next = periods.get(places_from.checked_add(self.places.len())?)?;
                self.places.push(Place::of(settings, next));
            }
            run = match self.places.get(index)? {
                Some(place) => place.after(run)?,
                None => course::after_part(settings, periods.get(at)?, run)?,
            };
        }
        None
    }
}

impl Periods {
    /// Finds out what comes of what is left to periods that wait, and of what was paid of them, unless it is known.
    /// Where interest that is left to them has to be computed period by period, that is done.
    pub(in crate::servicing::interest) fn run_through_waiting(&mut self, settings: &PlanSettings) {
        let Some(waiting) = self.patience.waiting.as_mut().filter(|waiting| !waiting.is_run_through) else { return };
        let is_paid_anew = waiting.is_paid_anew;
        if let Some(after) = waiting.without_interest(settings, &self.list) {
            self.note_after(after);
        } else if is_paid_anew {
            self.catch_up_to_now(settings);
        } else {
            self.begin_later(settings);
        }
    }

    fn note_after(&mut self, after: (usize, Left)) {
        if let Some(waiting) = self.patience.waiting.as_mut() {
            (waiting.after, waiting.is_run_through) = (after, true);
        }
    }

    /// Those that interest is left to, and that were paid, do not wait any longer.
    fn begin_later(&mut self, settings: &PlanSettings) {
        while let Some(waiting) = self.patience.waiting.as_ref() {
            let (at, settled, now) = (waiting.from, waiting.settled, waiting.now);
            let is_passed = now.has_no_interest() && waiting.paid_until.is_none_or(|paid| paid < at);
            if is_passed || at.saturating_add(2) >= waiting.last {
                return self.note_after((at, now));
            }
            self.leave(at);
            let settled = self.compute(settings, at, settled);
            let now = self.compute(settings, at, now);
            if let Some(waiting) = self.patience.waiting.as_mut() {
                (waiting.from, waiting.settled, waiting.now) = (at.saturating_add(1), settled, now);
            }
        }
    }
}
