//! How many resources lists have.

use domain::listing::ListOf;

use crate::keys::list as keys;
use crate::table::{Key, Table, TableError};

/// How many each of the lists has, by one `BatchGetItem` for six of them.
pub(super) async fn counts(
    table: &Table,
    company_id: &str,
    collection: &str,
    lists: &[ListOf],
) -> Result<Vec<u64>, TableError> {
    let shards: Vec<Vec<Key>> = lists.iter().map(|list| keys::counters(company_id, collection, list)).collect();
    let counted = table.counted(&shards.concat()).await?;
    let sum = |shards: &Vec<Key>| {
        shards.iter().filter_map(|key| counted.get(key)).fold(0_i64, |sum, by| sum.saturating_add(*by))
    };
    Ok(shards.iter().map(|shards| u64::try_from(sum(shards)).unwrap_or(0)).collect())
}
