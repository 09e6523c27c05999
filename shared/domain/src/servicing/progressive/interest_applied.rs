//! Interest that has accrued and is made due by hand.

use rust_decimal::Decimal;

use super::book::Book;
use super::row;
use super::schedule;
use crate::servicing::installment::InstallmentKind;
use crate::servicing::transaction::{Components, Transaction};

impl Book<'_> {
    /// Interest that accrued in the current period is due on the value date, in a row of its own; the period's own
    /// installment asks for as much less.
    pub fn apply_interest(&mut self, of: &Transaction, amount: Option<Decimal>) {
        let on = of.value_date;
        let Some((from, due)) = self.row_of(on).map(|row| (row.from, row.due)) else { return };
        let accrued = self.plan.interest_till(from, due, on, false);
        let paid = self.row_of(on).map(|row| row.paid.interest).unwrap_or_default();
        let accrued = (accrued - paid).max(Decimal::ZERO);
        let applied = amount.map_or(accrued, |amount| amount.min(accrued));
        if applied.is_zero() {
            return;
        }
        self.plan.take_out_interest(from, due, on, applied);
        self.sync_open_from(on);
        let mut row = schedule::row(InstallmentKind::AppliedInterest, on, on);
        row.expected.interest = applied;
        row::update(&mut row, on);
        self.rows.push(row);
        schedule::number(&mut self.rows);
        let components = Components { interest: applied, ..Components::default() };
        self.post(of, applied, components, Decimal::ZERO, Decimal::ZERO);
    }
}
