//! A loan that is given up, in whole or in part.

use rust_decimal::Decimal;

use super::book::Book;
use super::row;
use crate::servicing::allocation::order::Component;
use crate::servicing::transaction::{Components, Transaction};

const COMPONENTS: [Component; 4] = [Component::Principal, Component::Interest, Component::Fee, Component::Penalty];

impl Book<'_> {
    /// Gives up everything that is outstanding, or amounts of it: these are taken from the last rows first, so that
    /// what is due soonest stays due.
    pub fn write_off(&mut self, of: &Transaction, amounts: Option<Components>) {
        let on = of.value_date;
        if self.recalculates() {
            self.sync_all();
        }
        let mut left = amounts.unwrap_or_else(|| self.outstanding());
        let mut given_up = Components::default();
        for row in self.rows.iter_mut().rev() {
            for component in COMPONENTS {
                let part = row::outstanding(row, component).min(*row::part(&mut left, component)).max(Decimal::ZERO);
                *row::part(&mut left, component) -= part;
                *row::part(&mut row.written_off, component) += part;
                *row::part(&mut given_up, component) += part;
            }
            row::update(row, on);
        }
        self.written_off |= amounts.is_none();
        self.post(of, given_up.total(), given_up, Decimal::ZERO, -given_up.principal);
    }
}
