//! What is left to pay of the whole plan when everything is paid on a day, from periods up to that day and those that
//! interest is left to: without looking at the plan as it would be then.
//!
//! Interest of the current period ends on the day, and later periods bear none; what paid ones have no place for goes
//! on to the first that is open, as in [`super::glance`]. The last one that is open takes all that comes to it,
//! whatever it asked for.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::due::Due;
use super::period::Period;
use super::plan::Plan;
use super::unbegun::Unbegun;
use crate::servicing::amounts::{minus, plus};
use crate::servicing::terms::InterestMethod;

impl Plan {
    /// What is left to pay when everything is paid on a day; `None` where the whole plan has to be looked at.
    pub(super) fn outstanding_at_a_glance(&self, on: NaiveDate) -> Option<Due> {
        let is_level = self.settings.method == InterestMethod::DecliningBalanceEqualInstallments;
        let current = self.period_in_order(on).filter(|_| is_level && !self.periods.any_waits())?;
        let whole = self.periods.get(current)?;
        let lends = self.periods.lends_after(current) || whole.lends();
        // Interest that is put off by agreement is not asked for where it would be otherwise.
        let is_put_off = whole.interest_grace || self.periods.open().any(|period| period.interest_grace);
        let mut later = self.periods.iter().skip(current.saturating_add(1));
        let is_paid_ahead = later.any(|period| !period.paid_interest.is_zero());
        let is_simple = !lends && !is_put_off && !is_paid_ahead && self.adds_up();
        let last = self.periods.find_last_open().filter(|last| *last >= current && is_simple)?;
        let cut = if whole.due > on { Some(self.cut_period(whole, current, on)?) } else { None };
        let own = cut.as_ref().unwrap_or(whole);
        // More was paid for it than it bears up to the day: earlier ones may have a place for that again.
        if own.due_interest() > own.calculated_interest {
            return None;
        }
        let before = self.periods.open_places().start..current;
        let late = before.filter_map(|at| self.periods.get(at)).map(Period::outstanding_interest);
        let begun = plus(late.fold(Decimal::ZERO, plus), own.outstanding_interest());
        let later = self.interest_left_to(current, last, own.unrecognized_interest())?;
        Some(Due { principal: self.outstanding_principal(), interest: plus(begun, later) })
    }

    /// What interest that a period has no place for is due in those after it, of which one is the last that is open.
    fn interest_left_to(&self, current: usize, last: usize, mut left: Decimal) -> Option<Decimal> {
        let mut interest = Decimal::ZERO;
        let mut is_any_open = false;
        for at in current.checked_add(1)?..=last {
            if left.is_zero() {
                break;
            }
            let period = self.periods.get(at)?;
            let is_paid = period.is_fully_paid();
            let takes_interest = period.paid_interest.is_zero() || !is_any_open;
            let unbegun = Unbegun::of(period, left).filter(|_| takes_interest)?;
            is_any_open |= !is_paid;
            let due = if at == last { unbegun.closing(Decimal::ZERO) } else { unbegun.due() };
            interest = plus(interest, minus(due.interest, period.paid_interest));
            left = if at == last { Decimal::ZERO } else { unbegun.left() };
        }
        left.is_zero().then_some(interest)
    }
}
