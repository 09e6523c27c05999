//! Which of the periods that wait is the last that asks for anything.
//!
//! The balance that they are left becomes lower while they wait. At the beginning of a later one that is a difference which
//! has grown with the interest that it would have borne, and with what rounding to money makes of that in each period. As
//! long as it is less than the balance that a period had, the period still asks for something. Where it is more, the period
//! asks for nothing any more, and the one before it takes what is left. In between that has to be computed.

use rust_decimal::Decimal;

use super::Periods;
use super::waiting::Waiting;
use crate::servicing::interest::course::Left;
use crate::servicing::interest::settings::PlanSettings;
use crate::servicing::rounding::Rounding;

/// Growth over a hundred years of months is known to this part of it, and more.
const EXACT_TO: Decimal = Decimal::from_parts(1, 0, 0, false, 6);

/// How much lower the balance may be, so that just the last period that asks for anything is the last one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Certain {
    /// The first period that waits, for which this holds.
    from: usize,
    /// Where it is more than this, the next one asks for nothing; `None` where that never asked for anything.
    least: Option<Decimal>,
    /// Where it is less than this, the last one asks for something.
    room: Decimal,
    /// Where it is more than this, the last one asks for nothing.
    most: Decimal,
}

impl Certain {
    fn holds(&self, from: usize, lower: Decimal) -> bool {
        self.from == from && lower < self.room && self.least.is_none_or(|least| lower > least)
    }
}

impl Periods {
    /// Periods that wait ask for nothing where they certainly do not any more. False where it is not certain which is the
    /// last that does.
    pub(in crate::servicing::interest) fn find_last_waiting(&mut self, settings: &PlanSettings) -> bool {
        while let Some((from, lower, known)) = self.lower_by() {
            if known.is_some_and(|certain| certain.holds(from, lower)) {
                return true;
            }
            let Some(certain) = self.certain(&settings.rounding) else { return false };
            let is_found = certain.holds(from, lower);
            let Some(waiting) = self.patience.waiting.as_mut() else { return false };
            waiting.certain = Some(certain);
            // The last one must not be among the next to be looked at.
            let may_go = waiting.last > from.saturating_add(2);
            if !is_found && !(may_go && lower > certain.most) {
                return false;
            }
            if !is_found {
                self.drop_last_waiting(settings);
            }
        }
        false
    }

    /// The first period that waits, by how much lower the balance is that it is left than when it began to, and what is
    /// certain.
    fn lower_by(&self) -> Option<(usize, Decimal, Option<Certain>)> {
        let waiting = self.patience.waiting.as_ref()?;
        let lower = self.list.get(waiting.from)?.received.only_balance()? - waiting.now.only_balance()?;
        Some((waiting.from, lower, waiting.certain))
    }

    fn certain(&mut self, rounding: &Rounding) -> Option<Certain> {
        let Waiting { from, last, dropped, .. } = *self.patience.waiting.as_ref()?;
        let balance = self.list.get(last)?.received.only_balance()?;
        let (room, most) = self.room(rounding, from, last, balance)?;
        let least = if dropped.is_zero() {
            None
        } else {
            Some(self.room(rounding, from, last.checked_add(1)?, dropped)?.1)
        };
        Some(Certain { from, least, room, most })
    }

    /// By how much the balance of the first period that waits may be lower, so that a later one is left more than nothing of
    /// its balance; and by how much it has to be, so that it is left nothing.
    fn room(&mut self, rounding: &Rounding, from: usize, at: usize, balance: Decimal) -> Option<(Decimal, Decimal)> {
        let inverse = self.patience.growth.inverse(&self.list, from, at.checked_sub(1)?)?;
        let discounted = balance.checked_mul(inverse)?;
        let count = Decimal::from(at.saturating_sub(from));
        // A minor unit for rounding to money, and another one for all that is rounded before that.
        let rounded = Decimal::TWO * Decimal::new(1, rounding.decimals) * count;
        Some((discounted - rounded, discounted + discounted * EXACT_TO + rounded))
    }

    /// The last period that asks for anything is left nothing, and asks for nothing any more.
    fn drop_last_waiting(&mut self, settings: &PlanSettings) {
        let Some(waiting) = self.patience.waiting.as_mut() else { return };
        let at = waiting.last;
        let Some(period) = self.list.get_mut(at) else { return };
        waiting.dropped = period.received.only_balance().unwrap_or_default();
        waiting.last = at.saturating_sub(1);
        waiting.certain = None;
        waiting.is_new = true;
        self.totals.payable -= period.installment;
        period.installment = Decimal::ZERO;
        self.changed.note(at, period);
        self.compute(settings, at, Left::at_start());
    }
}
