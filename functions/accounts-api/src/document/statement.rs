//! The statement of a period.

use std::collections::HashMap;

use chrono::NaiveDate;
use documents::account::Issue;
use documents::account::statement::{Arrears, Statement, Transaction, in_words, statement};
use documents::model::Document;
use domain::accounts::account::{AgreementOn, Entry, Ledger, Refusal};
use domain::field::Faults;
use domain::servicing::account::ChargeState;
use domain::servicing::transaction::{Components, Event, TransactionId};
use platform::http::problem::Problem;
use rust_decimal::Decimal;

use super::{Asked, account, failed};
use crate::refusal::problem;

/// Of the days from `start_time` to `end_time`; from the beginning, and to today, where nothing is said. What was agreed
/// before a refinancing or a rescheduling under the same id is told with what is agreed since.
pub(super) fn make(asked: &Asked<'_>, issue: &Issue) -> Result<Document, Problem> {
    let (ledger, today) = (asked.ledger, asked.context.today());
    let to = asked.to.unwrap_or(today);
    let begin = asked.context.zone().date_at(ledger.account.stamps.create);
    let first = ledger.entries.iter().map(|entry| entry.transaction.value_date).chain([begin]).min().unwrap_or(begin);
    let from = asked.from.unwrap_or_else(|| first.min(to));
    check(from, to, today)?;
    let agreements = ledger.agreements_on(to).map_err(|error| problem(Refusal::from(error)))?;
    let rows = rows(ledger, &agreements, to);
    let balance_before = rows.iter().rfind(|row| row.on < from).map_or(Decimal::ZERO, |row| row.balance);
    let late = agreements.last().map(AgreementOn::arrears).unwrap_or_default();
    let said = Statement {
        account: account(ledger),
        from,
        to,
        opening_balance: balance_before,
        closing_balance: rows.last().map_or(Decimal::ZERO, |row| row.balance),
        transactions: rows.iter().filter(|row| row.on >= from).filter_map(|row| told(row, issue)).collect(),
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

/// Something that moved money or was charged.
struct Row<'a> {
    on: NaiveDate,
    entry: Option<&'a Entry>,
    amount: Decimal,
    of: Components,
    /// The principal outstanding after it.
    balance: Decimal,
}

/// What moved money or was charged up to a day, in the order in which it counts.
fn rows<'a>(ledger: &'a Ledger, agreements: &[AgreementOn<'_>], to: NaiveDate) -> Vec<Row<'a>> {
    let entries: HashMap<TransactionId, &Entry> =
        ledger.entries.iter().map(|entry| (entry.transaction.id, entry)).collect();
    let mut rows = Vec::new();
    for (agreement, later) in agreements.iter().zip(agreements.iter().skip(1).map(Some).chain([None])) {
        // What would have been due after it ended is told with its end.
        let ended = later.and_then(|_| agreement.money.postings.last()).map_or(to, |last| last.value_date);
        let mut of_it: Vec<_> = agreement
            .money
            .postings
            .iter()
            .map(|it| (it.value_date, it.id, it.amount, it.components, Some(it.balance_after)))
            .chain(agreement.money.charges.iter().filter_map(|charge| charged(charge, &entries)))
            .filter(|(on, ..)| *on <= to)
            .map(|(on, id, amount, of, balance)| (on.min(ended), id, amount, of, balance))
            .collect();
        // What moved money is in order already; what is charged on a day comes after it.
        of_it.sort_by_key(|(on, ..)| *on);
        let mut balance = Decimal::ZERO;
        for (on, id, amount, of, balance_after) in of_it {
            // A charge leaves the principal as it is.
            balance = balance_after.unwrap_or(balance);
            rows.push(Row { on, entry: entries.get(&id).copied(), amount, of, balance });
        }
    }
    rows
}

/// A fee or a penalty, on the day on which it is due; those with each installment on the day on which they were agreed.
fn charged(
    charge: &ChargeState,
    entries: &HashMap<TransactionId, &Entry>,
) -> Option<(NaiveDate, TransactionId, Decimal, Components, Option<Decimal>)> {
    let transaction = &entries.get(&charge.id)?.transaction;
    let Event::Charge { charge: agreed } = &transaction.event else { return None };
    let of = if agreed.penalty {
        Components { penalties: charge.amount, ..Components::default() }
    } else {
        Components { fees: charge.amount, ..Components::default() }
    };
    Some((charge.due.unwrap_or(transaction.value_date), charge.id, charge.amount, of, None))
}

fn told(row: &Row<'_>, issue: &Issue) -> Option<Transaction> {
    let transaction = &row.entry?.transaction;
    Some(Transaction {
        value_date: row.on,
        entered_on: transaction.entered_on,
        what: in_words(issue.language, &transaction.event).to_owned(),
        amount: row.amount,
        of: row.of,
        principal_balance: row.balance,
    })
}
