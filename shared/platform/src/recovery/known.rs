//! A case as a change finds it.

use domain::recovery::case::RecoveryCase;

use crate::keys::recovery::CASE;
use crate::table::{ClockEntry, Item, TableError};

/// A case with the version that a change is conditioned on.
#[derive(Debug, Clone)]
pub struct KnownCase {
    /// The case.
    pub case: RecoveryCase,
    /// Its version.
    pub version: u64,
    /// When it is looked at next.
    pub clock: Option<ClockEntry>,
}

impl KnownCase {
    /// The case that an item is; `None` where it is another item.
    pub fn of(item: &Item) -> Result<Option<Self>, TableError> {
        if item.key.sk != CASE {
            return Ok(None);
        }
        let version = item.version.ok_or_else(|| TableError::Corrupt { key: item.key.clone() })?;
        Ok(Some(Self { case: item.read()?, version, clock: item.clock.clone() }))
    }

    /// The case among items of one loan, if it is there.
    pub fn among<'a>(items: impl IntoIterator<Item = &'a Item>) -> Result<Option<Self>, TableError> {
        items.into_iter().find(|item| item.key.sk == CASE).map_or(Ok(None), Self::of)
    }
}
