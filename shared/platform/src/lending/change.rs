//! The writes of a change: what differs, the remark, and the event, each under the condition that nothing moved since it was read.

use domain::accounts::account::Change;
use domain::json::{Json, Object};
use domain::lending::Context;
use domain::lending::allocation::Allocation;
use domain::lending::customer::{TransactionChange, TransactionIds, TransactionOwner};
use domain::lending::history::Remark;
use domain::lending::loan::LoanChange;
use domain::lending::payment::{Payment, PaymentReference};
use domain::recovery::contact::Upload;
use serde::Serialize;

use super::state::{KnownLoan, KnownMonth, KnownTransactionRecord, Versions};
use crate::accounts::{KnownAccount, change_writes};
use crate::event;
use crate::keys::loan as keys;
use crate::keys::loan::History;
use crate::recovery;
use crate::table::{Condition, Item, Key, TableError, Write};

/// The writes of an upload or an update of a loan.
pub fn loan_writes(
    pk: &str,
    loan_id: &str,
    known: &KnownLoan,
    change: &LoanChange,
    context: &Context<'_>,
) -> Result<Vec<Write>, TableError> {
    let mut writes = Vec::new();
    if let Some(profile) = &change.profile {
        writes.push(put(keys::profile(pk), profile, &known.versions)?);
        let upload = Upload { loan_id, profile: &profile.fields, currency: &context.company.settings.currency };
        writes.extend(recovery::upload_writes(&upload, &known.contacts, context)?);
    }
    writes.extend(allocations(pk, None, &change.allocations, &known.versions)?);
    writes.push(remark(pk, &change.remark, context)?);
    let event_type = if known.loan.is_some() { "loan.updated" } else { "loan.uploaded" };
    let subject = Object::from([("loan_id".to_owned(), Json::text(loan_id))]);
    writes.push(event::put(pk, event_type, context.now, months_event(subject, &change.allocations))?);
    writes.extend(recovery::claim_writes(loan_id, &change.allocations, known.case.as_ref(), context)?);
    Ok(writes)
}

/// The writes of an upload or an update of a credit-line transaction.
pub fn transaction_writes(
    ids: TransactionIds<'_>,
    known: &KnownTransactionRecord,
    change: &TransactionChange,
    context: &Context<'_>,
) -> Result<Vec<Write>, TableError> {
    let company_id = &context.company.id;
    let pk = keys::customer(company_id, ids.customer);
    let mut writes = Vec::new();
    if let Some(profile) = &change.profile {
        writes.push(put(keys::profile(&pk), profile, &known.versions)?);
    }
    if let Some(transaction) = &change.transaction {
        writes.push(put(keys::transaction(&pk, ids.transaction), transaction, &known.versions)?);
    }
    if known.known.transaction.is_none() {
        let owner = TransactionOwner { client_customer_id: ids.customer.to_owned() };
        let item = Item::of(keys::transaction_owner(company_id, ids.transaction), None, &owner)?;
        writes.push(Write::Put { item, condition: Condition::Absent });
    }
    writes.extend(allocations(&pk, Some(ids.transaction), &change.allocations, &known.versions)?);
    writes.push(remark(&pk, &change.remark, context)?);
    let event_type = if known.known.transaction.is_some() { "transaction.updated" } else { "transaction.uploaded" };
    writes.push(event::put(&pk, event_type, context.now, months_event(transaction_subject(ids), &change.allocations))?);
    writes.extend(of_recovery(ids, known, change, context)?);
    Ok(writes)
}

/// What an upload or an update of a transaction changes for recovery, which knows the transaction as a loan of its id.
fn of_recovery(
    ids: TransactionIds<'_>,
    known: &KnownTransactionRecord,
    change: &TransactionChange,
    context: &Context<'_>,
) -> Result<Vec<Write>, TableError> {
    let mut writes = recovery::claim_writes(ids.transaction, &change.allocations, known.case.as_ref(), context)?;
    if let Some(profile) = change.profile.as_ref().or(known.known.profile.as_ref()) {
        let currency = &context.company.settings.currency;
        let upload = Upload { loan_id: ids.transaction, profile: &profile.fields, currency };
        writes.extend(recovery::upload_writes(&upload, &known.contacts, context)?);
    }
    Ok(writes)
}

