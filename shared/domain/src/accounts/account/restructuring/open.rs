//! What takes its place begins: with the debt as its first disbursement.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::request::{Request, of_account};
use crate::accounts::account::context::Context;
use crate::accounts::account::disburse::fees;
use crate::accounts::account::enter::{Note, admitted};
use crate::accounts::account::ledger::Ledger;
use crate::accounts::account::refusal::Refusal;
use crate::accounts::setting::inside;
use crate::accounts::settings::interest::{RATE, SPREAD};
use crate::field::Faults;
use crate::json::Object;
use crate::resource::merged;
use crate::servicing::life_cycle::{Fact, Facts, LockedOperation};
use crate::servicing::transaction::{Charge, ChargeAmount, ChargeDue, Event, Transaction, TransactionId};

/// The fields of an account that another one which takes its place has, too, unless the caller says others: who has it,
/// who looks after it, and what secures it. How it was paid out, and notes on that, are its own.
const COPIED: [&str; 10] = [
    "name",
    "holder_id",
    "holder_type",
    "assets",
    "guarantors",
    "assigned_branch_id",
    "assigned_centre_id",
    "assigned_user_id",
    "interest_commission",
    "settlement_account_id",
];

/// The fields of another account that takes the place of one with these.
pub(super) fn of_another(details: &Object, request: &Request) -> Object {
    let copied = details.iter().filter(|(key, _)| COPIED.contains(&key.as_str()) || is_of_both(key));
    let copied: Object = copied.map(|(key, value)| (key.clone(), value.clone())).collect();
    said_in_place(&copied, request)
}

/// The fields of an account that goes on under its id. The parts in which it was paid out, and how, are of the past.
pub(super) fn of_same(details: &Object, request: &Request) -> Object {
    let mut kept = details.clone();
    kept.retain(|key, _| key != "disbursement_details" && key != "tranches");
    said_in_place(&kept, request)
}

fn is_of_both(key: &str) -> bool {
    ["product_id", "currency_code"].contains(&key)
}

fn said_in_place(details: &Object, request: &Request) -> Object {
    let mut said = request.account.clone();
    said.shift_remove("account_id");
    merged(details, &said)
}

/// The fields that differ, as they were; `null` for those that were not there.
pub(super) fn replaced(before: &Object, after: &Object) -> Object {
    let keys = before.keys().chain(after.keys());
    let differ = keys.filter(|key| before.get(*key) != after.get(*key));
    differ.map(|key| (key.clone(), before.get(key).cloned().unwrap_or_default())).collect()
}

/// Fees are taken out of what is paid out beside the debt.
pub(super) fn check_fees(request: &Request) -> Result<(), Faults> {
    let top_up = request.replacement.top_up;
    if request.fees() <= top_up {
        return Ok(());
    }
    let sentence =
        format!("Fees are taken out of the top_up_amount of {top_up}: Value must not come to more than that");
    Err(of_account(inside("disbursement_details", Faults::at("fees", sentence))))
}

/// What of the old agreement goes on in the new one although no setting says it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct GoesOn {
    /// What somebody has locked.
    locked: Vec<LockedOperation>,
    /// The rate that a transaction has changed, in percent a year: from the day of the new agreement, and of days to come.
    rates: Vec<(NaiveDate, Decimal)>,
}

impl GoesOn {
    /// What somebody has locked, and a changed rate where the caller says nothing of rates.
    pub fn of(ledger: &Ledger, facts: &Facts, request: &Request) -> Self {
        let locked = LockedOperation::ALL.into_iter().filter(|operation| facts.has(Fact::from(*operation))).collect();
        let says_rate = [RATE, SPREAD].iter().any(|setting| request.changes.settings.get(setting).is_some());
        let starts_anew = says_rate || request.product_id().is_some();
        Self { locked, rates: if starts_anew { Vec::new() } else { rates(ledger, request.on) } }
    }
}

/// The changes of the rate that stand: the last one up to a day, as of that day, and those after it.
fn rates(ledger: &Ledger, on: NaiveDate) -> Vec<(NaiveDate, Decimal)> {
    let change = |transaction: &Transaction| match transaction.event {
        Event::RateChange { rate } => Some((transaction.value_date, transaction.id, rate)),
        _ => None,
    };
    let mut changes: Vec<_> = ledger.standing().iter().filter_map(|entry| change(&entry.transaction)).collect();
    changes.sort_by_key(|(day, id, _)| (*day, *id));
    let in_force = changes.iter().rev().find(|(day, _, _)| *day <= on).map(|(_, _, rate)| (on, *rate));
    let ahead = changes.iter().filter(|(day, _, _)| *day > on).map(|(day, _, rate)| (*day, *rate));
    in_force.into_iter().chain(ahead).collect()
}

/// Enters what opens it: fees, the disbursement of `amount`, and what goes on.
pub(super) fn open(
    ledger: &mut Ledger,
    amount: Decimal,
    goes_on: &GoesOn,
    request: &Request,
    context: &Context<'_>,
) -> Result<(), Refusal> {
    let enter = |ledger: &mut Ledger, event, on| admitted(ledger, event, on, Note::default(), context);
    for (name, fee) in fees(ledger, None, true) {
        let due = ChargeDue::AtDisbursement;
        let charge = Charge { name, penalty: false, amount: ChargeAmount::Flat(fee), due };
        enter(ledger, Event::Charge { charge }, request.on)?;
    }
    enter(ledger, Event::Disbursement { amount }, request.on)?;
    // A rate of days after the last due date says nothing: no interest is borne then.
    let last_due = ledger.on(context.today())?.money.installments.last().map(|installment| installment.due);
    for (day, rate) in goes_on.rates.iter().filter(|(day, _)| last_due.is_some_and(|last| *day < last)) {
        enter(ledger, Event::RateChange { rate: *rate }, *day)?;
    }
    if !goes_on.locked.is_empty() {
        enter(ledger, Event::Lock { operations: goes_on.locked.clone() }, request.on)?;
    }
    ledger.account.agreed.opened = Some(TransactionId(ledger.account.entries));
    Ok(())
}
