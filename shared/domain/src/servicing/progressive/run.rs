//! Going through the transactions, and what comes out of it.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::attempts::Attempts;
use super::book::Book;
use super::penalty::Penalties;
use super::portions::PortionsOfPayments;
use super::row;
use super::{event, operation, schedule, settings};
use crate::servicing::account::{Account, Standing};
use crate::servicing::installment::InstallmentKind;
use crate::servicing::interest::Plan;
use crate::servicing::replay::ReplayError;
use crate::servicing::terms::{ExpectedTranche, Terms};
use crate::servicing::transaction::{Event, Transaction, TransactionId};

/// The account of terms whose engine is [`crate::servicing::terms::ScheduleEngine::Progressive`].
pub(in crate::servicing) fn replay(
    terms: &Terms,
    transactions: &[Transaction],
    as_of: NaiveDate,
) -> Result<Account, ReplayError> {
    let standing = operation::in_order(transactions)?;
    let quote = quote(terms);
    let disbursed = standing.iter().any(|transaction| matches!(transaction.event, Event::Disbursement { .. }));
    let operations: Vec<&Transaction> = if disbursed {
        standing
    } else {
        let mut planned: Vec<&Transaction> = quote.iter().collect();
        planned.extend(standing.into_iter().filter(|transaction| !event::needs_debt(&transaction.event)));
        planned
    };
    let book = run(terms, &operations)?;
    Ok(if disbursed { account(book, as_of) } else { finish(book, as_of, false) })
}

/// The account of a loan that has been paid out, when all that is going to happen has happened.
pub(super) fn account(mut book: Book<'_>, as_of: NaiveDate) -> Account {
    book.pay_from_kept(as_of);
    book.recalculate_till(as_of);
    finish(book, as_of, true)
}

/// The id of a disbursement that is only planned; those of transactions are above it.
const QUOTE: TransactionId = TransactionId(0);

/// What is planned to be paid out, for a schedule before anything is.
fn quote(terms: &Terms) -> Vec<Transaction> {
    let at_once = [ExpectedTranche { on: terms.expected_disbursement, amount: terms.principal }];
    let tranches = &terms.schedule.expected_tranches;
    let planned = if tranches.is_empty() { &at_once[..] } else { tranches };
    planned
        .iter()
        .map(|tranche| Transaction {
            id: QUOTE,
            value_date: tranche.on,
            entered_on: tranche.on,
            event: Event::Disbursement { amount: tranche.amount },
        })
        .collect()
}

/// Goes through transactions in their order.
pub(super) fn run<'a>(terms: &'a Terms, operations: &'a [&'a Transaction]) -> Result<Book<'a>, ReplayError> {
    let start = operations
        .iter()
        .find(|transaction| matches!(transaction.event, Event::Disbursement { .. }))
        .map(|transaction| transaction.value_date)
        .or_else(|| terms.schedule.expected_tranches.first().map(|tranche| tranche.on))
        .unwrap_or(terms.expected_disbursement);
    run_from(terms, operations, start)
}

/// Goes through transactions in their order, on a schedule that begins on a day: again, where a payment turns out not
/// to settle the loan as it should.
pub(super) fn run_from<'a>(
    terms: &'a Terms,
    operations: &'a [&'a Transaction],
    start: NaiveDate,
) -> Result<Book<'a>, ReplayError> {
    let mut failing = Vec::new();
    loop {
        let mut book = open(terms, operations, start)?;
        book.attempts = Attempts::of_run(failing);
        let done = go_through(&mut book, operations);
        match book.attempts.take_failed() {
            Some(known) => failing = known,
            None => return done.map(|()| book),
        }
    }
}

/// Goes through transactions in their order, as far as a payment that does not settle the loan as it should.
fn go_through(book: &mut Book<'_>, operations: &[&Transaction]) -> Result<(), ReplayError> {
    for transaction in operation::with_charges_on_what_is_lent(operations) {
        event::apply(book, transaction)?;
        if book.attempts.has_failed() {
            return Ok(());
        }
    }
    book.let_no_periods_wait();
    book.attempts.end_run();
    Ok(())
}

