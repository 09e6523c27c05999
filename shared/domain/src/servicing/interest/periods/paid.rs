//! Payments in advance of periods that wait.
//!
//! A period that waits asks for its installment and nothing else. What is paid of that in advance changes how it is
//! divided into principal and interest, and what is left to those after it; but not what it asks for in all. So it goes
//! on waiting: what was paid is noted, and what becomes of the interest that it has no place for is found out without
//! computing it (`place`).

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::Periods;
use super::waiting::Waiting;
use crate::servicing::amounts::{compare, minus, no_less, no_more, plus, same};
use crate::servicing::interest::course::{Place, Shape};
use crate::servicing::interest::period::Period;
use crate::servicing::interest::settings::PlanSettings;

impl Waiting {
    /// Something was paid of one of them.
    fn note_paid(&mut self, settings: &PlanSettings, at: usize, period: &Period) {
        self.paid_until = self.paid_until.max(Some(at));
        (self.is_paid_anew, self.is_run_through) = (true, false);
        if let Some(place) = at.checked_sub(self.places_from).and_then(|at| self.places.get_mut(at)) {
            *place = Place::of(settings, period);
        }
    }
}

impl Periods {
    /// Whether a period waits and may be paid so: it asks for what was agreed, and is not close to the last one.
    pub(in crate::servicing::interest) fn may_be_paid_waiting(&self, at: usize) -> bool {
        let waiting = self.patience.waiting.as_ref().filter(|_| self.marked.is_empty());
        let is_within = waiting.is_some_and(|waiting| at >= waiting.from && at.saturating_add(2) < waiting.last);
        is_within && self.list.get(at).is_some_and(|period| same(period.level, period.installment))
    }

    /// Principal and interest of a period that waits are paid. False where it has to be computed for that.
    pub(in crate::servicing::interest) fn pay_waiting(
        &mut self,
        settings: &PlanSettings,
        at: usize,
        principal: Decimal,
        interest: Decimal,
    ) -> bool {
        if !self.may_be_paid_waiting(at) {
            return false;
        }
        if principal.is_zero() && interest.is_zero() {
            return true;
        }
        let Some((period, waiting)) = self.list.get_mut(at).zip(self.patience.waiting.as_mut()) else { return false };
        let paid_principal = plus(period.paid_principal, principal);
        let paid_interest = plus(period.paid_interest, interest);
        let place = minus(period.installment, paid_principal);
        let is_all = match compare(paid_interest, place) {
            Ordering::Less => false,
            Ordering::Equal => true,
            Ordering::Greater => return false,
        };
        // Divided so that it still asks for its installment.
        let due_interest = if is_all { paid_interest } else { no_less(no_more(period.interest, place), paid_interest) };
        let less = minus(period.interest, due_interest);
        self.totals.interest = minus(self.totals.interest, less);
        self.totals.paid_principal = plus(self.totals.paid_principal, principal);
        self.totals.paid_interest = plus(self.totals.paid_interest, interest);
        waiting.asks = minus(plus(waiting.asks, less), principal);
        (period.paid_principal, period.paid_interest, period.interest) = (paid_principal, paid_interest, due_interest);
        let is_paid = is_all && !paid_principal.is_sign_negative();
        period.shape = if is_paid { Shape::Paid } else { Shape::Alone };
        waiting.note_paid(settings, at, period);
        self.version = self.version.saturating_add(1);
        self.changed.note(at, period);
        true
    }
}
