//! Charges that fall due after re-ageing are due in the new installments of their days.

use chrono::NaiveDate;

use crate::servicing::installment::{Installment, InstallmentKind};
use crate::servicing::progressive::book::{Book, Charged};
use crate::servicing::progressive::row;

impl Book<'_> {
    /// Takes charges that fall due after a day, and that are open as a whole, out of rows that are due after it. Says
    /// their places in the list.
    pub(super) fn lift_later_charges(&mut self, on: NaiveDate) -> Vec<usize> {
        let later = |at: &usize| {
            let is_later = |charged: &Charged| {
                !charged.is_in_parts() && charged.state.due > Some(on) && charged.open() == charged.state.amount
            };
            self.charges.get(*at).is_some_and(is_later) && self.row_due_of_charge(*at).is_some_and(|due| due > on)
        };
        let mut later: Vec<usize> = (0..self.charges.len()).filter(later).collect();
        later.retain(|at| self.lift_charge(*at, on));
        later
    }

    /// Takes an open charge out of its row, and says whether it was all there: what was given up of it is not.
    fn lift_charge(&mut self, at: usize, on: NaiveDate) -> bool {
        let due = self.row_due_of_charge(at);
        let Some(charged) = self.charges.get_mut(at) else { return false };
        let (component, open) = (charged.component(), charged.open());
        let holds = |row: &&mut Installment| row.kind != InstallmentKind::DownPayment && Some(row.due) == due;
        let Some(row) = self.rows.iter_mut().find(holds).filter(|row| row.outstanding_of(component) >= open) else {
            return false;
        };
        *row::part(&mut row.expected, component) -= open;
        row::update(row, on);
        charged.kept_in = None;
        true
    }

    /// Puts charges that were lifted into the rows of their days, or into the last one.
    pub(super) fn place_later_charges(&mut self, lifted: &[usize], on: NaiveDate) {
        let takes = |row: &Installment| row.kind != InstallmentKind::DownPayment;
        for at in lifted {
            let Some(charged) = self.charges.get_mut(*at) else { continue };
            let covers = self.rows.iter().position(|row| takes(row) && Some(row.due) >= charged.state.due);
            let place = covers.or_else(|| self.rows.iter().rposition(takes));
            let Some(row) = place.and_then(|place| self.rows.get_mut(place)) else { continue };
            *row::part(&mut row.expected, charged.component()) += charged.open();
            row::update(row, on);
            charged.kept_in = Some(row.due).filter(|_| covers.is_none());
        }
    }
}
