//! Interest, fees and penalties that are not applied for a time.

use chrono::NaiveDate;

use super::book::Book;
use crate::servicing::life_cycle::LockedOperation;
use crate::servicing::locks::locked_until;
use crate::servicing::transaction::Transaction;

impl Book<'_> {
    /// From the value date to the day before the next unlocking no interest is borne, and no charge is applied.
    pub fn lock(&mut self, of: &Transaction, operations: &[LockedOperation]) {
        for operation in operations {
            let until = locked_until(self.transactions, of, *operation);
            if *operation == LockedOperation::ApplyInterest && until >= of.value_date {
                let before = self.planned();
                self.plan.pause_interest(of.value_date, until);
                self.sync_open_from(of.value_date, &before);
            }
            self.locks.push((*operation, of.value_date, until));
        }
    }

    /// Whether an operation is locked on a day.
    pub fn is_locked(&self, operation: LockedOperation, on: NaiveDate) -> bool {
        self.locks.iter().any(|(locked, from, until)| *locked == operation && on >= *from && on <= *until)
    }
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::*;
    use crate::servicing::account::Account;
    use crate::servicing::hand_built::{amount, date, disbursement, entered, recalculating, repayment};
    use crate::servicing::replay::replay;
    use crate::servicing::transaction::{Charge, ChargeAmount, ChargeDue, Event};

    fn account(events: Vec<(&str, Event)>) -> Account {
        let mut happened = vec![disbursement(1, "2024-01-01", "1000"), repayment(2, "2024-02-01", "340.02")];
        for (id, (on, event)) in (3..).zip(events) {
            happened.push(entered(id, on, event));
        }
        replay(&recalculating(), &happened, date("2024-02-20")).unwrap()
    }

    fn lock(operation: LockedOperation) -> Event {
        Event::Lock { operations: vec![operation] }
    }

    fn unlock(operation: LockedOperation) -> Event {
        Event::Unlock { operations: vec![operation] }
    }

    #[test]
    fn locked_days_bear_no_interest() {
        let operation = LockedOperation::ApplyInterest;
        let open = account(vec![("2024-02-02", lock(operation))]);
        assert_eq!(open.installments[1].expected.interest, Decimal::ZERO);
        assert_eq!(open.installments[2].expected.interest, Decimal::ZERO);
        // From 2 to 15 February nothing: 669.98 x 1% x 15/29.
        let lifted = account(vec![("2024-02-02", lock(operation)), ("2024-02-16", unlock(operation))]);
        assert_eq!(lifted.installments[1].expected.interest, amount("3.47"));
    }

    #[test]
    fn fees_and_penalties_are_locked_each_by_itself() {
        let fee = |penalty| {
            let due = ChargeDue::On(date("2024-02-15"));
            let charge = Charge { name: "Fee".to_owned(), penalty, amount: ChargeAmount::Flat(amount("20")), due };
            Event::Charge { charge }
        };
        let locked = ("2024-02-02", lock(LockedOperation::ApplyFees));
        let account = account(vec![locked, ("2024-02-10", fee(false)), ("2024-02-10", fee(true))]);
        let second = account.installments[1].expected;
        assert_eq!((second.fees, second.penalties), (Decimal::ZERO, amount("20")));
    }
}
