//! All items of a table at one moment, as a value to compare.

use serde_json::Value;
use std::{collections::BTreeMap, fmt};

/// All items of the table at one moment, by partition and sort key, each in DynamoDB's own JSON
/// (`{"amount": {"N": "3450"}}`).
#[derive(Clone, PartialEq, Eq)]
pub struct Snapshot {
    items: BTreeMap<(String, String), Value>,
}

impl Snapshot {
    pub(crate) fn of(items: &[dynoxide::Item]) -> Self {
        let items = items.iter().map(|item| {
            let item = serde_json::to_value(item).expect("an item is JSON");
            ((key(&item, "pk"), key(&item, "sk")), item)
        });
        Self { items: items.collect() }
    }

    /// How many items there are.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether the table is empty.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// One item by its keys.
    pub fn item(&self, pk: &str, sk: &str) -> Option<&Value> {
        self.items.get(&(pk.to_owned(), sk.to_owned()))
    }

    /// The items whose sort key begins with `prefix`, of every partition, in the order of their keys.
    pub fn with_sort_key<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = &'a Value> {
        self.items.iter().filter(move |((_, sk), _)| sk.starts_with(prefix)).map(|(_, item)| item)
    }

    /// What it takes to come from `before` to here, one line a changed item: `+` added, `-` gone, `~` changed.
    pub fn changes_since(&self, before: &Self) -> Vec<String> {
        let gone = before.items.iter().filter(|(key, _)| !self.items.contains_key(*key));
        let gone = gone.map(|((pk, sk), item)| format!("- {pk} {sk} {item}"));
        let come = self.items.iter().filter_map(|(key, item)| change(key, before.items.get(key), item));
        gone.chain(come).collect()
    }
}

/// One line an item, so that a failed comparison can be read.
impl fmt::Debug for Snapshot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.items.values().map(|item| format_args!("{item}").to_string())).finish()
    }
}

fn key(item: &Value, name: &str) -> String {
    let key = item.get(name).and_then(|value| value.get("S")).and_then(Value::as_str);
    key.unwrap_or_else(|| panic!("an item without a text {name}: {item}")).to_owned()
}

fn change((pk, sk): &(String, String), before: Option<&Value>, item: &Value) -> Option<String> {
    match before {
        None => Some(format!("+ {pk} {sk} {item}")),
        Some(before) if before != item => Some(format!("~ {pk} {sk} {before} -> {item}")),
        Some(_) => None,
    }
}
