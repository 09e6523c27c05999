//! What it takes to pay an account off on a day.

use chrono::NaiveDate;

use super::account::Account;
use super::progressive;
use super::replay::{ReplayError, replay};
use super::terms::{ScheduleEngine, Terms};
use super::transaction::{Components, Transaction};

/// What it takes to pay the account off on a day, by component, in units of the account's currency.
pub fn payoff(terms: &Terms, transactions: &[Transaction], on: NaiveDate) -> Result<Components, ReplayError> {
    match terms.schedule.engine {
        ScheduleEngine::Progressive => progressive::payoff(terms, transactions, on),
        ScheduleEngine::Cumulative => replay(terms, transactions, on).map(|account| outstanding(&account)),
    }
}

/// What is outstanding over all installments.
fn outstanding(account: &Account) -> Components {
    account.installments.iter().fold(Components::default(), |sum, row| {
        let left = row.outstanding();
        Components {
            principal: sum.principal + left.principal,
            interest: sum.interest + left.interest,
            fees: sum.fees + left.fees,
            penalties: sum.penalties + left.penalties,
        }
    })
}
