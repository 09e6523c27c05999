//! Loan products in the table.
//!
//! | access | costs |
//! |---|---|
//! | read a product | one `GetItem` |
//! | make one | one `GetItem` where the caller gives the id, and one `TransactWriteItems` |
//! | change or delete one | one `GetItem`, and one `TransactWriteItems`: the product, its places in lists, the event |

use domain::accounts::product::ProductRecord;
use domain::json::{Json, Object};
use domain::moment::Moment;

use crate::event;
use crate::keys::account as keys;
use crate::lists::{self, Collection};
use crate::table::{Condition, Item, Key, Table, TableError, Write};

/// The list of a company's products.
pub const PRODUCTS: Collection = Collection {
    name: "PRODUCTS",
    item: keys::PRODUCT,
    indexed: ProductRecord::INDEXED,
    schema: ProductRecord::SCHEMA,
};

/// A product as a change finds it.
#[derive(Debug, Clone)]
pub struct KnownProduct {
    /// The product.
    pub record: ProductRecord,
    version: u64,
    key: Key,
}

/// Reads a product; `None` where there is none of that id.
pub async fn load(table: &Table, company_id: &str, product_id: &str) -> Result<Option<KnownProduct>, TableError> {
    let key = keys::product(company_id, product_id);
    let Some(item) = table.get(&key).await? else { return Ok(None) };
    let version = item.version.ok_or_else(|| TableError::Corrupt { key: key.clone() })?;
    Ok(Some(KnownProduct { record: item.read()?, version, key }))
}

/// The writes of a new product, which fail where there is one of its id.
pub fn create_writes(company_id: &str, record: &ProductRecord) -> Result<Vec<Write>, TableError> {
    let key = keys::product(company_id, &record.product.product_id);
    // Versions begin anew with each product of an id that was deleted; none of an older one is met again.
    let first = record.created.micros().unsigned_abs();
    let pk = key.pk.clone();
    let mut writes = vec![put(company_id, key, record, (Condition::Absent, first))?];
    writes.extend(lists::writes(&PRODUCTS, company_id, &pk, None, Some(&record.listed()))?);
    writes.push(told(&pk, "product.created", record, record.created)?);
    Ok(writes)
}

impl KnownProduct {
    /// The writes of a change.
    pub fn update_writes(&self, company_id: &str, changed: &ProductRecord) -> Result<Vec<Write>, TableError> {
        let version = (Condition::Version(self.version), self.version.saturating_add(1));
        let (old, new) = (self.record.listed(), changed.listed());
        let mut writes = vec![put(company_id, self.key.clone(), changed, version)?];
        writes.extend(lists::writes(&PRODUCTS, company_id, &self.key.pk, Some(&old), Some(&new))?);
        writes.push(told(&self.key.pk, "product.updated", changed, changed.updated)?);
        Ok(writes)
    }

    /// The writes that delete it.
    pub fn delete_writes(&self, company_id: &str, now: Moment) -> Result<Vec<Write>, TableError> {
        let condition = Condition::Version(self.version);
        let mut writes = vec![Write::Delete { key: self.key.clone(), condition }];
        writes.extend(lists::writes(&PRODUCTS, company_id, &self.key.pk, Some(&self.record.listed()), None)?);
        writes.push(told(&self.key.pk, "product.deleted", &self.record, now)?);
        Ok(writes)
    }
}

fn put(
    company_id: &str,
    key: Key,
    record: &ProductRecord,
    (condition, version): (Condition, u64),
) -> Result<Write, TableError> {
    let item = Item::of(key, version, record)?.listed(lists::entry(&PRODUCTS, company_id, &record.listed()));
    Ok(Write::Put { item, condition })
}

fn told(pk: &str, event_type: &str, record: &ProductRecord, at: Moment) -> Result<Write, TableError> {
    let subject = Object::from([("product_id".to_owned(), Json::text(&record.product.product_id))]);
    event::put(pk, event_type, at, Json::Object(subject))
}
