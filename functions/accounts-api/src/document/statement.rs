//! The statement of a period.

use chrono::NaiveDate;
use documents::account::Issue;
use documents::account::statement::{Arrears, Statement, Transaction, in_words, statement};
use documents::model::Document;
use domain::accounts::account::{Ledger, Snapshot};
use domain::field::Faults;
use domain::servicing::account::Posting;
use platform::http::problem::Problem;
use rust_decimal::Decimal;

use super::{Asked, account, failed};
use crate::refusal::problem;

/// Of the days from `start_time` to `end_time`; from the beginning, and to today, where nothing is said.
pub(super) fn make(asked: &Asked<'_>, issue: &Issue) -> Result<Document, Problem> {
    let (ledger, today) = (asked.ledger, asked.context.today());
    let to = asked.to.unwrap_or(today);
    let begin = asked.context.zone().date_at(ledger.account.stamps.create);
    let first = ledger.current().map(|entry| entry.transaction.value_date).chain([begin]).min().unwrap_or(begin);
    let from = asked.from.unwrap_or_else(|| first.min(to));
    check(from, to, today)?;
    let snapshot = ledger.on(to).map_err(problem)?;
    let postings = &snapshot.money.postings;
    let balance_after = |is: &dyn Fn(&Posting) -> bool| {
        postings.iter().rev().find(|posting| is(posting)).map_or(Decimal::ZERO, |posting| posting.balance_after)
    };
    let late = &snapshot.summary.arrears;
    let said = Statement {
        account: account(ledger),
        from,
        to,
        opening_balance: balance_after(&|posting| posting.value_date < from),
        transactions: transactions(ledger, &snapshot, from, issue),
        closing_balance: balance_after(&|posting| posting.value_date <= to),
        arrears: Arrears { overdue: late.overdue, days_past_due: late.days_past_due },
    };
    statement(issue, &said).map_err(|error| failed(&error))
}

fn check(from: NaiveDate, to: NaiveDate, today: NaiveDate) -> Result<(), Faults> {
    if to > today {
        return Err(Faults::at("end_time", "Value must not lie in the future"));
    }
    if from > to {
        return Err(Faults::at("start_time", "Value must not be after end_time"));
    }
    Ok(())
}

/// What moved money or was charged, in the order in which it counts.
fn transactions(ledger: &Ledger, snapshot: &Snapshot, from: NaiveDate, issue: &Issue) -> Vec<Transaction> {
    let in_period = snapshot.money.postings.iter().filter(|posting| posting.value_date >= from);
    let row = |posting: &Posting| {
        let entry = ledger.current().find(|entry| entry.transaction.id == posting.id)?;
        Some(Transaction {
            value_date: posting.value_date,
            entered_on: entry.transaction.entered_on,
            what: in_words(issue.language, &entry.transaction.event).to_owned(),
            amount: posting.amount,
            of: posting.components,
            principal_balance: posting.balance_after,
        })
    };
    in_period.filter_map(row).collect()
}
