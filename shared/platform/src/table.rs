//! The one table: items by key, and transactions that write under conditions.
//!
//! | call | costs |
//! |---|---|
//! | [`Table::get`] | one `GetItem` |
//! | [`Table::get_many`], [`Table::counted`], [`Table::tallied`] | one `BatchGetItem`, more only for keys that DynamoDB left unprocessed |
//! | [`Table::query`] | one `Query` page |
//! | [`Table::query_all`] | one `Query` page for each MB |
//! | [`Table::list`], [`Table::due`] | one `Query` page of an index |
//! | [`Table::put`], [`Table::postpone`] | one `PutItem`; one `UpdateItem` |
//! | [`Table::transact`] | one `TransactWriteItems`, more only when one was cancelled because DynamoDB throttled an item |
//!
//! Every read but that of an index is consistent: a decision is made on what is there, and the write that follows is
//! conditioned on it.

mod error;
mod index;
mod item;
mod read;
mod transaction;
mod write;

pub use error::{FailedWrite, TableError};
pub use index::{ClockEntry, Due, DueItem, ListEntry};
pub use item::{ITEM_BYTES_MAX, Item, Key};
pub use read::{BATCH_KEYS_MAX, Order, PAGES_MAX, Page};
pub use transaction::{TRANSACTION_BYTES_MAX, TRANSACTION_WRITES_MAX};
pub use write::{Condition, Write};

use aws_sdk_dynamodb::Client;

/// A handle on the table; cheap to clone.
///
/// The futures of the SDK's calls are kilobytes large and nested deep; they are boxed, so that those of handlers stay small.
#[derive(Debug, Clone)]
pub struct Table {
    client: Client,
    name: String,
}

impl Table {
    /// The table of that name, through that client.
    pub fn new(client: Client, name: impl Into<String>) -> Self {
        Self { client, name: name.into() }
    }

    /// The table that the function's environment names. Fails when `TABLE_NAME` is not set.
    pub async fn from_environment() -> Result<Self, crate::settings::MissingSetting> {
        let name = crate::settings::table_name()?;
        Ok(Self::new(Client::new(crate::settings::aws().await?), name))
    }
}
