//! Money is paid out, or the latest payment out is taken back.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::change::Change;
use super::context::Context;
use super::enter::{Note, admitted, admitted_as, told};
use super::fields::tranches;
use super::ledger::{Entry, Ledger};
use super::refusal::{Refusal, Said};
use super::{funding, reverse};
use crate::accounts::value::amount;
use crate::field::Faults;
use crate::json::{Json, Object};
use crate::servicing::admission::room;
use crate::servicing::life_cycle::{Operation, permit};
use crate::servicing::transaction::{Charge, ChargeAmount, ChargeDue, Event, RepaymentKind};

/// What is asked for when money is paid out.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Disbursal {
    /// The day; today where none is given.
    pub on: Option<NaiveDate>,
    /// How much; the tranche's amount, or all that is left of the grant, where none is given.
    pub amount: Option<Decimal>,
    /// The tranche; the first that was not paid out where none is given and the account has tranches.
    pub tranche: Option<u32>,
    /// What the caller says of it.
    pub note: Note,
    /// The down payment that the terms book with it is told by itself, and is not booked.
    pub without_down_payment: bool,
}

/// Pays money out, with the fees that were agreed for it.
pub fn disburse(ledger: &Ledger, disbursal: Disbursal, context: &Context<'_>) -> Result<Change, Refusal> {
    let snapshot = ledger.on(context.today())?;
    permit(Operation::Disburse, &snapshot.standing)?;
    let said = Said { amount: disbursal.amount.map(|_| "amount"), day: disbursal.on.map(|_| "value_time") };
    let on = disbursal.on.unwrap_or_else(|| context.today());
    let tranche = tranche(ledger, disbursal.tranche)?;
    let of_tranche = tranche.as_ref().and_then(|(_, tranche)| amount(tranche.get("amount")?).ok());
    let amount = disbursal.amount.or(of_tranche).unwrap_or_else(|| left(ledger));
    funding::may_disburse(ledger, &snapshot, amount)?;
    let mut paid_out = ledger.clone();
    let is_first = snapshot.disbursed().is_zero();
    for fee in fees(ledger, tranche.as_ref().map(|(_, tranche)| *tranche), is_first) {
        let due = if is_first { ChargeDue::AtDisbursement } else { ChargeDue::On(on) };
        let charge = Charge { name: fee.0, penalty: false, amount: ChargeAmount::Flat(fee.1), due };
        let of_fee = Said { amount: None, ..said };
        admitted_as(of_fee, &mut paid_out, Event::Charge { charge }, on, Note::default(), context)?;
    }
    let note = Note { tranche: tranche.map(|(number, _)| number), ..disbursal.note };
    admitted_as(said, &mut paid_out, Event::Disbursement { amount }, on, note, context)?;
    let booked = down_payment(ledger, amount, snapshot.money.overpaid);
    if let Some(amount) = booked.filter(|_| !disbursal.without_down_payment) {
        let event = Event::Repayment { amount, kind: RepaymentKind::DownPayment };
        admitted(&mut paid_out, event, on, Note::default(), context)?;
    }
    told(paid_out, ledger, "account.disbursed", context)
}

/// What of a disbursement is booked as paid at once, where the terms say so: what an overpayment does not cover.
fn down_payment(ledger: &Ledger, amount: Decimal, overpaid: Decimal) -> Option<Decimal> {
    let terms = ledger.terms();
    let agreed = terms.schedule.down_payment.filter(|agreed| agreed.automatic)?;
    let left = agreed.of(amount, &terms.rounding).checked_sub(overpaid)?;
    (left > Decimal::ZERO).then_some(left)
}

/// Takes the latest payment out back, with its fees and its down payment.
pub fn undo_disburse(ledger: &Ledger, note: &Note, context: &Context<'_>) -> Result<Change, Refusal> {
    let standing = ledger.standing();
    let is_disbursement = |entry: &&&Entry| matches!(entry.transaction.event, Event::Disbursement { .. });
    let Some(last) = standing.iter().rev().find(is_disbursement) else {
        let snapshot = ledger.on(context.today())?;
        permit(Operation::UndoDisburse, &snapshot.standing)?;
        return Err(Refusal::precondition("not_disbursed", "Nothing has been paid out."));
    };
    let made_with_it = standing.iter().filter(|entry| entry.at == last.at);
    let of_event = |is: fn(&Event) -> bool| {
        made_with_it.clone().filter(move |entry| is(&entry.transaction.event)).map(|entry| entry.transaction.id)
    };
    let mut ids: Vec<_> = of_event(|event| matches!(event, Event::Repayment { .. })).collect();
    ids.push(last.transaction.id);
    ids.extend(of_event(|event| matches!(event, Event::Charge { .. })));
    reverse::all(ledger, &ids, Operation::UndoDisburse, note, "account.disbursement_undone", context)
}

/// The tranche that is to be paid out, with its number.
fn tranche(ledger: &Ledger, asked: Option<u32>) -> Result<Option<(u32, &Object)>, Refusal> {
    let tranches = tranches(&ledger.account.details);
    let paid: Vec<u32> = ledger.standing().into_iter().filter_map(|entry| entry.tranche).collect();
    let mut numbered = (1_u32..).zip(tranches);
    match asked {
        None => Ok(numbered.find(|(number, _)| !paid.contains(number))),
        Some(asked) if paid.contains(&asked) => {
            Err(Refusal::precondition("tranche_disbursed", format!("Tranche {asked} has been paid out already.")))
        }
        Some(asked) => match numbered.find(|(number, _)| *number == asked) {
            Some(found) => Ok(Some(found)),
            None => Err(Faults::at("tranche_number", "The account has no tranche of this number").into()),
        },
    }
}

/// What is left of the grant.
fn left(ledger: &Ledger) -> Decimal {
    room(ledger.terms(), &ledger.transactions()).approved_left()
}

/// Fees of a tranche, and of the account where it is the first payment out.
pub(super) fn fees(ledger: &Ledger, tranche: Option<&Object>, is_first: bool) -> Vec<(String, Decimal)> {
    let of = |object: &Object| {
        let list = object.get("fees").and_then(Json::as_list).unwrap_or_default();
        let fee = |fee: &Json| {
            let fee = fee.as_object()?;
            Some((fee.get("fee_id")?.as_text()?.to_owned(), amount(fee.get("amount")?).ok()?))
        };
        list.iter().filter_map(fee).filter(|(_, amount)| !amount.is_zero()).collect::<Vec<_>>()
    };
    let of_account = ledger.account.details.get("disbursement_details").and_then(Json::as_object).filter(|_| is_first);
    of_account.into_iter().chain(tranche).flat_map(of).collect()
}

/// The day on which the account was first paid out, and the transaction that did.
pub(super) fn first(ledger: &Ledger) -> Option<&Entry> {
    let standing = ledger.standing();
    let mut disbursements =
        standing.into_iter().filter(|entry| matches!(entry.transaction.event, Event::Disbursement { .. }));
    disbursements.next()
}
