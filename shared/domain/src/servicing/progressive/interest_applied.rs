//! Interest that has accrued and is made due by hand.

use rust_decimal::Decimal;

use super::book::Book;
use super::row;
use super::schedule;
use crate::servicing::installment::InstallmentKind;
use crate::servicing::transaction::{Components, Transaction};

impl Book<'_> {
    /// Interest that accrued in the current period is due on the value date, in a row of its own; the period's own
    /// installment asks for as much less.
    pub fn apply_interest(&mut self, of: &Transaction, amount: Option<Decimal>) {
        let on = of.value_date;
        if self.outstanding().total().is_zero() {
            // Payments that were entered later have left nothing that could be made due.
            return;
        }
        let Some((from, due)) = self.row_of(on).map(|row| (row.from, row.due)) else { return };
        let accrued = self.plan.interest_till(from, due, on, false);
        let paid = self.row_of(on).map(|row| row.paid.interest).unwrap_or_default();
        // A later installment that takes interest which was put off may have been paid already.
        let is_paid_ahead = self.rows.iter().any(|row| row.due > on && !row.paid.interest.is_zero());
        let left = if is_paid_ahead && self.recalculates() { self.plan.outstanding_on(on).interest } else { accrued };
        let accrued = (accrued - paid).min(left).max(Decimal::ZERO);
        let applied = amount.map_or(accrued, |amount| amount.min(accrued));
        if applied.is_zero() {
            return;
        }
        let before = self.planned();
        self.plan.take_out_interest(from, due, on, applied);
        self.sync_open_from(on, &before);
        let mut row = schedule::row(InstallmentKind::AppliedInterest, on, on);
        row.expected.interest = applied;
        row::update(&mut row, on);
        self.rows.push(row);
        schedule::number(&mut self.rows);
        let components = Components { interest: applied, ..Components::default() };
        self.post(of, applied, components, Decimal::ZERO, Decimal::ZERO);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::servicing::account::Account;
    use crate::servicing::hand_built::{amount, date, disbursement, entered, recalculating, repayment};
    use crate::servicing::payoff::payoff;
    use crate::servicing::replay::replay;
    use crate::servicing::transaction::{Event, RepaymentKind, TransactionId};

    fn account(events: Vec<(&str, Event)>) -> Account {
        let mut happened = vec![disbursement(1, "2024-01-01", "1000"), repayment(2, "2024-02-01", "340.02")];
        for (id, (on, event)) in (3..).zip(events) {
            happened.push(entered(id, on, event));
        }
        replay(&recalculating(), &happened, date("2024-02-16")).unwrap()
    }

    fn interest(account: &Account) -> Vec<(String, Decimal)> {
        account.installments.iter().map(|it| (it.due.to_string(), it.expected.interest)).collect()
    }

    fn row(due: &str, interest: &str) -> (String, Decimal) {
        (due.to_owned(), amount(interest))
    }

    #[test]
    fn interest_up_to_the_day_is_due_on_it_and_the_period_asks_for_the_rest() {
        let account = account(vec![("2024-02-16", Event::InterestApplied { amount: None })]);
        // 669.98 x 1% x 15/29 of 6.70.
        let rows =
            [row("2024-02-01", "10"), row("2024-02-16", "3.47"), row("2024-03-01", "3.23"), row("2024-04-01", "3.37")];
        assert_eq!(interest(&account), rows);
        assert_eq!(account.postings.last().unwrap().components.interest, amount("3.47"));
    }

    #[test]
    fn no_more_is_applied_than_has_accrued() {
        let applied = |of: &str| account(vec![("2024-02-16", Event::InterestApplied { amount: Some(amount(of)) })]);
        assert_eq!(interest(&applied("2"))[1..3], [row("2024-02-16", "2"), row("2024-03-01", "4.70")]);
        assert_eq!(interest(&applied("5"))[1..3], [row("2024-02-16", "3.47"), row("2024-03-01", "3.23")]);
    }

    #[test]
    fn interest_that_was_put_off_and_paid_in_advance_is_not_applied() {
        // January's 10.00 is put off to February's installment, which is paid on 1 February, and with it that interest.
        let mut terms = recalculating();
        (terms.schedule.principal_grace, terms.schedule.interest_grace) = (1, 1);
        let mut happened = vec![disbursement(1, "2024-01-01", "1000"), repayment(2, "2024-02-01", "700")];
        let before = replay(&terms, &happened, date("2024-02-01")).unwrap();
        assert_eq!(before.installments[1].paid.interest, amount("10"));
        happened.push(entered(3, "2024-02-01", Event::InterestApplied { amount: None }));
        let after = replay(&terms, &happened, date("2024-02-01")).unwrap();
        assert_eq!(after.installments, before.installments);
        let owed = payoff(&terms, &happened, date("2024-02-01")).unwrap();
        assert_eq!((owed.principal, owed.interest), (amount("310"), Decimal::ZERO));
    }

    #[test]
    fn taking_it_back_leaves_nothing_of_it() {
        let applied = ("2024-02-16", Event::InterestApplied { amount: None });
        let back = ("2024-02-16", Event::Reversal { of: TransactionId(3) });
        assert_eq!(account(vec![applied, back]), account(Vec::new()));
    }

    #[test]
    fn a_payoff_takes_it() {
        let applied = entered(2, "2024-01-16", Event::InterestApplied { amount: None });
        let happened = [disbursement(1, "2024-01-01", "1000"), applied];
        // 1000 x 1% x 15/31
        let owed = payoff(&recalculating(), &happened, date("2024-01-16")).unwrap();
        assert_eq!((owed.principal, owed.interest), (amount("1000"), amount("4.84")));
    }

    #[test]
    fn waiving_it_waives_nothing_of_its_period() {
        let waived = Event::Repayment { amount: amount("3.47"), kind: RepaymentKind::InterestWaiver };
        let applied = ("2024-02-16", Event::InterestApplied { amount: None });
        let account = account(vec![applied, ("2024-02-16", waived)]);
        let left: Vec<Decimal> = account.installments.iter().map(|it| it.outstanding().interest).collect();
        assert_eq!(left, [Decimal::ZERO, Decimal::ZERO, amount("3.23"), amount("3.37")]);
    }
}
