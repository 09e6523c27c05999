//! The statement of a period.

use chrono::NaiveDate;
use documents::account::Issue;
use documents::account::statement::{Arrears, Statement, Transaction, in_words, statement};
use documents::model::Document;
use domain::accounts::account::{Ledger, Snapshot};
use domain::field::Faults;
use domain::servicing::account::{ChargeState, Posting};
use domain::servicing::transaction::{Components, Event, TransactionId};
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
    let moved = snapshot.money.postings.iter().map(|posting| {
        let rest = (posting.amount, posting.components, Some(posting.balance_after));
        (posting.value_date, posting.id, rest)
    });
    let charged = snapshot
        .money
        .charges
        .iter()
        .filter_map(|charge| charged(charge, ledger))
        .filter(|(on, ..)| *on <= snapshot.money.as_of);
    let mut all: Vec<_> = moved.chain(charged).collect();
    // What moved money is in order already; what is charged on a day comes after it.
    all.sort_by_key(|(value_date, ..)| *value_date);
    let mut balance = Decimal::ZERO;
    let rows = all.into_iter().filter_map(|(value_date, id, (amount, of, balance_after))| {
        // A charge leaves the principal as it is.
        balance = balance_after.unwrap_or(balance);
        let entry = ledger.current().find(|entry| entry.transaction.id == id)?;
        let what = in_words(issue.language, &entry.transaction.event).to_owned();
        let entered_on = entry.transaction.entered_on;
        Some(Transaction { value_date, entered_on, what, amount, of, principal_balance: balance })
    });
    rows.filter(|row| row.value_date >= from).collect()
}

/// A fee or a penalty, on the day on which it is due; those with each installment on the day on which they were agreed.
fn charged(charge: &ChargeState, ledger: &Ledger) -> Option<(NaiveDate, TransactionId, Row)> {
    let entry = ledger.current().find(|entry| entry.transaction.id == charge.id)?;
    let Event::Charge { charge: agreed } = &entry.transaction.event else { return None };
    let of = if agreed.penalty {
        Components { penalties: charge.amount, ..Components::default() }
    } else {
        Components { fees: charge.amount, ..Components::default() }
    };
    let on = charge.due.unwrap_or(entry.transaction.value_date);
    Some((on, charge.id, (charge.amount, of, None)))
}

/// An amount, its components, and the principal after it where it changed it.
type Row = (Decimal, Components, Option<Decimal>);
