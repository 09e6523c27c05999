//! Going through the transactions, and what comes out of it.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::book::Book;
use super::row;
use super::{operation, schedule, settings};
use crate::servicing::account::{Account, Standing};
use crate::servicing::installment::InstallmentKind;
use crate::servicing::interest::Plan;
use crate::servicing::life_cycle::LockedOperation;
use crate::servicing::replay::ReplayError;
use crate::servicing::terms::{ExpectedTranche, Terms};
use crate::servicing::transaction::{Event, RepaymentKind, Transaction, TransactionId};

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
        planned.extend(standing);
        planned
    };
    let mut book = run(terms, &operations)?;
    if disbursed {
        book.pay_from_kept(as_of);
        book.recalculate_till(as_of);
    }
    Ok(finish(book, as_of, disbursed))
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
        .map_or(terms.expected_disbursement, |transaction| transaction.value_date);
    run_from(terms, operations, start)
}

/// Goes through transactions in their order, on a schedule that begins on a day.
pub(super) fn run_from<'a>(
    terms: &'a Terms,
    operations: &'a [&'a Transaction],
    start: NaiveDate,
) -> Result<Book<'a>, ReplayError> {
    let periods = schedule::periods(terms, start)?;
    let mut rows: Vec<_> =
        periods.iter().map(|(from, due)| schedule::row(InstallmentKind::Regular, *from, *due)).collect();
    for row in &mut rows {
        row::decide(row, start);
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
        postings: Vec::new(),
        portions: BTreeMap::new(),
        charges: Vec::new(),
        charged_rows: BTreeMap::new(),
        paid_rows: BTreeMap::new(),
        charged_off_on: None,
        written_off: false,
        terminated: false,
        re_amortised: false,
        pays_off: false,
        interest_refunded: Decimal::ZERO,
        balance: Decimal::ZERO,
    };
    for transaction in operations {
        apply(&mut book, transaction)?;
    }
    Ok(book)
}

/// Lets one transaction happen.
fn apply(book: &mut Book<'_>, of: &Transaction) -> Result<(), ReplayError> {
    if let Event::Repayment { amount, kind } = &of.event
        && book.takes_plainly(*kind)
    {
        book.only_payments = true;
        book.notice_payoff(of.value_date, *amount);
        book.recalculate_till(of.value_date);
        book.repay(of, *kind, *amount);
        return Ok(());
    }
    book.only_payments = false;
    book.distrust_rows();
    apply_any(book, of)
}

/// Lets any transaction happen, whatever rows it changes.
fn apply_any(book: &mut Book<'_>, of: &Transaction) -> Result<(), ReplayError> {
    let on = of.value_date;
    match &of.event {
        Event::InterestPause { until } => {
            let before = book.planned();
            book.plan.pause_interest(on, *until);
            book.sync_open_from(on, &before);
            return Ok(());
        }
        Event::RateChange { rate } => {
            let before = book.planned();
            book.plan.change_rate(on, *rate);
            book.sync_open_from(on, &before);
            return Ok(());
        }
        Event::ExtraTerms { count } => {
            book.add_installments(on, *count)?;
            return Ok(());
        }
        Event::MidTermGrace { principal, interest } => return book.grace(on, *principal, *interest),
        Event::PaymentHoliday { installments } => return book.take_holiday(on, *installments),
        Event::Charge { charge } => {
            let operation = if charge.penalty { LockedOperation::ApplyPenalties } else { LockedOperation::ApplyFees };
            if !book.is_locked(operation, on) {
                book.charge(of, charge);
            }
            return Ok(());
        }
        Event::Lock { operations } => {
            book.lock(of, operations);
            return Ok(());
        }
        Event::DueDateChange { from, to } => {
            book.change_due_date(*from, *to);
            return Ok(());
        }
        Event::ArrearsPause { .. }
        | Event::ArrearsResume
        | Event::ApprovedAmount { .. }
        | Event::Unlock { .. }
        | Event::Reversal { .. } => {
            return Ok(());
        }
        _ => {}
    }
    let on = operation::effective(of);
    if let Event::Repayment { amount, .. } = &of.event {
        book.notice_payoff(on, *amount);
    }
    book.pay_from_kept(on);
    book.recalculate_till(on);
    match &of.event {
        Event::Disbursement { amount } => book.disburse(of, *amount),
        Event::CapitalizedIncome { amount } => book.capitalize(of, *amount),
        Event::Repayment { amount, kind: RepaymentKind::InterestWaiver } => book.waive_interest(of, *amount),
        Event::Repayment { amount, kind: RepaymentKind::Recovery } => book.recover(of, *amount),
        Event::Repayment { amount, .. } if book.written_off => book.recover(of, *amount),
        Event::Repayment { amount, kind } if book.keeps(*kind) => book.repay_and_keep(of, *kind, *amount),
        Event::Repayment { amount, kind } => book.repay(of, *kind, *amount),
        Event::ChargePayment { of: charge, amount } => book.pay_charge(of, *charge, *amount),
        Event::ChargeWaiver { of: charge } => book.waive_charge(of, *charge),
        Event::InterestApplied { amount } => book.apply_interest(of, *amount),
        Event::Redraw { amount } => book.redraw(of, *amount),
        Event::Chargeback { of: payment, amount } => book.charge_back(of, *payment, *amount),
        Event::CreditBalanceRefund { amount } => book.refund_credit_balance(of, *amount),
        Event::InterestRefund { of: refund, amount } => book.refund_interest(of, *refund, *amount)?,
        Event::WriteOff { amounts } => book.write_off(of, *amounts),
        Event::ChargeOff => book.charge_off(of),
        Event::Termination => book.terminate(of),
        Event::ReAge { plan } => book.re_age(of, plan)?,
        Event::ReAmortise { interest } => book.re_amortise(of, *interest),
        _ => return Err(ReplayError::Unsupported("this event")),
    }
    Ok(())
}

/// The account that a book amounts to.
fn finish(mut book: Book<'_>, as_of: NaiveDate, disbursed: bool) -> Account {
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
    }
}
