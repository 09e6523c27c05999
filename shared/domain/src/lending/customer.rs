//! Customers of credit lines and their transactions.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::allocation::{Allocation, Allocations, FinalStatus};
use super::context::Context;
use super::months::{self, Held, Sent};
use super::refusal::Refusal;
use super::remark;
use super::tag::Tag;
use crate::calendar::Month;
use crate::json::{Json, Object};
use crate::moment::Moment;

/// Most months of all transactions of a customer together.
pub const MONTHS_MAX: u32 = 3_000;

/// The keys of a body that belong to the transaction; the others are the customer's.
pub const TRANSACTION_KEYS: &[&str] = &[
    "emi_amount",
    "loan_tenure",
    "loan_end_date",
    "tenure_finished",
    "interest_on_loan",
    "total_loan_amount",
    "client_loan_sanction_date",
];

/// The key that both show.
const SHARED_KEY: &str = "loan_end_date";

/// What a lender says of a customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerProfile {
    /// The lender's id.
    pub client_customer_id: String,
    /// The keys as sent, those of the last upload or update that had them.
    pub fields: Object,
    /// When the first transaction was uploaded.
    pub created: Moment,
    /// How many months all transactions have together.
    pub months: u32,
    /// Whether the customer is put away.
    #[serde(default)]
    pub archived: bool,
}

/// One transaction of a customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transaction {
    /// The lender's id; of one customer only.
    pub transaction_id: String,
    /// The transaction's keys, and keys kept by the company's policy.
    pub fields: Object,
    /// When it was uploaded.
    pub created: Moment,
}

/// Whose a transaction is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransactionOwner {
    /// The customer's id.
    pub client_customer_id: String,
}

/// What a request about a transaction finds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KnownTransaction {
    /// The customer, if known.
    pub profile: Option<CustomerProfile>,
    /// The transaction, if known.
    pub transaction: Option<Transaction>,
    /// The transaction's months.
    pub allocations: Allocations,
    /// Whose the transaction's id is, if it is anyone's.
    pub owner: Option<TransactionOwner>,
}

impl KnownTransaction {
    fn held(&self) -> Held {
        let months = self.profile.as_ref().map_or(0, |profile| profile.months);
        Held { months, months_max: MONTHS_MAX }
    }
}

/// What a request changes: only what differs is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TransactionChange {
    /// The customer, if new or different.
    pub profile: Option<CustomerProfile>,
    /// The transaction, if new or different.
    pub transaction: Option<Transaction>,
    /// Months that are new or differ.
    pub allocations: Vec<Allocation>,
    /// What the customer's history will say.
    pub remark: String,
}

/// Who and what a request is about.
#[derive(Debug, Clone, Copy)]
pub struct TransactionIds<'a> {
    /// The lender's id of the customer.
    pub customer: &'a str,
    /// The lender's id of the transaction.
    pub transaction: &'a str,
}

/// Uploads a checked document: a new transaction, or a further month of a known one.
///
/// # Errors
/// [`Refusal::Conflict`] when the transaction is another customer's; [`Refusal::Invalid`] as for loans.
pub fn upload(
    known: &KnownTransaction,
    ids: TransactionIds<'_>,
    mut document: Object,
    context: &Context<'_>,
) -> Result<TransactionChange, Refusal> {
    if known.owner.as_ref().is_some_and(|owner| owner.client_customer_id != ids.customer) {
        return Err(Refusal::Conflict("transaction_id belongs to another customer".into()));
    }
    let sent = Sent::take(&mut document);
    sent.require_month(known.transaction.is_some(), ("Transaction", "transaction_id"))?;
    let allocations = months::add(&known.allocations, known.held(), sent, context)?;
    let what = format!("Transaction {}", ids.transaction);
    let text = remark::uploaded(&what, known.transaction.is_some(), &allocations);
    let months = known.held().after(&known.allocations, &allocations);
    let (profile, transaction) = amended(known, ids, document, (months, context));
    Ok(TransactionChange { profile, transaction, allocations, remark: text })
}

