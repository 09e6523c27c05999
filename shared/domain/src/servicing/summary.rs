//! What is kept of an account beside its transactions: what lists show, and the day on which it has to be looked at
//! again. It is computed by the same replay as everything else, so it can never say anything else.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::account::{Account, Standing};
use super::arrears::{self, Arrears, NextPayment};
use super::position::{Position, position};
use super::replay::ReplayError;
use super::terms::Terms;
use super::transaction::{Components, Transaction};

/// An account on a day, in short. Amounts are in units of its currency.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// What is owed, due and paid.
    pub balances: Balances,
    /// Interest that has accrued and is not due yet.
    pub accrued_interest: Decimal,
    /// Penalty that has accrued and is not owed yet, within `payoff` and beyond `balances`.
    pub accrued_penalty: Decimal,
    /// How late it is.
    pub arrears: Arrears,
    /// What it takes to pay it off today.
    pub payoff: Components,
    /// The payment that is asked for next.
    pub next_payment: Option<NextPayment>,
    /// The next day on which anything changes although nothing happens: for a clock.
    pub next_change: Option<NaiveDate>,
    /// What the account comes to.
    pub standing: Standing,
}

/// What is owed, due and paid of each component, in units of the currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Balances {
    /// What is left to pay in all.
    pub outstanding: Components,
    /// What of it is due: its due date has come.
    pub due: Components,
    /// What has been paid.
    pub paid: Components,
    /// What is not asked for any more: waived or written off.
    pub reduced: Components,
    /// Money that was paid in advance and is kept.
    pub redraw: Decimal,
    /// Money that the borrower paid beyond what is owed.
    pub overpaid: Decimal,
}

impl Balances {
    /// The balances of an account on its day.
    pub fn of(account: &Account) -> Self {
        let mut balances = Self { redraw: account.redraw, overpaid: account.overpaid, ..Self::default() };
        for installment in &account.installments {
            let left = installment.outstanding();
            balances.outstanding += left;
            if installment.due <= account.as_of {
                balances.due += left;
            }
            balances.paid += installment.paid;
            balances.reduced += installment.reduced();
        }
        balances
    }
}

/// An account on a day, in short. Where its [`Position`] is known already, [`of`] tells the same of it.
pub fn summary(terms: &Terms, transactions: &[Transaction], as_of: NaiveDate) -> Result<Summary, ReplayError> {
    Ok(of(&position(terms, transactions, as_of)?, terms, transactions))
}

/// In short what has been computed of an account with these terms and transactions.
pub fn of(position: &Position, terms: &Terms, transactions: &[Transaction]) -> Summary {
    let account = &position.account;
    let accrued_interest = match account.standing {
        Standing::Active => accrued(position),
        Standing::Undisbursed | Standing::Repaid | Standing::Overpaid | Standing::WrittenOff => Decimal::ZERO,
    };
    Summary {
        balances: Balances::of(account),
        accrued_interest,
        accrued_penalty: account.accrued_penalty,
        arrears: arrears::arrears(account, &terms.arrears, transactions),
        payoff: position.payoff,
        next_payment: arrears::next_payment(account),
        next_change: next_change(account, terms, transactions),
        standing: account.standing,
    }
}

/// Interest that has been earned, less what has fallen due of it.
fn accrued(position: &Position) -> Decimal {
    let account = &position.account;
    let due: Decimal = account
        .installments
        .iter()
        .filter(|installment| installment.due <= account.as_of)
        .map(|installment| installment.expected.interest - installment.credited.interest)
        .sum();
    (position.interest_earned - due).max(Decimal::ZERO)
}

/// The next due date, the next day on which lateness changes, or the next thing that was entered for a day to come.
fn next_change(account: &Account, terms: &Terms, transactions: &[Transaction]) -> Option<NaiveDate> {
    let later = |day: &NaiveDate| *day > account.as_of;
    let due = account.installments.iter().map(|installment| installment.due).filter(later).min();
    let entered = transactions.iter().map(|transaction| transaction.value_date).filter(later).min();
    let late = arrears::next_change(account, &terms.arrears, transactions);
    [due.filter(|_| account.standing == Standing::Active), entered, late].into_iter().flatten().min()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::servicing::hand_built::{amount, date, disbursement, entered, recalculating, repayment};
    use crate::servicing::transaction::Event;

    fn at(happened: &[Transaction], on: &str) -> Summary {
        summary(&recalculating(), happened, date(on)).unwrap()
    }

    #[test]
    fn a_late_loan_in_short() {
        let happened = [disbursement(1, "2024-01-01", "1000"), repayment(2, "2024-02-01", "340.02")];
        let late = at(&happened, "2024-03-16");
        assert_eq!(late.balances.outstanding.principal, amount("669.98"));
        assert_eq!(late.balances.due.total(), amount("340.02"));
        assert_eq!(late.balances.paid.total(), amount("340.02"));
        assert_eq!(late.payoff.total(), amount("679.92"));
        // What the payoff asks for beyond March's installment and April's principal.
        assert_eq!(late.accrued_interest, amount("3.24"));
        assert_eq!(late.arrears.days_past_due, 15);
        assert_eq!(late.standing, Standing::Active);
    }

    #[test]
    fn something_changes_next_on_a_due_date_or_when_something_was_entered_for_later() {
        let mut happened = vec![disbursement(1, "2024-01-01", "1000")];
        assert_eq!(at(&happened, "2024-01-05").next_change, Some(date("2024-02-01")));
        happened.push(entered(2, "2024-01-20", Event::InterestPause { until: date("2024-01-25") }));
        assert_eq!(at(&happened, "2024-01-05").next_change, Some(date("2024-01-20")));
    }

    #[test]
    fn what_is_repaid_accrues_nothing_and_changes_no_more() {
        let happened = [disbursement(1, "2024-01-01", "1000"), repayment(2, "2024-01-01", "1000")];
        let repaid = at(&happened, "2024-01-05");
        assert_eq!((repaid.standing, repaid.next_change), (Standing::Repaid, None));
        assert_eq!((repaid.accrued_interest, repaid.payoff.total()), (Decimal::ZERO, Decimal::ZERO));
    }
}
