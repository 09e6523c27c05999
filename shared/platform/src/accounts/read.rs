//! An account as it is found.

use domain::accounts::account::{Account, Change, Entry, Ledger};
use domain::recovery::assignment::{self, NotExternal};

use crate::keys::account as keys;
use crate::keys::{loan, recovery as case_keys};
use crate::recovery::KnownCase;
use crate::table::{Item, Table, TableError};

/// An account as a change finds it.
#[derive(Debug, Clone)]
pub struct KnownAccount {
    /// The account and its entries.
    pub ledger: Ledger,
    /// The version that the change is conditioned on.
    pub version: u64,
    /// The items beside it in its range, which go with it: cards and funding.
    pub beside: Vec<Item>,
    /// The recovery case of the loan, if there is one.
    pub case: Option<KnownCase>,
}

impl KnownAccount {
    /// Refuses a change that enters a payment which the loan does not take while it is with a collection agency.
    pub fn admits(&self, change: &Change) -> Result<(), NotExternal> {
        assignment::admits(self.case.as_ref().map(|known| &known.case), change)
    }

    /// Refuses that another account takes the debt over while the loan is with a collection agency, which would lose it.
    pub fn may_be_handed_over(&self) -> Result<(), NotExternal> {
        let is_with_agency = self.case.as_ref().is_some_and(|known| known.case.is_with_agency());
        if is_with_agency { Err(NotExternal::Handover) } else { Ok(()) }
    }

    /// Whether all of its entries were read.
    pub fn is_whole(&self) -> bool {
        let last = self.ledger.entries.last().map_or(0, |entry| entry.transaction.id.0);
        last == self.ledger.account.entries
    }
}

/// Reads an account; `None` where there is none of that id.
pub async fn load(table: &Table, company_id: &str, account_id: &str) -> Result<Option<KnownAccount>, TableError> {
    load_at(table, &loan::loan(company_id, account_id)).await
}

/// Reads the account in the partition of its loan; `None` where there is none.
pub async fn load_at(table: &Table, pk: &str) -> Result<Option<KnownAccount>, TableError> {
    of_items(items_at(table, pk).await?)
}

/// All items of an account, and the recovery case of the loan behind them.
pub async fn items_at(table: &Table, pk: &str) -> Result<Vec<Item>, TableError> {
    table.query_all(pk, keys::bounds()).await
}

/// Puts an account together from its items.
pub fn of_items(items: Vec<Item>) -> Result<Option<KnownAccount>, TableError> {
    let mut head: Option<(Account, u64)> = None;
    let mut parts: Vec<(usize, Vec<Entry>)> = Vec::new();
    let (mut beside, mut funding, mut case) = (Vec::new(), None, None);
    for item in items {
        if let Some(number) = keys::entries_item(&item.key.sk) {
            parts.push((number, item.read()?));
        } else if item.key == keys::account(&item.key.pk) {
            let version = item.version.ok_or_else(|| TableError::Corrupt { key: item.key.clone() })?;
            head = Some((item.read()?, version));
        } else if case_keys::belongs(&item.key.sk) {
            case = KnownCase::of(&item)?.or(case);
        } else {
            if item.key == keys::funding(&item.key.pk) {
                funding = Some(item.read()?);
            }
            beside.push(item);
        }
    }
    let Some((account, version)) = head else { return Ok(None) };
    parts.sort_by_key(|(number, _)| *number);
    let entries = parts.into_iter().flat_map(|(_, entries)| entries);
    // A list is read a moment behind: what was entered since the account was read is not part of what was read.
    let entries = entries.filter(|entry| entry.transaction.id.0 <= account.entries).collect();
    Ok(Some(KnownAccount { ledger: Ledger { account, entries, funding }, version, beside, case }))
}
