//! Something happens to an account.

use chrono::NaiveDate;

use super::change::{Change, Happened};
use super::context::Context;
use super::ledger::{ENTRIES_MAX, Entry, Ledger};
use super::refusal::{Refusal, Said};
use super::snapshot::Snapshot;
use crate::accounts::transaction::{Circumstances, Details, NewTransaction};
use crate::field::Faults;
use crate::json::{Json, Object};
use crate::servicing::admission::{self, admit};
use crate::servicing::life_cycle::permit;
use crate::servicing::transaction::{Event, Transaction};

/// What is kept beside an entry.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Note {
    /// What the caller says of it.
    pub details: Details,
    /// The number of the tranche that a disbursement pays out.
    pub tranche: Option<u32>,
}

/// The keys of a body that say what is kept beside an entry which an operation makes.
const OF_NOTE: [&str; 3] = ["payment_id", "notes", "transaction"];

impl Note {
    /// What the body of an operation says beside it; its other keys are not looked at.
    pub fn from_body(body: &Object) -> Result<Self, Faults> {
        let said = body.iter().filter(|(key, _)| OF_NOTE.contains(&key.as_str()));
        let said: Object = said.map(|(key, value)| (key.clone(), value.clone())).collect();
        Details::from_body(&said).map(Self::from)
    }
}

impl From<Details> for Note {
    fn from(details: Details) -> Self {
        Self { details, tranche: None }
    }
}

/// Enters what a body asks to enter, where the state permits it and the account takes it.
pub fn enter(ledger: &Ledger, body: &Object, context: &Context<'_>) -> Result<Change, Refusal> {
    let find = |id: &str| ledger.entry(id).map(|entry| entry.transaction.id);
    let circumstances = Circumstances { today: context.today(), zone: context.zone(), find: &find };
    let new = NewTransaction::from_body(body, &circumstances)?;
    let snapshot = ledger.on(context.today())?;
    permit(new.kind.operation, &snapshot.standing)?;
    let mut entered = ledger.clone();
    let transaction = next(&entered, new.event, new.value_date, context)?;
    let (terms, transactions) = (ledger.terms(), ledger.transactions());
    // What was computed to ask for the state, and to admit it, is not computed again.
    let position = admission::admitted(terms, &transactions, Some(&snapshot.money), &transaction, context.today())
        .map_err(|reason| said(body).refusal(reason))?;
    append(&mut entered, transaction, new.details.into(), context);
    let snapshot = Snapshot::at(position, &entered, context.today())?;
    let happened = posted(&entered, "account.transaction_posted");
    Ok(Change::finish_at(snapshot, entered, ledger.entries.len(), happened, context))
}

/// Where a body says how much, and from which day it counts.
fn said(body: &Object) -> Said<'_> {
    let first = |keys: &[&'static str]| keys.iter().copied().find(|key| body.get(*key).is_some_and(|it| !it.is_null()));
    Said { amount: first(&["amount"]), day: first(&["value_time", "value_date", "entry_time"]) }
}

/// Adds an event that the account takes.
pub(super) fn admitted(
    ledger: &mut Ledger,
    event: Event,
    value_date: NaiveDate,
    note: Note,
    context: &Context<'_>,
) -> Result<(), Refusal> {
    admitted_as(Said::default(), ledger, event, value_date, note, context)
}

/// Adds an event that the account takes, of which a body says how much and from which day.
pub(super) fn admitted_as(
    said: Said<'_>,
    ledger: &mut Ledger,
    event: Event,
    value_date: NaiveDate,
    note: Note,
    context: &Context<'_>,
) -> Result<(), Refusal> {
    let transaction = next(ledger, event, value_date, context)?;
    admit(ledger.terms(), &ledger.transactions(), &transaction, context.today())
        .map_err(|reason| said.refusal(reason))?;
    append(ledger, transaction, note, context);
    Ok(())
}

/// The next transaction of an account, unless it has as many as it can have.
fn next(ledger: &Ledger, event: Event, value_date: NaiveDate, context: &Context<'_>) -> Result<Transaction, Refusal> {
    let transaction = Transaction { id: ledger.next(), value_date, entered_on: context.today(), event };
    if transaction.id.0 > ENTRIES_MAX {
        let sentence = "The account has as many transactions as it can have.";
        return Err(Refusal::precondition("too_many_transactions", sentence));
    }
    Ok(transaction)
}

/// Adds a transaction without asking.
pub(super) fn append(ledger: &mut Ledger, transaction: Transaction, note: Note, context: &Context<'_>) {
    let Note { details, tranche } = note;
    ledger.push(Entry {
        transaction,
        transaction_id: (context.new_id)("txn_"),
        generation: ledger.account.agreed.number,
        at: context.now,
        author: context.author.to_owned(),
        details,
        tranche,
    });
}

/// Finishes a change that added entries; the last of them is told.
pub(super) fn told(
    ledger: Ledger,
    before: &Ledger,
    event_type: &'static str,
    context: &Context<'_>,
) -> Result<Change, Refusal> {
    let happened = posted(&ledger, event_type);
    Change::finish(ledger, before.entries.len(), happened, context)
}

/// The last entry, as what happened.
fn posted(ledger: &Ledger, event_type: &'static str) -> Happened {
    let id = ledger.entries.last().map(|entry| Json::text(&entry.transaction_id));
    Happened::to(&ledger.account.account_id, event_type).with("transaction_id", id)
}
