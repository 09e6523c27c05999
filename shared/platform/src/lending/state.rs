//! What a change has to know before it decides, with the versions that it will be conditioned on.

use std::collections::HashMap;

use domain::calendar::Month;
use domain::lending::allocation::{Allocation, Allocations};
use domain::lending::customer::{CustomerProfile, KnownTransaction, Transaction, TransactionIds, TransactionOwner};
use domain::lending::loan::{Loan, LoanProfile};
use domain::lending::payment::PaymentReference;
use domain::recovery::case::RecoveryCase;

use crate::keys::account::account;
use crate::keys::loan as keys;
use crate::keys::loan::HeadItem;
use crate::keys::recovery as case_keys;
use crate::recovery::{KnownCase, KnownContacts};
use crate::table::{Item, Key, Table, TableError};

/// Which months a change needs.
#[derive(Debug, Clone, Copy)]
pub enum Months<'a> {
    /// These.
    These(&'a [Month]),
    /// All there are.
    All,
}

/// The versions of the items that were read; an item that is not among them was not there.
pub(super) type Versions = HashMap<Key, u64>;

/// A loan as a change finds it.
#[derive(Debug, Clone)]
pub struct KnownLoan {
    /// The loan with the months asked for, if it exists.
    pub loan: Option<Loan>,
    /// Its recovery case.
    pub(super) case: Option<KnownCase>,
    /// Those who can be contacted about it.
    pub(super) contacts: KnownContacts,
    pub(super) versions: Versions,
}

/// A transaction as a change finds it.
#[derive(Debug, Clone)]
pub struct KnownTransactionRecord {
    /// What is there of the customer and the transaction.
    pub known: KnownTransaction,
    /// The transaction's recovery case.
    pub(super) case: Option<KnownCase>,
    /// Those who can be contacted about the transaction.
    pub(super) contacts: KnownContacts,
    pub(super) versions: Versions,
}

/// A month as a payment finds it.
#[derive(Debug, Clone)]
pub struct KnownMonth {
    /// The month's allocation, if it exists.
    pub allocation: Option<Allocation>,
    /// The payment that already used the reference.
    pub reference: Option<PaymentReference>,
    /// Whether the loan is serviced as an account.
    pub is_serviced: bool,
    /// The recovery case of the loan or the transaction.
    pub(super) case: Option<KnownCase>,
    pub(super) versions: Versions,
}

impl KnownMonth {
    /// The recovery case of the loan or the transaction.
    pub fn case(&self) -> Option<&RecoveryCase> {
        self.case.as_ref().map(|known| &known.case)
    }
}

/// Reads a loan for a change.
pub async fn load_loan(table: &Table, pk: &str, months: Months<'_>) -> Result<KnownLoan, TableError> {
    let items = match months {
        Months::These(months) => {
            let mut wanted = keys_of(pk, None, months);
            // Recovery knows of months, and of nothing else that a lender says of a loan.
            wanted.extend((!months.is_empty()).then(|| case_keys::case(pk)));
            wanted.push(case_keys::contacts(pk));
            table.get_many(&wanted).await?
        }
        Months::All => table.query_all(pk, keys::head_bounds()).await?,
    };
    let mut profile: Option<LoanProfile> = None;
    let mut allocations = Allocations::new();
    for item in &items {
        match keys::head_item(&item.key.sk) {
            Some(HeadItem::Profile) => profile = Some(item.read()?),
            Some(HeadItem::Allocation { .. }) => insert(&mut allocations, item)?,
            Some(HeadItem::Transaction) | None => {}
        }
    }
    let loan = profile.map(|profile| Loan { profile, allocations });
    let (case, contacts) = (KnownCase::among(&items)?, KnownContacts::among(&items)?);
    Ok(KnownLoan { loan, case, contacts, versions: versions(&items) })
}

