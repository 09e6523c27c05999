//! A payment that is recorded on a month of a serviced loan.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::month::{self, ServicedMonth};
use crate::accounts::account::{self as accounts, Change, Context, Ledger, Snapshot, enter};
use crate::calendar::date_from_text;
use crate::field::{Faults, is_id};
use crate::json::{Json, Object};
use crate::lending::Refusal;
use crate::lending::allocation::FinalStatus;
use crate::lending::payment::Payment;
use crate::lending::remark;
use crate::servicing::life_cycle::{AccountSubState, Place};

/// Enters a payment on an account as a repayment; after a write-off, as a recovery. It counts from the day on which the money
/// was received, else from that of the recovery, else from today, and pays what the account's own order says, whatever the
/// month. `is_uploaded` says that the lender has uploaded the month, which then needs no installment.
///
/// A month of an account is closed when nothing is left of it, and not because somebody says so: with `Closed`, be it with a
/// no objection certificate or a settlement, the payment must leave nothing. What is not to be asked for is waived or
/// written off first, by whoever may. A new date of default says nothing here: it follows from due dates.
///
/// # Errors
/// [`Refusal::NotFound`] when nothing is due in the month, [`Refusal::Conflict`] when the account does not take the payment or
/// would still owe something of a month that is said to be closed.
pub fn pay(ledger: &Ledger, payment: &Payment, is_uploaded: bool, context: &Context<'_>) -> Result<Change, Refusal> {
    let before = ledger.on(context.today()).map_err(refusal)?;
    if !is_uploaded && month::month(&before, payment.month).is_none() {
        return Err(Refusal::NotFound("Loan of this allocation_month"));
    }
    if payment.amount.is_zero() {
        return Err(Faults::at("amount_recovered", "Value must be greater than 0: the loan is serviced here").into());
    }
    let mut change = enter(ledger, &body(payment, before.place()), context).map_err(refusal)?;
    if payment.final_status == FinalStatus::Closed {
        require_closed(payment, &change.snapshot)?;
    }
    change.remark.text = remark::paid(payment);
    Ok(change)
}

/// The transaction as its own body says it.
fn body(payment: &Payment, place: Place) -> Object {
    let written_off = place.sub_state == Some(AccountSubState::WrittenOff);
    let kind = if written_off { "recovery_after_write_off" } else { "repayment" };
    let mut body = Object::from([
        ("type".to_owned(), Json::text(kind)),
        ("amount".to_owned(), Json::text(payment.amount.normalize().to_string())),
    ]);
    if payment.is_external() {
        body.insert("is_external".to_owned(), true.into());
    }
    if let Some(day) = received_on(payment) {
        body.insert("value_date".to_owned(), day.to_string().into());
    }
    if let Some(reference) = payment.reference() {
        let key = if is_id(reference) { "payment_id" } else { "notes" };
        body.insert(key.to_owned(), reference.into());
    }
    body
}

/// The day on which the money was received, as far as the payment says one.
fn received_on(payment: &Payment) -> Option<NaiveDate> {
    let said = |key: &str| {
        let text = payment.fields.get(key).and_then(Json::as_text)?;
        date_from_text(text.get(..10)?)
    };
    said("payment_received_date").or_else(|| said("recovery_date"))
}

fn require_closed(payment: &Payment, after: &Snapshot) -> Result<(), Refusal> {
    let left = month::month(after, payment.month).map_or_else(|| overdue(after), |it: ServicedMonth| it.left);
    if left.is_zero() {
        return Ok(());
    }
    Err(Refusal::Conflict(format!(
        "{left} of {} would still be owed: send final_status Partially Recovered, or have the rest waived or written off first",
        payment.month
    )))
}

/// What is due and not paid.
fn overdue(after: &Snapshot) -> Decimal {
    after.summary.balances.due.total()
}

fn refusal(refusal: accounts::Refusal) -> Refusal {
    match refusal {
        accounts::Refusal::Invalid(faults) => Refusal::Invalid(renamed(&faults)),
        accounts::Refusal::NotFound(what) => Refusal::NotFound(what),
        accounts::Refusal::AlreadyExists(sentence) => Refusal::Conflict(sentence),
        accounts::Refusal::Precondition { code, sentence } => match at_fault(&code) {
            Some(key) => Faults::at(key, sentence).into(),
            None => Refusal::Conflict(sentence),
        },
    }
}

/// The key of a payment that a reason of the account's is about, where it is about one.
fn at_fault(code: &str) -> Option<&'static str> {
    match code {
        "too_many_decimals" | "not_above_zero" => Some("amount_recovered"),
        "future_date" | "before_disbursement" => Some("payment_received_date"),
        _ => None,
    }
}

/// Faults of the transaction at the keys of the payment.
fn renamed(faults: &Faults) -> Faults {
    let mut renamed = Faults::default();
    for (key, sentence) in faults.flat() {
        match key.as_str() {
            "amount" => renamed.add("amount_recovered", sentence),
            "value_date" => renamed.add("payment_received_date", sentence),
            "payment_id" | "notes" => renamed.add("payment_reference_number", sentence),
            _ => renamed.add(key, sentence),
        }
    }
    renamed
}
