//! Another rate, and days without interest.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::book::Book;

impl Book<'_> {
    /// No interest from one day to another, both included.
    pub fn pause_interest(&mut self, first: NaiveDate, last: NaiveDate) {
        let before = self.planned();
        self.plan.pause_interest(first, last);
        self.sync_open_from(first, &before);
    }

    /// Another rate, in percent a year, from a day on.
    pub fn change_rate(&mut self, from: NaiveDate, rate: Decimal) {
        let before = self.planned();
        self.plan.change_rate(from, rate);
        self.sync_open_from(from, &before);
    }
}
