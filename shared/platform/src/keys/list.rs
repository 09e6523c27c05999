//! The lists of a company's resources, and how many each has.
//!
//! A resource's own item is in the list of all. For each field by whose values lists are kept, a pointer lies beside it, which is in the list
//! of its value. Both are sorted by the time of creation, then by id.

use domain::listing::{ListOf, Listed};
use domain::moment::Moment;

use super::index::listed;
use super::{part, sixteenth, sortable};
use crate::table::{Key, ListEntry};

/// A list's count is in so many parts, so that changes of different resources seldom meet in one.
pub const COUNTER_SHARDS: u8 = 16;

/// The place of a resource in one of the lists of its collection.
pub fn entry(company_id: &str, collection: &str, of: &ListOf, resource: &Listed) -> ListEntry {
    listed(company_id, &list(collection, of), &sortable(resource.created), &resource.id)
}

/// The name of a list in the index.
pub fn name(company_id: &str, collection: &str, of: &ListOf) -> String {
    format!("{}#{}", part(company_id), list(collection, of))
}

/// What says by which value of a field a resource is listed. It lies behind all that a reader of the resource asks for.
pub fn pointer(pk: &str, field: &str) -> Key {
    Key { pk: pk.to_owned(), sk: format!("~LISTED#{}", field.to_ascii_uppercase()) }
}

/// The same for a resource of which several lie in one partition.
pub fn pointer_to(own: &Key, field: &str) -> Key {
    let Key { pk, sk } = pointer(&own.pk, field);
    Key { pk, sk: format!("{sk}#{}", own.sk) }
}

/// Where it is kept at which place a numbered page of a list begins.
pub fn page(company_id: &str, collection: &str, of: &ListOf, limit: u32, page: u32) -> Key {
    Key { pk: format!("{}#PAGES", name(company_id, collection, of)), sk: format!("PAGE#{limit:03}#{page:010}") }
}

/// The part of a list's count that a resource counts in.
pub fn counter(company_id: &str, collection: &str, of: &ListOf, resource_id: &str) -> Key {
    shard(&name(company_id, collection, of), sixteenth(resource_id))
}

/// All parts of a list's count.
pub fn counters(company_id: &str, collection: &str, of: &ListOf) -> Vec<Key> {
    let name = name(company_id, collection, of);
    (0..COUNTER_SHARDS).map(|number| shard(&name, number)).collect()
}

/// Each in a partition of its own, so that they share no partition's rate.
fn shard(name: &str, number: u8) -> Key {
    Key { pk: format!("{name}#COUNT#{number:02}"), sk: "COUNT".to_owned() }
}

/// The bounds of a list's places between two moments of creation, both included.
pub fn between(from: Moment, to: Moment) -> (String, String) {
    (sortable(from), format!("{}#\u{10FFFF}", sortable(to)))
}

fn list(collection: &str, of: &ListOf) -> String {
    match of {
        ListOf::All => collection.to_owned(),
        ListOf::Value { field, value } => format!("{collection}#{}#{}", field.to_ascii_uppercase(), part(value)),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    #[test]
    fn keys_read_as_the_table_design_says() {
        let created = Moment::from_micros(1_597_415_342_660_409).expect("in range");
        let resource = Listed { id: "r#1".to_owned(), created, values: [("client_id", "7#".to_owned())].into() };
        let lists: Vec<_> = resource.lists().collect();
        let entries: Vec<_> = lists.iter().map(|of| entry("com_1", "LINES", of, &resource)).collect();
        let names: Vec<_> = entries.iter().map(|entry| entry.list.as_str()).collect();
        assert_eq!(names, ["com_1#LINES", "com_1#LINES#CLIENT_ID#7%23"]);
        assert!(lists.iter().map(|of| name("com_1", "LINES", of)).eq(names));
        assert!(entries.iter().all(|entry| entry.place == "1597415342660409#r%231"));
        assert_eq!(pointer("pk", "client_id").sk, "~LISTED#CLIENT_ID");
        let (from, to) = between(created, created);
        assert!(entries.iter().all(|entry| (from.as_str()..=to.as_str()).contains(&entry.place.as_str())));
    }

    #[test]
    fn resources_are_counted_in_all_parts() {
        let counters = counters("com_1", "LINES", &ListOf::All);
        let mut counted: HashMap<Key, usize> = counters.into_iter().map(|key| (key, 0)).collect();
        for id in 0..1600 {
            *counted.get_mut(&counter("com_1", "LINES", &ListOf::All, &format!("LN-{id}"))).expect("a part") += 1;
        }
        assert_eq!(counted.len(), 16);
        assert!(counted.values().all(|resources| (60..140).contains(resources)), "{counted:?}");
    }
}
