//! What is due by a clock, part by part: the cost grows with what is due, not with what there is.

use domain::moment::Moment;
use futures_util::future::join_all;

use crate::keys::index::{Timer, clock_shards, due_until};
use crate::table::{Due, DueItem, Table, TableError};

/// How far the parts of a clock have been read.
#[derive(Debug, Clone)]
pub struct Clockwork {
    parts: Vec<Part>,
    to: String,
    page: i32,
}

/// A part of the clock of which there is more to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its name.
    pub shard: String,
    /// Where to go on reading.
    pub from: String,
}

/// What a page of each part holds.
#[derive(Debug, Default)]
pub struct Struck {
    /// What is due.
    pub items: Vec<DueItem>,
    /// The parts that could not be read, and why. They are left to the next run.
    pub failed: Vec<(String, TableError)>,
}

impl Clockwork {
    /// All that is due at a moment, of which nothing has been read; `page` is the most entries of a part that are read at once.
    pub fn at(timer: Timer, now: Moment, page: i32) -> Self {
        let (from, to) = due_until(now);
        let parts = clock_shards(timer).map(|shard| Part { shard, from: from.clone() }).collect();
        Self { parts, to, page }
    }

    /// What of one part is due at a moment, from the beginning or where somebody left off.
    pub fn of_part(shard: &str, from: Option<&str>, now: Moment, page: i32) -> Self {
        let (least, to) = due_until(now);
        let from = from.map_or(least, str::to_owned);
        Self { parts: vec![Part { shard: shard.to_owned(), from }], to, page }
    }

    /// Whether all has been read.
    pub fn is_through(&self) -> bool {
        self.parts.is_empty()
    }

    /// The parts of which there is more.
    pub fn rest(&self) -> &[Part] {
        &self.parts
    }

    /// Reads a page of each part of which there is more, at once.
    pub async fn next(&mut self, table: &Table) -> Struck {
        let (to, page) = (&self.to, self.page);
        let reads = self.parts.iter().map(|part| table.due(&part.shard, (&part.from, to), page));
        let pages = join_all(reads).await;
        let (mut struck, mut parts) = (Struck::default(), Vec::new());
        for (part, page) in std::mem::take(&mut self.parts).into_iter().zip(pages) {
            match page {
                Ok(due) => {
                    parts.extend(rest_of(part, &due));
                    struck.items.extend(due.items);
                }
                Err(error) => {
                    let retryable = error.retryable();
                    tracing::error!(retryable, shard = part.shard, reason = %error, "a part of the clock was not read");
                    struck.failed.push((part.shard, error));
                }
            }
        }
        self.parts = parts;
        struck
    }
}

/// What is left of a part after a page of it. Entries that stay where they are, because what they are of could not be looked
/// at, do not keep a run from those behind them.
fn rest_of(part: Part, due: &Due) -> Option<Part> {
    let last = due.items.last().filter(|_| due.more)?;
    // The least text that sorts after the last entry.
    Some(Part { from: format!("{}\u{1}", last.entry.at), ..part })
}
