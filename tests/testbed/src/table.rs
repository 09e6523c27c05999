//! The table in the embedded engine: created, filled and read whole, past the client and its meter.

use crate::{Item, Snapshot, attributes::embedded_item, template::table_definition};
use dynoxide::{
    Database, ImportOptions,
    actions::{
        scan::ScanRequest,
        update_time_to_live::{TimeToLiveSpecification, UpdateTimeToLiveRequest},
    },
};
use serde_json::Value;

pub(crate) const NAME: &str = "recoup";

pub(crate) fn create(database: &Database) {
    let definition = table_definition();
    let mut parameters = definition.parameters.clone();
    parameters.insert("TableName".to_owned(), Value::from(NAME));
    let request = serde_json::from_value(Value::Object(parameters)).expect("the template's table is valid");
    database.create_table(request).expect("the template's table is created");
    if let Some(attribute) = &definition.expiry_attribute {
        expire_by(database, attribute);
    }
}

fn expire_by(database: &Database, attribute: &str) {
    let time_to_live_specification = TimeToLiveSpecification { attribute_name: attribute.to_owned(), enabled: true };
    let request = UpdateTimeToLiveRequest { table_name: NAME.to_owned(), time_to_live_specification };
    database.update_time_to_live(request).expect("the template's expiry attribute is valid");
}

/// In one transaction: a long history is there in a moment.
pub(crate) fn put(database: &Database, items: Vec<Item>) {
    let items = items.into_iter().map(embedded_item).collect();
    database.import_items(NAME, items, ImportOptions::default()).expect("every item is valid");
}

pub(crate) fn snapshot(database: &Database) -> Snapshot {
    let mut items = Vec::new();
    let mut exclusive_start_key = None;
    loop {
        let request = ScanRequest { table_name: NAME.to_owned(), exclusive_start_key, ..Default::default() };
        let page = database.scan(request).expect("the table can be read");
        items.extend(page.items.unwrap_or_default());
        exclusive_start_key = page.last_evaluated_key;
        if exclusive_start_key.is_none() {
            return Snapshot::of(&items);
        }
    }
}
