//! An account that was serviced elsewhere: it is made with its history, entered again step by step.
//!
//! Each transaction is entered as of the moment at which it was entered there, by the same commands as one that happens
//! here, so that the account ends as if it had been here all the time. A down payment that the terms book with a disbursement is
//! booked with it, unless the history names one for the day: then that one is meant.

use chrono::NaiveDate;

use super::change::{Change, Happened};
use super::context::Context;
use super::create::drawn_up;
use super::disburse::{Disbursal, disburse};
use super::enter::{Note, enter};
use super::interest::apply_interest;
use super::ledger::{Entry, Ledger};
use super::lock::{lock, locked_operations, unlock};
use super::refusal::Refusal;
use super::reverse::reverse;
use super::write_off::{terminate, write_off};
use crate::accounts::product::Product;
use crate::field::{Fault, Faults, is_id};
use crate::json::{Json, Object};
use crate::moment::Moment;
use crate::resource::{DAY_FORMAT, Field, Kind, amount_at, day_or_time, moment_from_text, read};
use crate::servicing::transaction::Event;

use super::fields::{CHANNEL, LOCKED_OPERATIONS};

/// The key of an account's history in the body that makes it.
pub const TRANSACTIONS: &str = "transactions";
/// Most transactions of a history that is brought in one request.
pub const HISTORY_MAX: usize = 1_000;

/// What a transaction of a history may say that one which is entered may not.
const OWN_KEYS: [&str; 2] = ["transaction_id", "tranche_number"];

/// The fields of what operations make, beside those that every transaction has.
const BY_OPERATION: &[Field] = &[
    Field::new("type", Kind::Name, "What it was").required(),
    Field::new("amount", Kind::Amount, "How much"),
    Field::new("tranche_number", Kind::Count(1, 100), "The tranche that was paid out"),
    Field::new("locked_operations", Kind::Choices(LOCKED_OPERATIONS), "What was locked"),
    Field::new("original_transaction_id", Kind::Id, "The transaction that was taken back"),
    Field::new("payment_id", Kind::Id, "Id of the payment"),
    Field::new("notes", Kind::Text, "Notes"),
    Field::new("transaction", Kind::Object(CHANNEL), "How it came in"),
    Field::elsewhere("value_time", Kind::Time, "The day from which it counts"),
    Field::elsewhere("value_date", Kind::Time, "The same"),
    Field::elsewhere("entry_time", Kind::Time, "When it was entered"),
];

/// Makes an account with the history that its body brings. `migration_event_id` says where it comes from.
pub(super) fn import(body: &Object, product: Option<&Product>, context: &Context<'_>) -> Result<Change, Refusal> {
    let mut body = body.clone();
    let history = body.shift_remove(TRANSACTIONS).unwrap_or_default();
    if body.get("migration_event_id").is_none_or(Json::is_null) {
        return Err(Faults::at("migration_event_id", "Value is required with transactions").into());
    }
    let steps = steps(&history, context).map_err(|fault| inside(TRANSACTIONS, fault))?;
    let began = steps.first().map_or(context.now, |step| step.at);
    let mut ledger = drawn_up(&body, product, &context.at(began))?;
    if !steps.is_empty() {
        ledger.account.decided = None;
        ledger.account.stamps.approve = Some(began);
    }
    for (position, step) in steps.iter().enumerate() {
        let is_told = steps.iter().skip(position).any(|later| later.kind() == "down_payment" && later.on == step.on);
        let entered =
            step.enter(&ledger, is_told, &context.at(step.at)).map_err(|refusal| placed(position, refusal))?;
        ledger = step.named(entered);
    }
    ledger.account.stamps.create = context.now;
    let count = i64::try_from(ledger.entries.len()).unwrap_or(i64::MAX);
    let happened =
        Happened::to(&ledger.account.account_id, "account.imported").with("transactions", Json::integer(count));
    Change::finish(ledger, 0, happened, context)
}

/// One transaction of a history.
struct Step<'a> {
    at: Moment,
    on: NaiveDate,
    id: Option<&'a str>,
    body: Object,
}

/// Reads a history: in the order of entry, none of it in the future.
fn steps<'a>(history: &'a Json, context: &Context<'_>) -> Result<Vec<Step<'a>>, Fault> {
    let list = history.as_list().ok_or_else(|| Fault::Value("Value must be a list".to_owned()))?;
    if list.len() > HISTORY_MAX {
        return Err(Fault::Value(format!("Value must have at most {HISTORY_MAX} entries")));
    }
    let mut faults = Faults::default();
    let mut steps: Vec<Step<'a>> = Vec::with_capacity(list.len());
    for (position, transaction) in list.iter().enumerate() {
        let before = steps.last().map_or(Moment::EPOCH, |step| step.at);
        match Step::read(transaction, before, context) {
            Ok(step) if steps.iter().any(|earlier| step.id.is_some() && earlier.id == step.id) => {
                faults.add_inside(position.to_string(), Faults::at("transaction_id", "Value is in the list already"));
            }
            Ok(step) => steps.push(step),
            Err(fault) => faults.note(position.to_string(), fault),
        }
    }
    faults.into_result().map(|()| steps).map_err(Fault::Inside)
}

