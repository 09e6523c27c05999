//! What is due, part by part of the clock.

use domain::moment::Moment;
use futures_util::future::join_all;
use platform::keys::account;
use platform::keys::index::{Timer, clock_shards, due_until};
use platform::keys::loan::loan_of;
use platform::table::{Due, DueItem, Table};

use crate::outcome::Done;

/// An account that is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DueAccount {
    /// Its company.
    pub(crate) company_id: String,
    /// Its id.
    pub(crate) account_id: String,
}

/// How far the clock has been read.
pub(crate) struct Clockwork {
    parts: Vec<Part>,
    to: String,
    page: i32,
}

/// A part of the clock of which there is more to read.
struct Part {
    shard: String,
    from: String,
}

impl Clockwork {
    /// All that is due at a moment, of which nothing has been read.
    pub(crate) fn at(now: Moment, page: i32) -> Self {
        let (from, to) = due_until(now);
        let parts = clock_shards(Timer::Accounts).map(|shard| Part { shard, from: from.clone() }).collect();
        Self { parts, to, page }
    }

    /// Whether all has been read.
    pub(crate) fn is_through(&self) -> bool {
        self.parts.is_empty()
    }

    /// Reads a page of each part of which there is more, at once. A part that cannot be read is left to the next run, and
    /// counted.
    pub(crate) async fn next(&mut self, table: &Table, done: &mut Done) -> Vec<DueAccount> {
        let (to, page) = (&self.to, self.page);
        let reads = self.parts.iter().map(|part| table.due(&part.shard, (&part.from, to), page));
        let pages = join_all(reads).await;
        let mut accounts = Vec::new();
        let mut parts = Vec::new();
        for (part, page) in std::mem::take(&mut self.parts).into_iter().zip(pages) {
            match page {
                Ok(due) => {
                    accounts.extend(due.items.iter().filter_map(account_of));
                    parts.extend(rest_of(part, &due));
                }
                Err(error) => {
                    done.failed(&error);
                    let retryable = error.retryable();
                    tracing::error!(retryable, shard = part.shard, reason = %error, "a part of the clock was not read");
                }
            }
        }
        self.parts = parts;
        accounts
    }
}

/// What is left of a part after a page of it. Entries that stay where they are, because their account could not be looked
/// at, do not keep a run from those behind them.
fn rest_of(part: Part, due: &Due) -> Option<Part> {
    let last = due.items.last().filter(|_| due.more)?;
    // The least text that sorts after the last entry.
    Some(Part { from: format!("{}\u{1}", last.entry.at), ..part })
}

/// The account that an entry is of; `None` where it is of something else, for which others look.
fn account_of(item: &DueItem) -> Option<DueAccount> {
    let (company_id, account_id) = loan_of(&item.key.pk).filter(|_| item.key == account::account(&item.key.pk))?;
    Some(DueAccount { company_id, account_id })
}
