//! An account with the list that its money is computed from.

use std::collections::HashSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::record::Account;
use super::refusal::Refusal;
use super::snapshot::Snapshot;
use crate::accounts::transaction::Details;
use crate::moment::Moment;
use crate::servicing::funding::Investors;
use crate::servicing::terms::Terms;
use crate::servicing::transaction::{Event, Transaction, TransactionId};

/// Most entries of an account: so many can be read, computed and shown within a request.
pub const ENTRIES_MAX: u64 = 10_000;

/// One thing that happened to an account, with what is known of how it came in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// What happened.
    #[serde(flatten)]
    pub transaction: Transaction,
    /// Its id for callers: `txn_` and a ULID.
    pub transaction_id: String,
    /// The agreement that it belongs to.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub generation: u32,
    /// When it was entered.
    pub at: Moment,
    /// Who entered it.
    pub author: String,
    /// What the caller says of it.
    #[serde(flatten)]
    pub details: Details,
    /// The number of the tranche that a disbursement pays out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tranche: Option<u32>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_zero(number: &u32) -> bool {
    *number == 0
}

/// An account with all of its entries, in the order in which they were entered.
#[derive(Debug, Clone, PartialEq)]
pub struct Ledger {
    /// What was agreed and decided.
    pub account: Account,
    /// What happened.
    pub entries: Vec<Entry>,
    /// Who funds it, where investors do.
    pub funding: Option<Investors>,
}

impl Ledger {
    /// The terms that are agreed now.
    pub fn terms(&self) -> &Terms {
        &self.account.agreed.terms
    }

    /// What happened under what is agreed now.
    pub fn transactions(&self) -> Vec<Transaction> {
        self.current().map(|entry| entry.transaction.clone()).collect()
    }

    /// The entries under what is agreed now.
    pub fn current(&self) -> impl DoubleEndedIterator<Item = &Entry> {
        let generation = self.account.agreed.number;
        self.entries.iter().filter(move |entry| entry.generation == generation)
    }

    /// The entries under what is agreed now that were not taken back, without what takes back.
    pub fn standing(&self) -> Vec<&Entry> {
        let reversed = self.reversed();
        let stands = |entry: &&Entry| {
            !reversed.contains(&entry.transaction.id) && !matches!(entry.transaction.event, Event::Reversal { .. })
        };
        self.current().filter(stands).collect()
    }

    /// The transactions that were taken back.
    pub fn reversed(&self) -> HashSet<TransactionId> {
        let of = |entry: &Entry| match entry.transaction.event {
            Event::Reversal { of } => Some(of),
            _ => None,
        };
        self.entries.iter().filter_map(of).collect()
    }

    /// The entry of that id for callers.
    pub fn entry(&self, transaction_id: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.transaction_id == transaction_id)
    }

    /// How the account stands on a day.
    pub fn on(&self, day: NaiveDate) -> Result<Snapshot, Refusal> {
        Snapshot::of(self, day).map_err(Refusal::from)
    }

    /// The number of the next entry.
    pub(super) fn next(&self) -> TransactionId {
        TransactionId(self.account.entries.saturating_add(1))
    }

    /// Adds an entry, whose number is [`Ledger::next`].
    pub(super) fn push(&mut self, entry: Entry) {
        self.account.entries = entry.transaction.id.0;
        self.entries.push(entry);
    }
}
