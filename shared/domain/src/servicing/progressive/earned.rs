//! Interest earned up to a day.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::book::Book;
use super::charge_off::part_of;
use super::{operation, run};
use crate::servicing::installment::{Installment, InstallmentKind};
use crate::servicing::replay::ReplayError;
use crate::servicing::terms::Terms;
use crate::servicing::transaction::Transaction;

/// The interest of every row that was due before the day, and of the row that the day lies in its part up to the day,
/// with the due date of each.
pub(in crate::servicing) fn interest_earned(
    terms: &Terms,
    transactions: &[Transaction],
    as_of: NaiveDate,
    till: NaiveDate,
) -> Result<Vec<(NaiveDate, Decimal)>, ReplayError> {
    let standing = operation::in_order(transactions)?;
    Ok(earned(run::run(terms, &standing)?, as_of, till))
}

/// The same when all that is going to happen has happened.
pub(super) fn earned(mut book: Book<'_>, as_of: NaiveDate, till: NaiveDate) -> Vec<(NaiveDate, Decimal)> {
    book.recalculate_till(as_of);
    let has_begun = |row: &&Installment| row.kind != InstallmentKind::DownPayment && row.from < till;
    book.rows.iter().filter(has_begun).map(|row| (row.due, book.earned_of(row, till))).collect()
}

impl Book<'_> {
    /// A row that was paid in advance goes on earning until it is due: what it earns beyond what it asks for is due later,
    /// and counts there from then on.
    fn earned_of(&self, row: &Installment, till: NaiveDate) -> Decimal {
        let expected = row.expected.interest - row.credited.interest;
        if row.due < till {
            return expected;
        }
        let rounding = &self.terms.rounding;
        self.plan
            .earned_till(row.from, row.due, till)
            .unwrap_or_else(|| rounding.money(part_of(rounding, expected, (row.from, row.due), till)))
    }
}
