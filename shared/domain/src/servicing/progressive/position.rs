//! The account on a day, what it takes to pay it off and what it has earned, from one run through its transactions.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{earned, operation, payoff, run};
use crate::servicing::position::Position;
use crate::servicing::replay::ReplayError;
use crate::servicing::terms::Terms;
use crate::servicing::transaction::{Event, Transaction};

/// Transactions happen the same whatever day the account is looked at from: what differs by question comes after them.
pub(in crate::servicing) fn position(
    terms: &Terms,
    transactions: &[Transaction],
    as_of: NaiveDate,
) -> Result<Position, ReplayError> {
    let standing = operation::in_order(transactions)?;
    let is_disbursed = standing.iter().any(|transaction| matches!(transaction.event, Event::Disbursement { .. }));
    if !is_disbursed {
        // What is only planned is another loan than the one that nothing was paid out on.
        return Ok(Position {
            account: run::replay(terms, transactions, as_of)?,
            payoff: payoff::payoff(terms, transactions, as_of)?,
            interest_earned: sum(earned::interest_earned(terms, transactions, as_of, as_of)?),
        });
    }
    let book = run::run(terms, &standing)?;
    // A payoff leaves out changes of terms that are agreed later and count from a later day.
    let leaves_nothing_out = standing.iter().all(|transaction| operation::counts_on(transaction, as_of));
    Ok(Position {
        payoff: if leaves_nothing_out {
            payoff::owed(book.clone(), as_of)
        } else {
            payoff::payoff(terms, transactions, as_of)?
        },
        interest_earned: sum(earned::earned(book.clone(), as_of, as_of)),
        account: run::account(book, as_of),
    })
}

fn sum(of_rows: Vec<(NaiveDate, Decimal)>) -> Decimal {
    of_rows.into_iter().map(|(_, interest)| interest).sum()
}
