//! What led to a state, as it may have been.

use chrono::NaiveDate;
use domain::servicing::transaction::{Charge, ChargeAmount, ChargeDue, Event, TransactionId};
use rust_decimal::Decimal;

use super::candidates::Candidate;
use super::pasts::{Charged, Past};
use super::state::{Row, State};
use crate::engine;
use crate::loan::Loan;
use crate::outcome::Stop;

/// What led to the state, as far as it can be told. It did happen, so whether it would be admitted is not asked.
pub fn tell(candidate: &Candidate, before: &State, past: &Past, today: NaiveDate) -> Result<Loan, Stop> {
    let mut loan = Loan::with_terms(candidate.terms.clone(), today);
    loan.terms.allocation.chargeback.clone_from(&past.chargeback_order);
    let start = before.start()?;
    if let Some(amount) = before.disbursed.first().map(|it| it.charged).filter(|amount| !amount.is_zero()) {
        happened(&mut loan, start, charge(amount, false, ChargeDue::AtDisbursement));
    }
    for disbursed in before.paid_out_by(today).0 {
        happened(&mut loan, disbursed.on, Event::Disbursement { amount: disbursed.amount });
    }
    for row in &before.rows {
        for (amount, penalty) in [(row.fees, false), (row.penalties, true)] {
            if !amount.is_zero() {
                let day = charged_on(row, past.charged, start, today);
                let due = if past.charged == Charged::InItsPeriod { day } else { row.due };
                happened(&mut loan, day, charge(amount, penalty, ChargeDue::On(due)));
            }
        }
    }
    pay(&mut loan, past)?;
    for (on, event) in &candidate.changed {
        happened(&mut loan, *on, event.clone());
    }
    Ok(loan)
}

/// Makes the payments. What comes with a refund is more than was guessed where it reaches into the next row: by that the
/// next payment was less.
fn pay(loan: &mut Loan, past: &Past) -> Result<(), Stop> {
    let mut beyond = Decimal::ZERO;
    for (at, paid) in past.payments.iter().enumerate() {
        let amount = if paid.follows.is_some() { paid.amount } else { paid.amount - beyond };
        if amount <= Decimal::ZERO {
            return Err(Stop::Unsupported("a payment of nothing".to_owned()));
        }
        happened(loan, paid.on, Event::Repayment { amount, kind: paid.kind });
        let of = loan.transactions.last().map_or(TransactionId(0), |last| last.id);
        let Some(follows) = &paid.follows else {
            beyond = Decimal::ZERO;
            continue;
        };
        let (on, event) = follows.of(of);
        let is_refund = matches!(event, Event::InterestRefund { .. });
        happened(loan, on.unwrap_or(paid.on), event);
        if is_refund && past.payments.get(at + 1..).is_some_and(|later| later.iter().any(|it| it.follows.is_none())) {
            let id = TransactionId(of.0 + 1);
            let postings = engine::account(loan)?.postings;
            let interest: Decimal = postings.iter().filter(|it| it.id == id).map(|it| it.amount).sum();
            beyond += amount + interest - paid.shown;
        }
    }
    Ok(())
}

fn charged_on(row: &Row, charged: Charged, start: NaiveDate, today: NaiveDate) -> NaiveDate {
    match charged {
        Charged::AtFirst => start,
        Charged::InItsPeriod => row.from.succ_opt().unwrap_or(row.from).min(today),
        Charged::WhenDue => row.due.min(today),
    }
}

/// Enters what happened.
pub fn happened(loan: &mut Loan, on: NaiveDate, event: Event) {
    let transaction = loan.transaction(on, event);
    loan.transactions.push(transaction);
}

fn charge(amount: Decimal, penalty: bool, due: ChargeDue) -> Event {
    Event::Charge { charge: Charge { name: "Charge".to_owned(), penalty, amount: ChargeAmount::Flat(amount), due } }
}
