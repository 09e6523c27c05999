//! Cases of one payment between two states of a schedule.
//!
//! A case shows the state before the payment, not how it came to be. So the terms and the payments that may have led
//! there are tried, and those that give exactly that state are taken; what the payment does is then up to the engine. A
//! state that nothing tried leads to is left out. That is decided before the state after the payment is looked at.

use domain::servicing::account::Account;
use domain::servicing::transaction::TransactionId;
use serde_json::Value;

use crate::fields::Fields;
use crate::loan::Loan;
use crate::options::Options;
use crate::outcome::{Outcome, Stop};
use crate::schedule_rows;
use crate::table::{self, Row, amount};
use crate::{actions, engine, terms};

mod history;
mod state;

/// What is compared of the payment itself.
const PORTIONS: [&str; 6] = ["amount", "principal", "interest", "fees", "penalties", "balance_after"];

/// Runs one.
pub fn run(case: &Value, options: &Options) -> Outcome {
    let mut outcome = Outcome::default();
    outcome.check("after", compare(Fields(case), options));
    outcome
}

/// Several histories may lead to the state before; one of them has to lead to the state after. What is shown otherwise
/// is how the closest one misses it.
fn compare(case: Fields<'_>, options: &Options) -> Result<Vec<String>, Stop> {
    let mut closest: Option<Vec<String>> = None;
    let mut stopped = None;
    for loan in history::leading_to(case)? {
        for gives_interest_back in [false, true] {
            let differences = match pay(&loan, case, gives_interest_back, options) {
                Ok(differences) => differences,
                Err(stop) => {
                    stopped = Some(stop);
                    continue;
                }
            };
            if differences.is_empty() {
                return Ok(differences);
            }
            if closest.as_ref().is_none_or(|closest| differences.len() < closest.len()) {
                closest = Some(differences);
            }
        }
    }
    match (closest, stopped) {
        (Some(differences), _) => Ok(differences),
        (None, Some(stop)) => Err(stop),
        (None, None) => Err(Stop::Unsupported("a state whose history cannot be told from it".to_owned())),
    }
}

/// Makes the payment of a case. Whether the product adds interest to a refund, a case does not say.
fn pay(loan: &Loan, case: Fields<'_>, gives_interest_back: bool, options: &Options) -> Result<Vec<String>, Stop> {
    let payment = case.object("payment")?;
    let mut loan = loan.clone();
    if gives_interest_back {
        loan.gives_interest_back(terms::repayment_kind(payment.maybe_text("type").unwrap_or("REPAYMENT"))?);
    }
    let id = TransactionId(loan.transactions.last().map_or(1, |last| last.id.0 + 1));
    actions::apply(&mut loan, payment.text("ev")?, payment)?;
    let account = engine::account(&loan)?;
    let mut differences = compare_portions(case.object("portions")?, &account, id);
    // A payment pays nothing out: what was, the state before has shown.
    differences.extend(schedule_rows::compare_installments(case.object("after")?, &account, options.verbose)?);
    Ok(differences)
}

fn compare_portions(wanted: Fields<'_>, account: &Account, id: TransactionId) -> Vec<String> {
    let wanted: Row = PORTIONS.iter().map(|key| wanted.get(key).and_then(table::expected)).collect();
    let got: Option<Row> = account.postings.iter().find(|posting| posting.id == id).map(|posting| {
        let parts = &posting.components;
        vec![
            amount(posting.amount),
            amount(parts.principal),
            amount(parts.interest),
            amount(parts.fees),
            amount(parts.penalties),
            amount(posting.balance_after),
        ]
    });
    let says = |row: &Row, column: usize| row.get(column).is_some_and(Option::is_some);
    table::differences(&PORTIONS, &[wanted], &got.into_iter().collect::<Vec<_>>(), says, false)
}
