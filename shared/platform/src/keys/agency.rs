//! Collection agencies, under their company, and the placements of loans with them, in the partitions of the loans.

use super::{beginning_with, part, sixteenth};
use crate::table::{Key, ListEntry};

/// How many loans are with an agency is counted in so many parts, so that loans that are assigned at once seldom meet in one.
pub const COUNTER_SHARDS: u8 = 16;
/// What comes before the id of an agency.
const AGENCY: &str = "AGENCY#";

/// An agency.
pub fn agency(company_id: &str, agency_id: &str) -> Key {
    Key { pk: part(company_id), sk: format!("{AGENCY}{}", part(agency_id)) }
}

/// A copy of the agency that has an id of the lender's own, which keeps a second one from having it.
pub fn external(company_id: &str, external_id: &str) -> Key {
    Key { pk: part(company_id), sk: format!("~AGENCY#{}", part(external_id)) }
}

/// The bounds of all agencies of a company, or of those after one.
pub fn agencies(after: Option<&str>) -> (String, String) {
    let (from, to) = beginning_with(AGENCY);
    // The least text after it.
    (after.map_or(from, |id| format!("{AGENCY}{}\u{1}", part(id))), to)
}

/// The part of the count of an agency's loans that a loan counts in. It is there as long as the agency is.
pub fn counter(company_id: &str, agency_id: &str, loan_id: &str) -> Key {
    shard(company_id, agency_id, sixteenth(loan_id))
}

/// All parts of the count of an agency's loans.
pub fn counters(company_id: &str, agency_id: &str) -> Vec<Key> {
    (0..COUNTER_SHARDS).map(|number| shard(company_id, agency_id, number)).collect()
}

fn shard(company_id: &str, agency_id: &str, number: u8) -> Key {
    let pk = format!("{}#AGENCY#{}#COUNT#{number:02}", part(company_id), part(agency_id));
    Key { pk, sk: "COUNT".to_owned() }
}

/// A placement, in the partition of its loan. It begins with `~`, behind all that a reader of the loan asks for.
pub fn placement(pk: &str, ulid: &str) -> Key {
    Key { pk: pk.to_owned(), sk: format!("~PLACEMENT#{ulid}") }
}

/// The place of a placement in the list of its agency's, which is in the order of time.
pub fn placed(company_id: &str, agency_id: &str, ulid: &str, loan_id: &str) -> ListEntry {
    super::index::listed(company_id, &format!("PLACEMENTS#{}", part(agency_id)), ulid, loan_id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_read_as_the_table_design_says() {
        let key = |key: Key| format!("{} {}", key.pk, key.sk);
        assert_eq!(key(agency("com_1", "agn_1")), "com_1 AGENCY#agn_1");
        assert_eq!(key(external("com_1", "a#1")), "com_1 ~AGENCY#a%231");
        assert_eq!(key(shard("com_1", "agn_1", 7)), "com_1#AGENCY#agn_1#COUNT#07 COUNT");
        assert_eq!(key(placement("com_1#LOAN#7", "01J")), "com_1#LOAN#7 ~PLACEMENT#01J");
        let entry = placed("com_1", "agn_1", "01J", "LN#7");
        assert_eq!((entry.list.as_str(), entry.place.as_str()), ("com_1#PLACEMENTS#agn_1", "01J#LN%237"));
    }

    #[test]
    fn a_page_of_agencies_begins_after_the_one_before() {
        let (from, to) = agencies(Some("agn_1"));
        let within = |id: &str| (from.as_str()..=to.as_str()).contains(&agency("c", id).sk.as_str());
        assert!(!within("agn_1") && !within("agn_0") && within("agn_10") && within("agn_2"));
    }
}
