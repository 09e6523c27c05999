//! Visits and deposits of field agents in the table.

use domain::company::{Company, CompanyKind};
use domain::json::{Json, Object};
use domain::lending::Context;
use domain::lending::collection::Collection;
use domain::lending::deposit::Deposit;
use serde::Deserialize;

use super::change::remark;
use super::view::partition_of;
use crate::event;
use crate::keys::account::account;
use crate::keys::loan as keys;
use crate::table::{Condition, Item, Key, Table, TableError, Write};

/// A visit to a loan or a customer's transaction; `None` where there is none of the id.
pub async fn visit(table: &Table, pk: &str, visit_id: &str) -> Result<Option<Collection>, TableError> {
    table.get(&keys::visit(pk, visit_id)).await?.map(|item| item.read()).transpose()
}

/// A visit with the name of the applicant of its loan, by the ids of the loan, or the transaction, and of the visit; `None` where there is none. One
/// `BatchGetItem`; of a transaction 1 `GetItem` before.
pub async fn visit_of(
    table: &Table,
    company: &Company,
    (loan_id, visit_id): (&str, &str),
) -> Result<Option<(Collection, Option<String>)>, TableError> {
    let Some(pk) = partition_of(table, company, loan_id).await? else { return Ok(None) };
    let (visit, profile) = (keys::visit(&pk, visit_id), keys::profile(&pk));
    let items = table.get_many(&[visit.clone(), profile.clone()]).await?;
    let of = |key: &Key| items.iter().find(|item| item.key == *key);
    let Some(collection) = of(&visit).map(Item::read::<Collection>).transpose()? else { return Ok(None) };
    let named = of(&profile).map(Item::read::<Named>).transpose()?;
    let name = named.and_then(|named| named.fields.get("applicant_name").and_then(Json::as_text).map(str::to_owned));
    Ok((collection.loan_id == loan_id).then_some((collection, name)))
}

/// Of the profile of a loan, or of a customer.
#[derive(Deserialize)]
struct Named {
    fields: Object,
}

/// The writes of a visit, beside those of its payment: the visit, which must be new, an event, and a remark where nothing was collected.
pub fn visit_writes(
    pk: &str,
    collection: &Collection,
    is_paid: bool,
    context: &Context<'_>,
) -> Result<Vec<Write>, TableError> {
    let item = Item::of(keys::visit(pk, &collection.visit_id), None, collection)?;
    let told = Json::Object(collection.fields.clone());
    let mut writes = vec![Write::Put { item, condition: Condition::Absent }];
    writes.push(event::put(pk, "fos_collection", context.now, told)?);
    if !is_paid {
        writes.push(remark(pk, &collection.remark(), context)?);
    }
    Ok(writes)
}

/// What a new deposit finds.
#[derive(Debug, Clone)]
pub struct KnownDeposit {
    /// The deposit that has its id.
    pub deposit: Option<Deposit>,
    /// The positions in it of loans that there are not.
    pub missing: Vec<usize>,
}

/// Reads the deposit of an id, and whether there are the loans of which a new one is, by one `BatchGetItem`.
pub async fn deposit_to_make(
    table: &Table,
    deposit: &Deposit,
    context: &Context<'_>,
) -> Result<KnownDeposit, TableError> {
    let own = keys::deposit(&context.company.id, &deposit.deposit_id);
    let of_loans: Vec<Vec<Key>> = deposit.loan_ids().map(|loan_id| tells_of(loan_id, context)).collect();
    let wanted: Vec<Key> = of_loans.iter().flatten().cloned().chain([own.clone()]).collect();
    let items = table.get_many(&wanted).await?;
    let is_there = |keys: &Vec<Key>| items.iter().any(|item| keys.contains(&item.key));
    let missing = of_loans.iter().enumerate().filter(|(_, keys)| !is_there(keys)).map(|(position, _)| position);
    let missing = missing.collect();
    let deposit = items.iter().find(|item| item.key == own).map(Item::read).transpose()?;
    Ok(KnownDeposit { deposit, missing })
}

/// Where it is seen whether there is a loan: uploaded or serviced, or a transaction of a credit line.
fn tells_of(loan_id: &str, context: &Context<'_>) -> Vec<Key> {
    let pk = keys::loan(&context.company.id, loan_id);
    match context.company.kind {
        CompanyKind::Lending => vec![keys::profile(&pk), account(&pk)],
        CompanyKind::CreditLine => vec![keys::transaction_owner(&context.company.id, loan_id), account(&pk)],
    }
}

/// The writes of a deposit, which must be new, and its event.
pub fn deposit_writes(deposit: &Deposit, context: &Context<'_>) -> Result<Vec<Write>, TableError> {
    let key = keys::deposit(&context.company.id, &deposit.deposit_id);
    let told = event::put(&key.pk, "fos_deposit", context.now, Json::Object(deposit.fields.clone()))?;
    let item = Item::of(key, None, deposit)?;
    Ok(vec![Write::Put { item, condition: Condition::Absent }, told])
}
