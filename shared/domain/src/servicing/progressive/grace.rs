//! Grace while the loan runs, and holidays, in which installments ask for nothing.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::book::Book;
use super::row;
use crate::servicing::replay::ReplayError;

impl Book<'_> {
    /// The next installments after a day ask for nothing.
    pub fn take_holiday(&mut self, on: NaiveDate, installments: u32) -> Result<(), ReplayError> {
        self.grace(on.succ_opt().ok_or(ReplayError::OutOfRange)?, installments, installments)
    }

    /// The first installments that are due on or after a day ask for no principal, and so many for no interest; as many
    /// are added as ask for no principal.
    pub fn grace(&mut self, day: NaiveDate, principal: u32, interest: u32) -> Result<(), ReplayError> {
        if self.lent() > Decimal::ZERO && self.outstanding().total().is_zero() {
            // Payments that were entered later have left nothing that could be put off.
            return Ok(());
        }
        let before = self.planned();
        let more = self.plan.grace(day, principal, interest);
        self.add_periods(day, more)?;
        self.add_missing_rows();
        self.sync_open_from(day, &before);
        for row in self.rows.iter_mut().filter(|row| row.due >= day) {
            row::update(row, day);
        }
        Ok(())
    }
}