impl<'a> Step<'a> {
    fn read(transaction: &'a Json, before: Moment, context: &Context<'_>) -> Result<Self, Fault> {
        let object = transaction.as_object().ok_or_else(|| Fault::Value("Value must be an object".to_owned()))?;
        let wrong = |key: &str, sentence: &str| Fault::Inside(Faults::at(key, sentence));
        let said = |key: &str| object.get(key).filter(|value| !value.is_null());
        let value = said("value_time").or_else(|| said("value_date"));
        let entry = said("entry_time").or(value);
        let entry = entry.ok_or_else(|| wrong("value_time", "Value is required"))?;
        let at = moment(entry, context).ok_or_else(|| wrong("entry_time", DAY_FORMAT))?;
        let on = day_or_time(value.unwrap_or(entry), context.zone()).ok_or_else(|| wrong("value_time", DAY_FORMAT))?;
        if at > context.now {
            return Err(wrong("entry_time", "Value must not lie in the future"));
        }
        if at < before {
            return Err(wrong("entry_time", "Value must not be before that of the transaction before it"));
        }
        let id = said("transaction_id").map(|id| id.as_text().filter(|id| is_id(id)));
        let id =
            id.map(|id| id.ok_or_else(|| wrong("transaction_id", "Value must be a string of 1 to 100 characters")));
        Ok(Self { at, on, id: id.transpose()?, body: object.clone() })
    }

    fn kind(&self) -> &str {
        self.body.get("type").and_then(Json::as_text).unwrap_or_default()
    }

    /// Enters it. `tells_down_payment` says that the history names the down payment of its day.
    fn enter(&self, ledger: &Ledger, tells_down_payment: bool, context: &Context<'_>) -> Result<Change, Refusal> {
        let kind = self.kind();
        let by_operation =
            ["disbursement", "interest_applied", "write_off", "termination", "lock", "unlock", "reversal"];
        let mut body = self.body.clone();
        body.shift_remove("transaction_id");
        if !by_operation.contains(&kind) {
            body.retain(|key, _| !OWN_KEYS.contains(&key.as_str()));
            return enter(ledger, &body, context);
        }
        let said = read(BY_OPERATION, &body, None)?;
        let note = Note::from_body(&said)?;
        let amount = amount_at(&said, "amount");
        match kind {
            "disbursement" => {
                let tranche = said.get("tranche_number").and_then(Json::as_number);
                let tranche = tranche.and_then(|number| u32::try_from(number).ok());
                let without_down_payment = tells_down_payment;
                disburse(ledger, Disbursal { on: Some(self.on), amount, tranche, note, without_down_payment }, context)
            }
            "interest_applied" => apply_interest(ledger, Some(self.on), amount, note, context),
            "write_off" => write_off(ledger, note, context),
            "termination" => terminate(ledger, note, context),
            "lock" => lock(ledger, &locked_operations(&said), note, context),
            "unlock" => unlock(ledger, note, context),
            _ => {
                let of = said.get("original_transaction_id").and_then(Json::as_text).unwrap_or_default();
                if ledger.entry(of).is_none() {
                    let sentence = "The history has no earlier transaction of this id";
                    return Err(Faults::at("original_transaction_id", sentence).into());
                }
                reverse(ledger, of, &note, context)
            }
        }
    }

    /// The transaction goes on under the id that it had; what was entered with it has an id of its own.
    fn named(&self, change: Change) -> Ledger {
        let mut ledger = change.ledger;
        let disburses = self.kind() == "disbursement";
        let is_meant = |entry: &&mut Entry| !disburses || matches!(entry.transaction.event, Event::Disbursement { .. });
        let entered = ledger.entries.iter_mut().skip(change.entries_before).rev().find(is_meant);
        if let (Some(id), Some(entered)) = (self.id, entered) {
            id.clone_into(&mut entered.transaction_id);
        }
        ledger
    }
}

/// A time, or the beginning of a date in the company's time zone.
fn moment(json: &Json, context: &Context<'_>) -> Option<Moment> {
    match json.as_text().and_then(moment_from_text) {
        Some(time) => Moment::from_micros(time.timestamp_micros()),
        None => day_or_time(json, context.zone()).map(|day| context.zone().start_of(day)),
    }
}

fn inside(key: &str, fault: Fault) -> Refusal {
    let mut faults = Faults::default();
    faults.note(key, fault);
    faults.into()
}

/// A refusal of one transaction of the history, where it lies in the body.
fn placed(position: usize, refusal: Refusal) -> Refusal {
    match refusal {
        Refusal::Invalid(faults) => {
            let mut of_list = Faults::default();
            of_list.add_inside(position.to_string(), faults);
            inside(TRANSACTIONS, Fault::Inside(of_list))
        }
        Refusal::Precondition { code, sentence } => {
            Refusal::Precondition { code, sentence: format!("{TRANSACTIONS}[{position}]: {sentence}") }
        }
        other => other,
    }
}
