//! More installments at the end.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::book::Book;
use crate::servicing::replay::ReplayError;

impl Book<'_> {
    /// Adds installments after the last one, over which what is outstanding on a day is spread too. Their due dates are
    /// counted as those of the schedule are; where the last one has moved, from it.
    pub fn add_installments(&mut self, on: NaiveDate, count: u32) -> Result<(), ReplayError> {
        if self.lent() > Decimal::ZERO && self.outstanding().total().is_zero() {
            // Payments that were entered later have left nothing that could be spread.
            return Ok(());
        }
        let before = self.planned();
        self.add_periods(on, count)?;
        self.add_missing_rows();
        self.sync_open_from(on, &before);
        Ok(())
    }

    /// Adds periods after the last one.
    pub fn add_periods(&mut self, on: NaiveDate, count: u32) -> Result<(), ReplayError> {
        let terms = &self.terms.schedule;
        let start = terms.counted_from.unwrap_or(self.start);
        let counted = u32::try_from(self.plan.periods().len()).map_err(|_| ReplayError::OutOfRange)?;
        let last = self.plan.maturity();
        let (seed, counted) = match last {
            Some(last) if terms.period.after(start, counted) != Some(last) => (last, 0),
            _ => (start, counted),
        };
        self.plan.add_periods(on, count, seed, counted, terms.period);
        self.plan.spare_interest_paid_ahead(on);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use crate::servicing::hand_built::{amount, date, disbursement, entered, recalculating, repayment};
    use crate::servicing::replay::replay;
    use crate::servicing::transaction::{Event, Transaction};

    fn dues(happened: &[Transaction]) -> Vec<NaiveDate> {
        let account = replay(&recalculating(), happened, date("2024-01-10")).unwrap();
        account.installments.iter().map(|row| row.due).collect()
    }

    #[test]
    fn installments_are_added_at_the_regular_distance_from_the_last_one() {
        let lent = disbursement(1, "2024-01-31", "1000");
        let more = entered(3, "2024-03-31", Event::ExtraTerms { count: 2 });
        // The days of short months do not stay.
        let counted = ["2024-02-29", "2024-03-31", "2024-04-30", "2024-05-31", "2024-06-30"].map(date);
        assert_eq!(dues(&[lent.clone(), more.clone()]), counted);
        let to = date("2024-03-10");
        let moved = entered(2, "2024-02-29", Event::DueDateChange { from: date("2024-02-29"), to });
        let follow = ["2024-03-10", "2024-04-10", "2024-05-10", "2024-06-10", "2024-07-10"].map(date);
        assert_eq!(dues(&[lent, moved, more]), follow);
    }

    #[test]
    fn what_is_paid_before_their_day_leaves_installments_that_were_agreed_in_advance() {
        let lent = disbursement(1, "2024-01-01", "1000");
        for change in [Event::ExtraTerms { count: 1 }, Event::RateChange { rate: amount("24") }] {
            let agreed = Transaction { entered_on: date("2024-02-01"), ..entered(2, "2024-03-01", change) };
            let totals = |happened: &[Transaction]| {
                let account = replay(&recalculating(), happened, date("2024-02-10")).unwrap();
                account.installments.iter().map(|row| row.expected.total()).collect::<Vec<_>>()
            };
            let announced = totals(&[lent.clone(), agreed.clone()]);
            // Late, and more than is due by then.
            for paid in ["100", "800"] {
                let paid = totals(&[lent.clone(), agreed.clone(), repayment(3, "2024-02-10", paid)]);
                let but_last = announced.len() - 1;
                assert_eq!(paid[..but_last], announced[..but_last]);
            }
        }
    }

    #[test]
    fn a_payoff_before_their_day_repays_installments_that_were_agreed_in_advance() {
        let lent = disbursement(1, "2024-01-01", "1000");
        let more = entered(2, "2024-03-01", Event::ExtraTerms { count: 2 });
        let agreed = Transaction { entered_on: date("2024-01-01"), ..more };
        assert_eq!(dues(&[lent, agreed, repayment(3, "2024-01-01", "1000")]).len(), 5);
    }

    #[test]
    fn a_loan_that_is_repaid_gets_no_more() {
        let lent = disbursement(1, "2024-01-01", "1000");
        let paid = repayment(2, "2024-01-01", "1000");
        let more = entered(3, "2024-01-10", Event::ExtraTerms { count: 2 });
        assert_eq!(dues(&[lent, paid, more]), ["2024-02-01", "2024-03-01", "2024-04-01"].map(date));
    }
}
