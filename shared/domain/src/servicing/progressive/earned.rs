//! Interest earned up to a day.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{operation, run};
use crate::servicing::installment::InstallmentKind;
use crate::servicing::replay::ReplayError;
use crate::servicing::terms::Terms;
use crate::servicing::transaction::Transaction;

/// The interest of every row that is due by the day, and of the row that the day lies in its part up to the day.
pub(in crate::servicing) fn interest_earned(
    terms: &Terms,
    transactions: &[Transaction],
    as_of: NaiveDate,
    till: NaiveDate,
) -> Result<Decimal, ReplayError> {
    let standing = operation::in_order(transactions)?;
    let mut book = run::run(terms, &standing)?;
    book.recalculate_till(as_of);
    let mut earned = Decimal::ZERO;
    for row in book.rows.iter().filter(|row| row.kind != InstallmentKind::DownPayment && row.from < till) {
        earned += if row.due <= till {
            row.expected.interest - row.credited.interest
        } else {
            book.plan.interest_till(row.from, row.due, till, false).min(row.expected.interest - row.credited.interest)
        };
    }
    Ok(earned)
}
