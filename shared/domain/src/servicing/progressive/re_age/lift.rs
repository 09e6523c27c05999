//! What is taken out of rows before it is spread over new ones.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::servicing::installment::InstallmentKind;
use crate::servicing::progressive::book::Book;
use crate::servicing::progressive::row;
use crate::servicing::transaction::Components;

/// What had been paid for rows that are no more.
#[derive(Default)]
pub(super) struct Early {
    pub paid: Components,
    pub in_advance: Decimal,
}

impl Book<'_> {
    /// What will be lifted of principal and interest.
    pub fn outstanding_to_lift(&self, with_interest: bool) -> Components {
        let mut sum = Components::default();
        for row in self.rows.iter().filter(|row| !with_interest || row.kind != InstallmentKind::DownPayment) {
            let left = row.outstanding();
            sum.principal += left.principal.max(Decimal::ZERO);
            if with_interest {
                sum.interest += left.interest.max(Decimal::ZERO);
            }
        }
        sum
    }

    /// Takes what is outstanding out of all rows, and says what fees and penalties that were.
    pub fn lift_outstanding(&mut self, on: NaiveDate, with_interest_and_charges: bool) -> Components {
        let mut charges = Components::default();
        for row in &mut self.rows {
            if with_interest_and_charges && row.kind == InstallmentKind::DownPayment {
                continue;
            }
            let left = row.outstanding();
            row.expected.principal -= left.principal.max(Decimal::ZERO);
            if with_interest_and_charges {
                row.expected.interest -= left.interest.max(Decimal::ZERO);
                row.expected.fees -= left.fees;
                row.expected.penalties -= left.penalties;
                charges.fees += left.fees;
                charges.penalties += left.penalties;
            }
            row::update(row, on);
        }
        charges
    }

    /// Takes what was paid out of rows that are due on or after a day.
    pub(super) fn lift_early_payments(&mut self, on: NaiveDate) -> Early {
        let mut early = Early::default();
        for row in self.rows.iter_mut().filter(|row| row.kind.is_of_schedule() && row.due >= on) {
            let paid = std::mem::take(&mut row.paid);
            for (sum, part, expected) in [
                (&mut early.paid.principal, paid.principal, &mut row.expected.principal),
                (&mut early.paid.interest, paid.interest, &mut row.expected.interest),
                (&mut early.paid.fees, paid.fees, &mut row.expected.fees),
                (&mut early.paid.penalties, paid.penalties, &mut row.expected.penalties),
            ] {
                *sum += part;
                *expected -= part;
            }
            early.in_advance += std::mem::take(&mut row.paid_in_advance);
        }
        early
    }

    /// What was put back of fees and penalties of rows that are due on or after a day.
    pub(super) fn charges_put_back(&self, on: NaiveDate) -> Components {
        let mut sum = Components::default();
        for row in self.rows.iter().filter(|row| row.kind.is_of_schedule() && row.due >= on) {
            sum += row.credited.charges();
        }
        sum
    }
}
