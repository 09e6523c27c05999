//! Interest that finds no place in installments, because these were paid before it was borne.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::course::{self, Left};
use super::period::Period;
use super::plan::Plan;
use super::unbegun::Unbegun;
use super::unit_interest::UnitInterest;
use crate::servicing::terms::InterestMethod;

impl Plan {
    /// Interest up to a day that found no place in any of the periods that are due after another day: the last of them
    /// has it.
    pub(super) fn unplaced_interest(&self, due: NaiveDate, till: NaiveDate) -> Option<Decimal> {
        if self.latest_overdue == Some(due) {
            let mut draft = self.clone();
            draft.reverse_overdue();
            return draft.unplaced_interest_after(due, till);
        }
        self.unplaced_interest_after(due, till)
    }

    fn unplaced_interest_after(&self, due: NaiveDate, till: NaiveDate) -> Option<Decimal> {
        if let Some(interest) = self.unplaced_at_a_glance(due, till) {
            return (interest > Decimal::ZERO).then_some(interest);
        }
        let mut draft = self.clone();
        draft.stop_interest_after(till);
        draft.refresh();
        draft
            .periods
            .iter()
            .rev()
            .take_while(|period| period.due > due)
            // What is put off by agreement finds its place later.
            .find(|period| !period.interest_grace)
            .map(Period::unrecognized_interest)
            .filter(|interest| *interest > Decimal::ZERO)
    }

    /// The same, or zero, from the period that a day lies in alone, as long as later ones have no interest but what it leaves to
    /// them; `None` where the whole plan has to be looked at.
    fn unplaced_at_a_glance(&self, due: NaiveDate, till: NaiveDate) -> Option<Decimal> {
        let current = self.period_of(till)?;
        let mut period = self.periods.get(current).filter(|period| period.due <= due)?.clone();
        let is_level = self.settings.method == InterestMethod::DecliningBalanceEqualInstallments;
        if !is_level || !self.periods.is_plain() || self.periods.lends_after(current) {
            return None;
        }
        let segment = period.segment_of(till, current == 0)?;
        period.segments.get_mut(segment)?.to = till;
        for later in period.segments.iter_mut().skip(segment.saturating_add(1)).filter(|later| later.to > till) {
            later.factor_to_due = UnitInterest::NONE;
        }
        let received = period.received;
        let mut left = course::run(&self.settings, &mut period, received, current == 0).interest();
        let mut found = Decimal::ZERO;
        for later in self.periods.iter().skip(current.saturating_add(1)) {
            if left.is_zero() {
                break;
            }
            left = if let Some(unbegun) = Unbegun::of(later, left) {
                unbegun.left()
            } else {
                let (mut later, left) = (later.without_days(), Left::without_balance(left));
                course::run(&self.settings, &mut later, left, false).interest()
            };
            if later.due > due && !later.interest_grace {
                found = left;
            }
        }
        Some(found)
    }
}
