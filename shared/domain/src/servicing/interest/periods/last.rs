//! Which of the periods that wait is the last that asks for anything.
//!
//! The balance that they are left becomes lower while they wait. At the beginning of a later one that is a difference which
//! has grown with the interest that it would have borne, and with what rounding to money makes of that in each period, which
//! grows as well. As long as it is less than the balance that a period had, the period still asks for something. Where it is more, the period
//! asks for nothing any more, and the one before it takes what is left, as it goes on doing when that becomes more again. In
//! between that has to be computed.

use rust_decimal::Decimal;

use super::Periods;
use super::waiting::Waiting;
use crate::servicing::amounts::minus;
use crate::servicing::interest::course::Left;
use crate::servicing::interest::digits::small;
use crate::servicing::interest::settings::PlanSettings;
use crate::servicing::rounding::Rounding;

/// Growth over a hundred years of months is known to this part of it, and more.
const EXACT_TO: u64 = 1_000_000;
/// What is rounded before money is adds less than this part to the minor unit that rounding to money makes of interest.
const ROUNDED_BEFORE: u64 = 1_000;

/// How much lower the balance may be, so that just the last period that asks for anything is the last one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Certain {
    /// The first period that waits and is left no interest, for which this holds.
    from: usize,
    /// Where it is less than this, the last one asks for something.
    room: Decimal,
    /// Where it is more than this, the last one asks for nothing.
    most: Decimal,
}

impl Certain {
    fn holds(&self, from: usize, lower: Decimal) -> bool {
        self.from == from && lower < self.room
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
            let Some(waiting) = self.patience.waiting.as_mut() else { return false };
            waiting.certain = Some(certain);
            if certain.holds(from, lower) {
                return true;
            }
            // The last one must not be among the next to be looked at.
            if waiting.last <= from.saturating_add(2) || lower <= certain.most {
                return false;
            }
            self.drop_last_waiting(settings);
        }
        false
    }

    /// The first period that waits and is left no interest, by how much lower the balance is that it is left than when it began
    /// to, and what is certain.
    pub(super) fn lower_by(&self) -> Option<(usize, Decimal, Option<Certain>)> {
        let waiting = self.patience.waiting.as_ref()?;
        let (from, left) = waiting.after;
        let lower = minus(self.list.get(from)?.received.only_balance()?, left.only_balance()?);
        Some((from, lower, waiting.certain))
    }

    fn certain(&mut self, rounding: &Rounding) -> Option<Certain> {
        let Waiting { after: (from, _), last, .. } = *self.patience.waiting.as_ref()?;
        let balance = self.list.get(last)?.received.only_balance()?;
        let (room, most) = self.room(rounding, from, last, balance)?;
        Some(Certain { from, room, most })
    }

    /// By how much the balance of a period that waits may be lower, so that a later one is left more than nothing of
    /// its balance; and by how much it has to be, so that it is left nothing.
    fn room(&mut self, rounding: &Rounding, from: usize, at: usize, balance: Decimal) -> Option<(Decimal, Decimal)> {
        let balance = minor_units(rounding, balance)?;
        let (discounted, rounded) = self.discounted(from, at, balance)?;
        let most = discounted.checked_add(discounted / EXACT_TO)?.checked_add(rounded)?;
        let amount = |minor_units| Some(Decimal::new(i64::try_from(minor_units).ok()?, rounding.decimals));
        Some((amount(discounted.saturating_sub(rounded))?, amount(most)?))
    }

    /// What grows to an amount from the beginning of one period to that of another, and no less than what rounding to money in
    /// between makes of a difference, at the beginning of the first: in minor units.
    pub(super) fn discounted(&mut self, from: usize, at: usize, amount: u64) -> Option<(u64, u64)> {
        let before = at.checked_sub(1)?;
        let discounted = self.patience.growth.discounted(&self.list, from, before, amount)?;
        // Interest on two balances, both rounded the same way, differs by less than a minor unit from that on the difference.
        let one_each = self.patience.growth.discounted_one_each(self.list.len(), from, before)?;
        Some((discounted, one_each.checked_add(one_each / ROUNDED_BEFORE)?.checked_add(2)?))
    }

    /// The last period that asks for anything is left nothing, and asks for nothing any more.
    fn drop_last_waiting(&mut self, settings: &PlanSettings) {
        let Some(waiting) = self.patience.waiting.as_mut() else { return };
        let at = waiting.last;
        let Some(period) = self.list.get_mut(at) else { return };
        waiting.asks = minus(waiting.asks, period.due_principal());
        waiting.last = at.saturating_sub(1);
        waiting.certain = None;
        waiting.is_new = true;
        self.totals.payable -= period.installment;
        period.installment = Decimal::ZERO;
        self.changed.note(at, period);
        self.compute(settings, at, Left::at_start());
    }
}

fn minor_units(rounding: &Rounding, mut amount: Decimal) -> Option<u64> {
    if amount.scale() != rounding.decimals {
        amount.rescale(rounding.decimals);
    }
    small(amount).filter(|_| !amount.is_sign_negative())
}