/// The writes of a payment: the month with the payment counted in, the payment, its reference, a remark, an event.
pub fn payment_writes(
    pk: &str,
    known: &KnownMonth,
    allocation: &Allocation,
    payment: &Payment,
    (text, subject): (&str, Object),
    context: &Context<'_>,
) -> Result<Vec<Write>, TableError> {
    let transaction_id = payment.transaction_id.as_deref();
    let month = put(keys::allocation(pk, transaction_id, allocation.month), allocation, &known.versions)?;
    let mut writes = vec![month, remark(pk, text, context)?];
    let loan_id = transaction_id.or_else(|| subject.get("loan_id").and_then(Json::as_text));
    if let Some(loan_id) = loan_id {
        let months = std::slice::from_ref(allocation);
        writes.extend(recovery::claim_writes(loan_id, months, known.case.as_ref(), context)?);
    }
    writes.extend(recorded(pk, payment, subject, context)?);
    Ok(writes)
}

/// The writes of a payment on a loan that is serviced: those of its account with the remark, the payment, its reference, an
/// event; and the month with the payment counted in, where the lender has uploaded it.
pub fn serviced_payment_writes(
    pk: &str,
    known: &KnownMonth,
    account: (&KnownAccount, &Change),
    allocation: Option<&Allocation>,
    (payment, subject): (&Payment, Object),
    context: &Context<'_>,
) -> Result<Vec<Write>, TableError> {
    let (known_account, change) = account;
    let mut writes = change_writes(context.company, change, Some(known_account), context.now)?;
    if let Some(allocation) = allocation {
        writes.push(put(keys::allocation(pk, None, allocation.month), allocation, &known.versions)?);
    }
    writes.extend(recorded(pk, payment, subject, context)?);
    Ok(writes)
}

/// The payment, its reference, an event.
fn recorded(pk: &str, payment: &Payment, subject: Object, context: &Context<'_>) -> Result<Vec<Write>, TableError> {
    let mut writes = vec![new(keys::history(pk, History::Payment, payment.id), payment)?];
    if let Some(reference) = payment.reference() {
        let key = keys::payment_reference(pk, payment.transaction_id.as_deref(), reference);
        writes.push(new(key, &PaymentReference::of(payment))?);
    }
    writes.push(event::put(pk, "payment.recorded", context.now, payment_event(subject, payment))?);
    Ok(writes)
}

fn put<T: Serialize>(key: Key, entity: &T, versions: &Versions) -> Result<Write, TableError> {
    let known = versions.get(&key).copied();
    let condition = known.map_or(Condition::Absent, Condition::Version);
    let item = Item::of(key, known.unwrap_or(0).saturating_add(1), entity)?;
    Ok(Write::Put { item, condition })
}

fn new<T: Serialize>(key: Key, entity: &T) -> Result<Write, TableError> {
    Ok(Write::Put { item: Item::of(key, None, entity)?, condition: Condition::Absent })
}

fn allocations(
    pk: &str,
    transaction_id: Option<&str>,
    allocations: &[Allocation],
    versions: &Versions,
) -> Result<Vec<Write>, TableError> {
    let key = |allocation: &Allocation| keys::allocation(pk, transaction_id, allocation.month);
    allocations.iter().map(|allocation| put(key(allocation), allocation, versions)).collect()
}

pub(super) fn remark(pk: &str, text: &str, context: &Context<'_>) -> Result<Write, TableError> {
    let remark = Remark { id: context.now, text: text.to_owned(), author: context.author.to_owned() };
    new(keys::history(pk, History::Remark, context.now), &remark)
}

/// What an event is about, for a credit-line transaction.
fn transaction_subject(ids: TransactionIds<'_>) -> Object {
    Object::from([
        ("client_customer_id".to_owned(), Json::text(ids.customer)),
        ("transaction_id".to_owned(), Json::text(ids.transaction)),
    ])
}

fn months_event(mut subject: Object, allocations: &[Allocation]) -> Json {
    let months = allocations.iter().map(|allocation| Json::text(allocation.month.to_string()));
    subject.insert("allocation_months".to_owned(), months.collect());
    Json::Object(subject)
}

/// Of what the payment says, the keys that webhooks tell.
const TOLD_OF_A_PAYMENT: [&str; 6] =
    ["recovery_method", "payment_method", "payment_mode", "payment_reference_number", "closure_with", "recovery_date"];

/// What the documented event of a payment says, and names no borrower: what a consumer needs beyond it, it reads from the loan.
fn payment_event(mut subject: Object, payment: &Payment) -> Json {
    subject.insert("payment_id".to_owned(), Json::integer(payment.id.micros()));
    subject.insert("allocation_month".to_owned(), Json::text(payment.month.to_string()));
    subject.insert("amount_recovered".to_owned(), Json::Number(payment.amount));
    subject.insert("final_status".to_owned(), Json::text(payment.final_status.name()));
    let said = |key: &str| Some((key.to_owned(), payment.fields.get(key)?.clone()));
    subject.extend(TOLD_OF_A_PAYMENT.into_iter().filter_map(said));
    subject.insert("author".to_owned(), Json::text(&payment.author));
    Json::Object(subject)
}
