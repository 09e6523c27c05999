//! Rows follow the plan: they take over what its periods ask for.
//!
//! As long as payments follow one another, only the rows of periods that changed are looked at. Whatever else happens may
//! have changed rows beside the plan, and all of them take over what it asks for with the next payment.

use chrono::NaiveDate;

use super::book::Book;
use super::row;
use crate::servicing::installment::Installment;
use crate::servicing::interest::{Period, Plan};

impl Book<'_> {
    /// Rows may have changed beside the plan.
    pub fn distrust_rows(&mut self) {
        self.rows_follow = false;
        self.rows_in_order = false;
        self.settled_rows = 0;
    }

    /// Rows take over the amounts of the plan, whatever their state.
    pub fn sync_all(&mut self) {
        if self.sync_changed(ask) {
            return;
        }
        self.plan.catch_up();
        for (row, period) in shared(&mut self.rows, &self.plan) {
            ask(row, period);
        }
    }

    /// Rows take over the amounts of the plan after a payment, and whether that leaves anything open.
    pub fn sync_after_payment(&mut self, on: NaiveDate) {
        self.plan.catch_up();
        for (row, period) in shared(&mut self.rows, &self.plan) {
            take_over(row, period, on);
        }
        self.settled_rows = 0;
        self.rows_follow = self.only_payments;
        self.rows_in_order = self.only_payments && self.rows.is_sorted_by_key(|row| row.due);
        self.plan.forget_changed();
    }

    /// The same after a payment that went to one row.
    pub fn sync_after_payment_of(&mut self, number: u32, on: NaiveDate) {
        let mut follows = false;
        let is_synced = self.sync_changed(|row, period| {
            follows |= row.number == number;
            take_over(row, period, on);
        });
        if !is_synced {
            return self.sync_after_payment(on);
        }
        self.plan.forget_changed();
        let Some(at) = self.place_of_row(number) else { return };
        // It may have asked for nothing on the day, and asks for what is left again.
        self.settled_rows = self.settled_rows.min(at);
        if !follows
            && let Some(row) = self.rows.get_mut(at)
            && row.kind.is_of_schedule()
            && let Some(period) = self.plan.period_with(row.from, row.due)
        {
            take_over(row, period, on);
        }
        self.look_for_settled_rows();
    }

    /// Rows of periods that changed take them over; false where it is not known which ones these are.
    fn sync_changed(&mut self, mut take_over: impl FnMut(&mut Installment, &Period)) -> bool {
        self.check_new_waiting();
        let Some(changed) = self.plan.changed().filter(|_| self.rows_follow && self.rows_in_order) else {
            return false;
        };
        let mut reopened = self.settled_rows;
        let mut next = 0;
        for (place, period) in changed.iter().filter_map(|at| Some((*at, self.plan.periods().get(*at)?))) {
            let shows =
                |row: &Installment| (row.from, row.due) == (period.from, period.due) && row.kind.is_of_schedule();
            // Most of them follow one another, or have the place that their period has.
            if !self.rows.get(next).is_some_and(shows) && self.rows.get(place).is_some_and(shows) {
                next = place;
            } else if !self.rows.get(next).is_some_and(shows) {
                next = self.rows.partition_point(|row| row.due < period.due);
                let found = self.rows.iter().skip(next).take_while(|row| row.due == period.due).position(shows);
                let Some(further) = found else { continue };
                next = next.saturating_add(further);
            }
            let at = next;
            next = at.saturating_add(1);
            if self.rows.iter().skip(next).take_while(|row| row.due == period.due).any(shows) {
                return false;
            }
            if let Some(row) = self.rows.get_mut(at) {
                take_over(row, period);
            }
            reopened = reopened.min(at);
        }
        self.settled_rows = reopened;
        true
    }

    /// The place of a row in the list.
    pub fn place_of_row(&self, number: u32) -> Option<usize> {
        let expected = usize::try_from(number).ok()?.checked_sub(1)?;
        let is_there = self.rows.get(expected).is_some_and(|row| row.number == number);
        if is_there { Some(expected) } else { self.rows.iter().position(|row| row.number == number) }
    }

    /// Goes on to the first row that is open. Whatever is not only a payment may open one of them again.
    pub fn look_for_settled_rows(&mut self) {
        if !self.only_payments {
            return;
        }
        let settled = self.rows.iter().skip(self.settled_rows).take_while(|row| row.is_settled()).count();
        self.settled_rows = self.settled_rows.saturating_add(settled);
    }
}

fn ask(row: &mut Installment, period: &Period) {
    row.expected.principal = period.due_principal();
    row.expected.interest = period.due_interest();
}

fn take_over(row: &mut Installment, period: &Period, on: NaiveDate) {
    ask(row, period);
    row.credited.principal = period.credited_principal();
    row.credited.interest = period.credited_interest();
    row::update(row, on);
}

/// Rows with the periods of the plan that they show; both are in the order of due dates.
pub(super) fn shared<'r>(
    rows: &'r mut [Installment],
    plan: &'r Plan,
) -> impl Iterator<Item = (&'r mut Installment, &'r Period)> {
    let mut periods = plan.periods().iter().peekable();
    rows.iter_mut().filter(|row| row.kind.is_of_schedule()).filter_map(move |row| {
        let dates = (row.due, row.from);
        while periods.next_if(|period| (period.due, period.from) < dates).is_some() {}
        periods.next_if(|period| (period.due, period.from) == dates).map(|period| (row, period))
    })
}
