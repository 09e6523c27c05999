//! Places in the lists of a company, and entries of the clock.

use domain::moment::Moment;

use super::{part, sixteenth, sortable};
use crate::table::{ClockEntry, Key, ListEntry};

/// The clock is in so many parts, so that no partition takes all of its writes.
pub const CLOCK_SHARDS: u8 = 16;

/// The place of a thing in a list of a company, by what the list is sorted by; the id tells those apart that are equal in it.
pub fn listed(company_id: &str, list: &str, by: &str, id: &str) -> ListEntry {
    ListEntry { list: format!("{}#{list}", part(company_id)), place: format!("{}#{}", part(by), part(id)) }
}

/// For whom the clock strikes: each reads an own set of parts, and nothing of the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Timer {
    /// Accounts whose day has come.
    Accounts,
    /// Recovery cases whose day has come.
    Cases,
    /// Recovery actions whose time has come.
    Actions,
    /// Communications that wait for permitted hours.
    Communications,
    /// Deliveries that are to be tried.
    Deliveries,
}

impl Timer {
    fn name(self) -> &'static str {
        match self {
            Self::Accounts => "CLOCK",
            Self::Cases => "CLOCK#CASES",
            Self::Actions => "CLOCK#ACTIONS",
            Self::Communications => "CLOCK#COMMUNICATIONS",
            Self::Deliveries => "CLOCK#DELIVERIES",
        }
    }
}

/// The entry of an item to which something is to happen at a moment.
pub fn clock(timer: Timer, key: &Key, at: Moment) -> ClockEntry {
    let Key { pk, sk } = key;
    ClockEntry { shard: shard(timer, sixteenth(pk)), at: format!("{}#{pk}#{sk}", sortable(at)) }
}

/// The same, spread by a part of the key: for partitions of which a single one has more to come than a part of the clock takes.
pub(super) fn clock_by(timer: Timer, spread_by: &str, key: &Key, at: Moment) -> ClockEntry {
    ClockEntry { shard: shard(timer, sixteenth(spread_by)), ..clock(timer, key, at) }
}

/// All parts of a clock.
pub fn clock_shards(timer: Timer) -> impl Iterator<Item = String> {
    (0..CLOCK_SHARDS).map(move |number| shard(timer, number))
}

/// The bounds of what is due at a moment, from the beginning of time.
pub fn due_until(now: Moment) -> (String, String) {
    (String::from("0"), format!("{}#\u{10FFFF}", sortable(now)))
}

/// Partitions are spread by their hash, for loans of one lender have ids that are alike.
fn shard(timer: Timer, number: u8) -> String {
    format!("{}#{number:02}", timer.name())
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    fn key(pk: &str) -> Key {
        Key { pk: pk.to_owned(), sk: "PROFILE".to_owned() }
    }

    #[test]
    fn entries_read_as_the_table_design_says() {
        let moment = Moment::from_micros(1_597_415_342_660_409).expect("in range");
        let entry = listed("com_1", "ACCOUNTS", &sortable(moment), "a#1");
        assert_eq!((entry.list.as_str(), entry.place.as_str()), ("com_1#ACCOUNTS", "1597415342660409#a%231"));
        let entry = clock(Timer::Accounts, &key("com_1#LOAN#7"), moment);
        assert_eq!(entry.at, "1597415342660409#com_1#LOAN#7#PROFILE");
        let (from, to) = due_until(moment);
        assert!((from.as_str()..=to.as_str()).contains(&entry.at.as_str()));
        let later = clock(Timer::Accounts, &key("com_1#LOAN#7"), moment.later(1));
        assert!(!(from.as_str()..=to.as_str()).contains(&later.at.as_str()));
    }

    #[test]
    fn partitions_are_spread_over_all_shards() {
        let mut count: HashMap<String, usize> = clock_shards(Timer::Cases).map(|shard| (shard, 0)).collect();
        for loan in 0..1600 {
            let entry = clock(Timer::Cases, &key(&format!("com_1#LOAN#LN-{loan}")), Moment::EPOCH);
            *count.get_mut(&entry.shard).expect("a shard") += 1;
        }
        assert_eq!(count.len(), 16);
        assert!(count.values().all(|loans| (60..140).contains(loans)), "{count:?}");
    }
}