/// Reads a transaction, its customer, its owner and what recovery knows of it for a change. All months cost a second call at the same time.
pub async fn load_transaction(
    table: &Table,
    company_id: &str,
    ids: TransactionIds<'_>,
    months: Months<'_>,
) -> Result<KnownTransactionRecord, TableError> {
    let TransactionIds { customer, transaction: transaction_id } = ids;
    let pk = keys::customer(company_id, customer);
    let of_recovery = keys::loan(company_id, transaction_id);
    let beside = [case_keys::case(&of_recovery), case_keys::contacts(&of_recovery)];
    let items = match months {
        Months::These(months) => {
            let mut wanted = keys_of(&pk, Some(transaction_id), months);
            wanted.push(keys::transaction_owner(company_id, transaction_id));
            wanted.extend(beside);
            table.get_many(&wanted).await?
        }
        Months::All => all_of_transaction(table, &pk, transaction_id, beside).await?,
    };
    let mut known = KnownTransaction::default();
    for item in items.iter().filter(|item| item.key.pk != of_recovery) {
        read_into(&mut known, item)?;
    }
    let (case, contacts) = (KnownCase::among(&items)?, KnownContacts::among(&items)?);
    Ok(KnownTransactionRecord { known, case, contacts, versions: versions(&items) })
}

/// The profile sorts right before all transactions, and what lies between is other transactions: two calls at once beat one long one.
async fn all_of_transaction(
    table: &Table,
    pk: &str,
    transaction_id: &str,
    [case, contacts]: [Key; 2],
) -> Result<Vec<Item>, TableError> {
    let beside = [keys::profile(pk), case, contacts];
    let months = table.query_all(pk, keys::transaction_bounds(pk, transaction_id));
    let (beside, mut items) = tokio::try_join!(table.get_many(&beside), months)?;
    items.extend(beside);
    Ok(items)
}

fn read_into(known: &mut KnownTransaction, item: &Item) -> Result<(), TableError> {
    match keys::head_item(&item.key.sk) {
        Some(HeadItem::Profile) => known.profile = Some(item.read::<CustomerProfile>()?),
        Some(HeadItem::Transaction) => known.transaction = Some(item.read::<Transaction>()?),
        Some(HeadItem::Allocation { .. }) => insert(&mut known.allocations, item)?,
        None => known.owner = Some(item.read::<TransactionOwner>()?),
    }
    Ok(())
}

/// Reads a month for a payment, what is known of the payment's reference, the recovery case, and of a loan whether it is serviced as an
/// account. A payment on a transaction is one of `pk`, which is the customer's.
pub async fn load_month(
    table: &Table,
    company_id: &str,
    pk: &str,
    transaction_id: Option<&str>,
    (month, reference): (Month, Option<&str>),
) -> Result<KnownMonth, TableError> {
    let reference = reference.map(|reference| keys::payment_reference(pk, transaction_id, reference));
    let account = transaction_id.is_none().then(|| account(pk));
    let month = keys::allocation(pk, transaction_id, month);
    let case = transaction_id.map_or_else(|| case_keys::case(pk), |id| case_keys::case(&keys::loan(company_id, id)));
    let wanted = [month.clone(), case].into_iter().chain(reference.clone()).chain(account.clone());
    let wanted: Vec<Key> = wanted.collect();
    let items = table.get_many(&wanted).await?;
    let of = |key: &Key| items.iter().find(|item| item.key == *key);
    let allocation = of(&month).map(Item::read).transpose()?;
    let is_serviced = account.as_ref().and_then(of).is_some();
    let reference = reference.as_ref().and_then(of).map(Item::read).transpose()?;
    let case = KnownCase::among(&items)?;
    Ok(KnownMonth { allocation, reference, is_serviced, case, versions: versions(&items) })
}

fn keys_of(pk: &str, transaction_id: Option<&str>, months: &[Month]) -> Vec<Key> {
    let allocations = months.iter().map(|month| keys::allocation(pk, transaction_id, *month));
    let transaction = transaction_id.map(|id| keys::transaction(pk, id));
    std::iter::once(keys::profile(pk)).chain(transaction).chain(allocations).collect()
}

fn versions(items: &[Item]) -> Versions {
    items.iter().filter_map(|item| Some((item.key.clone(), item.version?))).collect()
}

fn insert(allocations: &mut Allocations, item: &Item) -> Result<(), TableError> {
    let allocation: Allocation = item.read()?;
    allocations.insert(allocation.month, allocation);
    Ok(())
}
