//! Interest, fees and penalties that are not applied for a time.

use chrono::NaiveDate;

use super::book::Book;
use crate::servicing::life_cycle::LockedOperation;
use crate::servicing::transaction::{Event, Transaction};

impl Book<'_> {
    /// From the value date to the day before the next unlocking no interest is borne, and no charge is applied.
    pub fn lock(&mut self, of: &Transaction, operations: &[LockedOperation]) {
        for operation in operations {
            let until = self.unlocked_on(of, *operation).and_then(|day| day.pred_opt()).unwrap_or(NaiveDate::MAX);
            if *operation == LockedOperation::ApplyInterest && until >= of.value_date {
                self.plan.pause_interest(of.value_date, until);
                self.sync_open_from(of.value_date);
            }
            self.locks.push((*operation, of.value_date, until));
        }
    }

    /// The day on which what a transaction locked is unlocked.
    fn unlocked_on(&self, of: &Transaction, operation: LockedOperation) -> Option<NaiveDate> {
        self.transactions
            .iter()
            .skip_while(|transaction| transaction.id != of.id)
            .find(|transaction| {
                matches!(&transaction.event, Event::Unlock { operations } if operations.contains(&operation))
            })
            .map(|transaction| transaction.value_date)
    }

    /// Whether an operation is locked on a day.
    pub fn is_locked(&self, operation: LockedOperation, on: NaiveDate) -> bool {
        self.locks.iter().any(|(locked, from, until)| *locked == operation && on >= *from && on <= *until)
    }
}
