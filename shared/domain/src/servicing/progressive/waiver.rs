//! Interest that is not asked for any more.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::book::Book;
use super::row;
use crate::servicing::allocation::order::Component;
use crate::servicing::installment::Installment;
use crate::servicing::transaction::{Components, Transaction};

impl Book<'_> {
    /// Interest that is due is not asked for, oldest first; what is beyond it is not waived.
    pub fn waive_interest(&mut self, of: &Transaction, amount: Decimal) {
        let waived = self.waive_oldest_interest(of.value_date, amount);
        let components = Components { interest: waived, ..Components::default() };
        self.post(of, waived, components, Decimal::ZERO, Decimal::ZERO);
    }

    /// Interest of rows that have begun is not asked for, oldest first, as far as an amount goes. Says how much that was.
    pub fn waive_oldest_interest(&mut self, on: NaiveDate, amount: Decimal) -> Decimal {
        self.waive_interest_of(on, amount, |row| has_begun(row, on))
    }

    /// Interest that is outstanding up to a day is not asked for, oldest first: neither that of rows that have begun,
    /// nor what these had no place for.
    pub fn waive_outstanding_interest(&mut self, on: NaiveDate, outstanding: Decimal) {
        let waived = self.waive_oldest_interest(on, outstanding);
        self.waive_interest_of(on, outstanding - waived, |row| !has_begun(row, on));
    }

    fn waive_interest_of(&mut self, on: NaiveDate, amount: Decimal, takes: impl Fn(&Installment) -> bool) -> Decimal {
        let recalculates = self.recalculates();
        let mut left = amount;
        for at in 0..self.rows.len() {
            let Some(row) = self.rows.get_mut(at).filter(|row| takes(row)) else { continue };
            let part = row.outstanding_of(Component::Interest).min(left).max(Decimal::ZERO);
            if part.is_zero() {
                continue;
            }
            row.waived.interest += part;
            row::update(row, on);
            left -= part;
            let (from, due) = (row.from, row.due);
            if recalculates && self.plan_has(at) {
                self.plan.pay_interest(from, due, on, part);
                self.sync_after_payment(on);
            }
        }
        amount - left
    }
}

fn has_begun(row: &Installment, on: NaiveDate) -> bool {
    row.from < on || row.due <= on
}

#[cfg(test)]
mod tests {
    use crate::servicing::hand_built::{amount, date, disbursement, entered, recalculating};
    use crate::servicing::replay::replay;
    use crate::servicing::transaction::{Event, RepaymentKind};

    #[test]
    fn interest_that_is_waived_is_the_oldest_and_no_more_than_is_due() {
        let after = |of| {
            let waiver = Event::Repayment { amount: amount(of), kind: RepaymentKind::InterestWaiver };
            let happened = [disbursement(1, "2024-01-01", "1000"), entered(2, "2024-02-01", waiver)];
            replay(&recalculating(), &happened, date("2024-02-10")).unwrap()
        };
        let account = after("4");
        let first = &account.installments[0];
        assert_eq!((first.waived.interest, first.outstanding().interest), (amount("4"), amount("6")));
        let account = after("100");
        assert_eq!(account.postings.last().unwrap().amount, amount("10"));
        assert_eq!(account.overpaid, amount("0"));
    }
}
