//! Another rate, and days without interest.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::book::Book;

impl Book<'_> {
    /// No interest from one day to another, both included.
    pub fn pause_interest(&mut self, first: NaiveDate, last: NaiveDate) {
        let first = self.paid_off_till(first).and_then(|day| day.succ_opt()).map_or(first, |day| day.max(first));
        if first > last {
            return;
        }
        let before = self.planned();
        self.plan.pause_interest(first, last);
        self.sync_open_from(first, &before);
    }

    /// Another rate, in percent a year, from a day on.
    pub fn change_rate(&mut self, from: NaiveDate, rate: Decimal) {
        let from = self.paid_off_till(from).map_or(from, |day| day.max(from));
        let before = self.planned();
        self.plan.change_rate(from, rate);
        self.plan.spare_interest_paid_ahead(from);
        self.sync_open_from(from, &before);
    }

    /// The end of the period of a day, where the loan was paid off with interest to it: it bears that, and no other.
    fn paid_off_till(&self, day: NaiveDate) -> Option<NaiveDate> {
        let is_paid_off = self.pays_off_till_period_end() && !self.disbursements.is_empty() && !self.any_open();
        self.row_of(day).filter(|_| is_paid_off).map(|row| row.due)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::servicing::account::Standing;
    use crate::servicing::hand_built::{amount, date, disbursement, entered, recalculating, repayment};
    use crate::servicing::payoff::payoff;
    use crate::servicing::replay::replay;
    use crate::servicing::terms::PayoffInterest;
    use crate::servicing::transaction::Event;

    #[test]
    fn what_was_paid_off_to_the_end_of_the_period_bears_no_other_interest_in_it() {
        let mut terms = recalculating();
        terms.interest.recalculation.as_mut().unwrap().payoff_interest = PayoffInterest::TillPeriodEnd;
        let lent = disbursement(1, "2024-01-01", "1000");
        // The whole month of 10.
        let owed = payoff(&terms, std::slice::from_ref(&lent), date("2024-01-16")).unwrap().total();
        assert_eq!(owed, amount("1010"));
        for change in [Event::RateChange { rate: amount("24") }, Event::InterestPause { until: date("2024-01-25") }] {
            let happened = [lent.clone(), repayment(2, "2024-01-16", "1010"), entered(3, "2024-01-20", change)];
            let account = replay(&terms, &happened, date("2024-01-20")).unwrap();
            assert_eq!((account.standing, account.overpaid), (Standing::Repaid, Decimal::ZERO));
            let interest: Decimal = account.installments.iter().map(|row| row.expected.interest).sum();
            assert_eq!(interest, amount("10"));
        }
    }
}
