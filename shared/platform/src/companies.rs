//! Companies that a run meets, each read once.

use std::collections::{BTreeSet, HashMap};

use domain::company::Company;

use crate::keys;
use crate::table::{BATCH_KEYS_MAX, Item, Key, Table, TableError};

/// What is known of companies; of those that could not be read, why.
#[derive(Default)]
pub struct Companies(HashMap<String, Result<Company, TableError>>);

impl Companies {
    /// Reads those that are not known yet: one `GetItem`, or one `BatchGetItem` for up to 100 of them.
    pub async fn learn<'a>(&mut self, table: &Table, ids: impl IntoIterator<Item = &'a str>) {
        let unknown: BTreeSet<&str> = ids.into_iter().filter(|id| !self.0.contains_key(*id)).collect();
        let unknown: Vec<&str> = unknown.into_iter().collect();
        for ids in unknown.chunks(BATCH_KEYS_MAX) {
            let keys: Vec<Key> = ids.iter().map(|id| keys::company(id)).collect();
            match table.get_many(&keys).await {
                Ok(items) => {
                    for (id, key) in ids.iter().zip(keys) {
                        let item = items.iter().find(|item| item.key == key);
                        let company = item.map_or(Err(TableError::Corrupt { key }), Item::read);
                        self.0.insert((*id).to_owned(), company);
                    }
                }
                Err(error) => self.0.extend(ids.iter().map(|id| ((*id).to_owned(), Err(error.clone())))),
            }
        }
    }

    /// A company that was learned of.
    pub fn get(&self, company_id: &str) -> Result<&Company, TableError> {
        match self.0.get(company_id) {
            Some(known) => known.as_ref().map_err(TableError::clone),
            None => Err(TableError::Corrupt { key: keys::company(company_id) }),
        }
    }
}