/// Updates a transaction and its customer with the keys of a checked partial document. `None` when nothing differs.
///
/// # Errors
/// [`Refusal::NotFound`] when the customer has no such transaction; [`Refusal::Invalid`] as for loans.
pub fn update(
    known: &KnownTransaction,
    ids: TransactionIds<'_>,
    mut document: Object,
    context: &Context<'_>,
) -> Result<Option<TransactionChange>, Refusal> {
    let (Some(before), Some(customer)) = (&known.transaction, &known.profile) else {
        return Err(Refusal::NotFound("Transaction"));
    };
    let sent = Sent::take(&mut document);
    let allocations = months::amend(&known.allocations, known.held(), sent, context)?;
    let mut fields = customer.fields.clone();
    fields.extend(before.fields.clone());
    let keys = remark::changed_keys(&fields, &document);
    let months = known.held().after(&known.allocations, &allocations);
    let (profile, transaction) = amended(known, ids, document, (months, context));
    if profile.is_none() && transaction.is_none() && allocations.is_empty() {
        return Ok(None);
    }
    let text = remark::updated(&format!("Transaction {}", ids.transaction), &keys, &allocations);
    Ok(Some(TransactionChange { profile, transaction, allocations, remark: text }))
}

fn amended(
    known: &KnownTransaction,
    ids: TransactionIds<'_>,
    mut document: Object,
    (months, context): (u32, &Context<'_>),
) -> (Option<CustomerProfile>, Option<Transaction>) {
    document.shift_remove("client_customer_id");
    document.shift_remove("transaction_id");
    let (of_transaction, mut of_customer): (Object, Object) =
        document.into_iter().partition(|(key, _)| is_of_transaction(key));
    if let Some(date) = of_transaction.get(SHARED_KEY) {
        of_customer.insert(SHARED_KEY.to_owned(), date.clone());
    }
    let mut profile = known.profile.clone().unwrap_or_else(|| CustomerProfile {
        client_customer_id: ids.customer.to_owned(),
        fields: Object::new(),
        created: context.now,
        months: 0,
        archived: false,
    });
    let mut transaction = known.transaction.clone().unwrap_or_else(|| Transaction {
        transaction_id: ids.transaction.to_owned(),
        fields: Object::new(),
        created: context.now,
    });
    profile.fields.extend(of_customer);
    profile.months = months;
    transaction.fields.extend(of_transaction);
    let profile = Some(profile).filter(|profile| known.profile.as_ref() != Some(profile));
    let transaction = Some(transaction).filter(|transaction| known.transaction.as_ref() != Some(transaction));
    (profile, transaction)
}

/// A key that no document knows describes the transaction that it came with.
fn is_of_transaction(key: &str) -> bool {
    TRANSACTION_KEYS.contains(&key) || super::schema::TRANSACTION.field(key).is_none()
}

/// What a customer's transactions add up to in one month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonthOfCustomer {
    /// `Closed` when all are, `Partially Recovered` when any recovered something, else `Initiated`.
    pub final_status: FinalStatus,
    /// Sum of what was recovered.
    pub amount_recovered: Option<Decimal>,
    /// Sum of the settlement amounts of those that have one.
    pub settlement_amount: Option<Decimal>,
    /// All tags, each once.
    pub tags: Vec<Tag>,
}

/// The months of a customer over all transactions. A sum beyond what a decimal holds is answered as none.
pub fn by_month<'a>(allocations: impl Iterator<Item = &'a Allocation>) -> BTreeMap<Month, MonthOfCustomer> {
    let mut grouped: BTreeMap<Month, Vec<&Allocation>> = BTreeMap::new();
    for allocation in allocations {
        grouped.entry(allocation.month).or_default().push(allocation);
    }
    grouped.into_iter().map(|(month, allocations)| (month, month_of_customer(&allocations))).collect()
}

fn month_of_customer(allocations: &[&Allocation]) -> MonthOfCustomer {
    let settlement = |allocation: &&Allocation| allocation.terms.get("settlement_amount").and_then(Json::as_number);
    let mut named = BTreeSet::new();
    let tags = allocations.iter().flat_map(|allocation| &allocation.tags).filter(|tag| named.insert(tag.name.as_str()));
    MonthOfCustomer {
        final_status: status_of_all(allocations),
        amount_recovered: sum(allocations.iter().map(|allocation| allocation.recovery.amount_recovered)),
        settlement_amount: sum(allocations.iter().filter_map(settlement)),
        tags: tags.cloned().collect(),
    }
}

fn status_of_all(allocations: &[&Allocation]) -> FinalStatus {
    let statuses = || allocations.iter().map(|allocation| allocation.recovery.final_status);
    if statuses().all(|status| status == FinalStatus::Closed) {
        FinalStatus::Closed
    } else if statuses().any(|status| status != FinalStatus::Initiated) {
        FinalStatus::PartiallyRecovered
    } else {
        FinalStatus::Initiated
    }
}

fn sum(amounts: impl Iterator<Item = Decimal>) -> Option<Decimal> {
    let mut amounts = amounts.peekable();
    amounts.peek()?;
    amounts.try_fold(Decimal::ZERO, Decimal::checked_add)
}