/// The account before anything has happened.
fn open<'a>(terms: &'a Terms, operations: &'a [&'a Transaction], start: NaiveDate) -> Result<Book<'a>, ReplayError> {
    let periods = schedule::periods(terms, start)?;
    let mut rows: Vec<_> =
        periods.iter().map(|(from, due)| schedule::row(InstallmentKind::Regular, *from, *due)).collect();
    for row in &mut rows {
        // Nothing is asked for yet.
        row.obligations_met_on = Some(start);
    }
    schedule::number(&mut rows);
    let mut plan = Plan::new(settings::of(terms), &periods);
    plan.free_first_periods(terms.schedule.interest_free_periods);
    let mut book = Book {
        terms,
        transactions: operations,
        start,
        is_quote: operations.iter().any(|transaction| transaction.id == QUOTE),
        plan,
        rows,
        only_payments: false,
        rows_follow: false,
        rows_in_order: false,
        settled_rows: 0,
        disbursements: Vec::new(),
        capitalized: Vec::new(),
        overpaid: Decimal::ZERO,
        overpaid_by: Vec::new(),
        kept: Decimal::ZERO,
        kept_since: start,
        recovered: Decimal::ZERO,
        locks: Vec::new(),
        postings: Vec::with_capacity(operations.len()),
        portions: PortionsOfPayments::of_loan(operations),
        charges: Vec::new(),
        parts: BTreeMap::new(),
        penalties: Penalties::default(),
        charged_off_on: None,
        written_off: false,
        terminated: false,
        re_amortised: false,
        pays_off: false,
        attempts: Attempts::default(),
        interest_refunded: Decimal::ZERO,
        balance: Decimal::ZERO,
    };
    book.find_free_days();
    Ok(book)
}

/// The account that a book amounts to.
fn finish(mut book: Book<'_>, as_of: NaiveDate, disbursed: bool) -> Account {
    let accrued_penalty = book.accrued_penalty(as_of);
    let spare =
        book.rows.last().is_some_and(|row| row.kind == InstallmentKind::Additional && row.expected.total().is_zero());
    if spare {
        book.rows.pop();
    }
    // What late principal bore may have moved since the last payment, from a row that nothing is left of.
    let last_posted = book.postings.last().map_or(book.start, |posting| posting.value_date);
    for row in &mut book.rows {
        row::update(row, last_posted);
    }
    if book.is_quote {
        // What is only planned has not happened.
        book.postings.retain(|posting| posting.id != QUOTE);
        for row in &mut book.rows {
            row.obligations_met_on = None;
        }
    }
    let made = book.disbursements.len();
    let planned = book
        .terms
        .schedule
        .expected_tranches
        .iter()
        .skip(made)
        .filter(|tranche| tranche.on > as_of)
        .map(|tranche| (tranche.on, tranche.amount))
        .collect();
    let owes = book.rows.iter().any(|row| row.outstanding().total() > Decimal::ZERO);
    let standing = match (disbursed, book.written_off, owes) {
        (false, _, _) => Standing::Undisbursed,
        (true, true, _) => Standing::WrittenOff,
        (true, false, true) => Standing::Active,
        (true, false, false) if book.overpaid > Decimal::ZERO => Standing::Overpaid,
        (true, false, false) => Standing::Repaid,
    };
    Account {
        as_of,
        disbursements: book.disbursements,
        planned,
        capitalized: book.capitalized,
        installments: book.rows,
        postings: book.postings,
        charges: book.charges.into_iter().map(|charged| charged.state).collect(),
        overpaid: book.overpaid,
        redraw: book.kept,
        recovered: book.recovered,
        standing,
        charged_off_on: book.charged_off_on,
        accrued_penalty,
    }
}
