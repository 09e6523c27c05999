//! Companies, each read once in a run.

use std::collections::{BTreeSet, HashMap};

use domain::company::Company;
use platform::keys;
use platform::table::{BATCH_KEYS_MAX, Item, Key, Table, TableError};

use crate::due::DueAccount;

/// What is known of companies; of those that could not be read, why.
#[derive(Default)]
pub(crate) struct Companies(HashMap<String, Result<Company, TableError>>);

impl Companies {
    /// Reads those that accounts are of and that are not known yet.
    pub(crate) async fn learn(&mut self, table: &Table, accounts: &[DueAccount]) {
        let unknown: BTreeSet<&String> = accounts.iter().map(|account| &account.company_id).collect();
        let unknown: Vec<&String> = unknown.into_iter().filter(|id| !self.0.contains_key(*id)).collect();
        for ids in unknown.chunks(BATCH_KEYS_MAX) {
            let keys: Vec<Key> = ids.iter().map(|id| keys::company(id)).collect();
            match table.get_many(&keys).await {
                Ok(items) => {
                    for (id, key) in ids.iter().zip(keys) {
                        let item = items.iter().find(|item| item.key == key);
                        let company = item.map_or(Err(TableError::Corrupt { key }), Item::read);
                        self.0.insert((*id).clone(), company);
                    }
                }
                Err(error) => self.0.extend(ids.iter().map(|id| ((*id).clone(), Err(error.clone())))),
            }
        }
    }

    /// A company that was learned of.
    pub(crate) fn get(&self, company_id: &str) -> Result<&Company, TableError> {
        match self.0.get(company_id) {
            Some(known) => known.as_ref().map_err(TableError::clone),
            None => Err(TableError::Corrupt { key: keys::company(company_id) }),
        }
    }
}
