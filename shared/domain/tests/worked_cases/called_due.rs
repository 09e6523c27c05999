//! Loans that are called due or charged off in a state of which the systems forget what was paid.

use chrono::NaiveDate;
use domain::servicing::account::Account;
use domain::servicing::accrual::interest_earned_of_installments;
use domain::servicing::installment::Installment;
use domain::servicing::replay::replay;
use domain::servicing::terms::{ChargeOffInterest, ScheduleEngine};
use domain::servicing::transaction::{Event, Transaction};
use rust_decimal::Decimal;

use crate::fields::Fields;
use crate::loan::Loan;
use crate::outcome::Stop;

/// Why the systems show something else of an action than what was paid and is owed, if they do.
pub fn unsupported(
    loan: &Loan,
    name: &str,
    action: Fields<'_>,
    before: &Account,
) -> Result<Option<&'static str>, Stop> {
    let Some((on, is_called_due)) = ended_on(loan, name, action)? else { return Ok(None) };
    if loan.terms.schedule.engine != ScheduleEngine::Progressive || loan.terms.interest.rate.is_zero() {
        return Ok(None);
    }
    let follows = loan.terms.interest.recalculation.is_some();
    Ok(match (follows, is_called_due) {
        (true, true) if is_in_paid_installment(before, on) => {
            Some("a loan that is called due in an installment that was paid in advance")
        }
        (true, true) if miscounts_payments(loan, before, on)? => {
            Some("a loan that is called due after a payment that went to settled installments and to later ones")
        }
        (true, false) if has_no_place_for_interest(loan, before, on)? => {
            Some("a charge-off without later interest, in an installment that was paid in advance")
        }
        (false, _) if has_paid_part_of_interest(before, on) => {
            Some("a charge-off without later interest, in an installment of whose interest a part was paid")
        }
        _ => None,
    })
}

/// The day on which an action ends interest, if it does, and whether it makes everything due.
fn ended_on(loan: &Loan, name: &str, action: Fields<'_>) -> Result<Option<(NaiveDate, bool)>, Stop> {
    let on = action.maybe_date("date")?.unwrap_or(loan.business_date);
    Ok(match (name, loan.terms.charge_off) {
        ("terminate_contract", _) => Some((loan.business_date, true)),
        ("charge_off", ChargeOffInterest::AccelerateMaturity) => Some((on, true)),
        ("charge_off", ChargeOffInterest::ZeroInterest) => Some((on, false)),
        _ => None,
    })
}

/// Whether a day is in an installment that was paid before it, of a loan that goes on bearing interest: the systems
/// forget the interest of its days when they make everything due, and payments to later installments with it.
fn is_in_paid_installment(account: &Account, on: NaiveDate) -> bool {
    let installments = &account.installments;
    let is_paid = installments
        .iter()
        .any(|row| row.from < on && on <= row.due && row.obligations_met_on.is_some_and(|paid_on| paid_on < on));
    is_paid && installments.iter().any(|row| row.due > on && !row.is_settled())
}

/// Whether a payment went to installments that begin later, and either the installment of its day or another one that
/// it paid is settled. The systems take such payments again: not where the installment of their day is settled, and all
/// of them though a part has settled another one.
fn miscounts_payments(loan: &Loan, account: &Account, on: NaiveDate) -> Result<bool, Stop> {
    let is_later = |row: &Installment| row.from > on;
    if !account.installments.iter().any(|row| is_later(row) && !row.paid.total().is_zero()) {
        return Ok(false);
    }
    let settled: Vec<&Installment> = account
        .installments
        .iter()
        .filter(|row| row.due <= on && row.is_settled() && !row.paid.total().is_zero())
        .collect();
    let is_settled = |row: &Installment| settled.iter().any(|it| (it.from, it.due) == (row.from, row.due));
    let paid = |account: &Account, of: &dyn Fn(&Installment) -> bool| -> Decimal {
        account.installments.iter().filter(|row| of(row)).map(|row| row.paid.total()).sum()
    };
    let until = |last: &Transaction, with: bool| -> Result<Account, Stop> {
        let key = |it: &Transaction| (it.value_date, it.id);
        let stays = |it: &&Transaction| key(it) < key(last) || with && it.id == last.id;
        let happened: Vec<Transaction> =
            loan.transactions.iter().filter(stays).filter(|it| !loan.is_reversed(it.id)).cloned().collect();
        Ok(replay(&loan.terms, &happened, last.value_date)?)
    };
    let pays = |it: &&Transaction| matches!(it.event, Event::Repayment { .. }) && !loan.is_reversed(it.id);
    for payment in loan.transactions.iter().filter(pays).filter(|it| it.value_date < on) {
        let (before, after) = (until(payment, false)?, until(payment, true)?);
        let day = payment.value_date;
        let of_settled_day = settled.iter().any(|row| row.from < day && day <= row.due);
        let has_settled = paid(&after, &is_settled) > paid(&before, &is_settled);
        if paid(&after, &is_later) > paid(&before, &is_later) && (of_settled_day || has_settled) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether interest to a day has no place in its installment beside the principal that was paid.
fn has_no_place_for_interest(loan: &Loan, account: &Account, on: NaiveDate) -> Result<bool, Stop> {
    let Some(row) = account.installments.iter().find(|row| row.from <= on && on < row.due && row.from < row.due) else {
        return Ok(false);
    };
    let earned = interest_earned_of_installments(&loan.terms, &loan.transactions, loan.business_date, on)?;
    let interest: Decimal = earned.iter().filter(|(due, _)| *due == row.due).map(|(_, interest)| *interest).sum();
    Ok(row.paid.principal + interest > row.expected.principal + row.expected.interest)
}

/// Whether a part of the interest of the installment of a day was paid, and a part was not.
fn has_paid_part_of_interest(account: &Account, on: NaiveDate) -> bool {
    let is_part = |row: &Installment| !row.paid.interest.is_zero() && !row.outstanding().interest.is_zero();
    account.installments.iter().any(|row| row.from <= on && on < row.due && is_part(row))
}
