//! Places in the lists of a company, and entries of the clock.

use domain::moment::Moment;

use super::{part, sixteenth, sortable};
use crate::table::{ClockEntry, ListEntry};

/// The clock is in so many parts, so that no partition takes all of its writes.
pub const CLOCK_SHARDS: u8 = 16;

/// The place of a thing in a list of a company, by what the list is sorted by; the id tells those apart that are equal in it.
pub fn listed(company_id: &str, list: &str, by: &str, id: &str) -> ListEntry {
    ListEntry { list: format!("{}#{list}", part(company_id)), place: format!("{}#{}", part(by), part(id)) }
}

/// The entry of a partition in which something is to happen at a moment.
pub fn clock(pk: &str, at: Moment) -> ClockEntry {
    ClockEntry { shard: shard_of(pk), at: format!("{}#{pk}", sortable(at)) }
}

/// All parts of the clock.
pub fn clock_shards() -> impl Iterator<Item = String> {
    (0..CLOCK_SHARDS).map(shard)
}

/// The bounds of what is due at a moment, from the beginning of time.
pub fn due_until(now: Moment) -> (String, String) {
    (String::from("0"), format!("{}#\u{10FFFF}", sortable(now)))
}

/// Partitions are spread by their hash, for loans of one lender have ids that are alike.
fn shard_of(pk: &str) -> String {
    shard(sixteenth(pk))
}

fn shard(number: u8) -> String {
    format!("CLOCK#{number:02}")
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    #[test]
    fn entries_read_as_the_table_design_says() {
        let moment = Moment::from_micros(1_597_415_342_660_409).expect("in range");
        let entry = listed("com_1", "ACCOUNTS", &sortable(moment), "a#1");
        assert_eq!((entry.list.as_str(), entry.place.as_str()), ("com_1#ACCOUNTS", "1597415342660409#a%231"));
        let entry = clock("com_1#LOAN#7", moment);
        assert_eq!(entry.at, "1597415342660409#com_1#LOAN#7");
        let (from, to) = due_until(moment);
        assert!((from.as_str()..=to.as_str()).contains(&entry.at.as_str()));
        let later = clock("com_1#LOAN#7", moment.later(1));
        assert!(!(from.as_str()..=to.as_str()).contains(&later.at.as_str()));
    }

    #[test]
    fn partitions_are_spread_over_all_shards() {
        let mut count: HashMap<String, usize> = clock_shards().map(|shard| (shard, 0)).collect();
        for loan in 0..1600 {
            *count.get_mut(&shard_of(&format!("com_1#LOAN#LN-{loan}"))).expect("a shard") += 1;
        }
        assert_eq!(count.len(), 16);
        assert!(count.values().all(|loans| (60..140).contains(loans)), "{count:?}");
    }
}
